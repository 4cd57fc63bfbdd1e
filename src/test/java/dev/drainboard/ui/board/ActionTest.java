package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a button is grey; "" for one that is not. Drain, Update, Restore. */
final class ActionTest {

    private static final String IN = "node2 is in rotation already.";

    private static List<String> of(Scene scene) {
        return of(scene, false);
    }

    private static List<String> of(Scene scene, boolean readOnly) {
        var snapshot = scene.snapshot();
        return Action.of("node2", snapshot, Status.of(snapshot, Scene.NOW), readOnly).stream()
                .map(action -> action.refusal().orElse(""))
                .toList();
    }

    @Test
    void aWellNodeCanLeaveAndNeedsNoRestoring() {
        assertThat(of(Scene.of(3))).containsExactly("", "", IN);
    }

    @Test
    void aNodeThatIsOutCanComeBack() {
        assertThat(of(Scene.of(3).admin("node2", AdminState.MAINT, true).noRequests("node2")))
                .containsExactly("node2 is out of rotation already.", "", "");
    }

    @Test
    void oneThatWasLetGoBeforeItWasIdleCanBeWaitedForOnceMore() {
        var snapshot = Scene.of(3).admin("node2", AdminState.DRAIN, true).snapshot();
        var drain = Action.of("node2", snapshot, Status.of(snapshot, Scene.NOW), false).getFirst();
        assertThat(drain.refusal()).isEmpty();
        assertThat(drain.label()).isEqualTo("Wait…");
    }

    @Test
    void aNodeThatCannotBeReachedCanOnlyBeTakenOut() {
        assertThat(of(Scene.of(3).cut("node2")))
                .containsExactly(
                        "",
                        "node2 cannot be changed: it needs fresh data. node2 was last seen 12 s"
                                + " ago.",
                        IN);
    }

    @Test
    void whatTheGuardRefusesIsGreyWithItsWords() {
        var refusals = of(Scene.of(3).cut("node1").cut("node3"));
        assertThat(refusals.getFirst()).startsWith("node2 cannot leave: no node would serve");
    }

    @Test
    void whileSomebodyHoldsTheClusterNothingCanBeWanted() {
        assertThat(of(Scene.of(3).lock(lock(Duration.ofSeconds(2)))))
                .containsOnly("ana on ops2 holds the cluster: drain node1.");
    }

    @Test
    void aLockThatWasLeftIsTheCommandsBusiness() {
        assertThat(of(Scene.of(3).lock(lock(Duration.ofMinutes(5))))).startsWith("", "");
    }

    @Test
    void aStandingRolloutLeavesOnlyRestore() {
        var scene =
                Scene.of(3)
                        .admin("node2", AdminState.MAINT, true)
                        .operation(
                                Operations.at("node2", StepKind.GATE, OperationView.Phase.FAILED));
        var reserved =
                "A rollout stands (rollout to 8d41b07): resume, roll back or abort it first.";
        assertThat(of(scene)).containsExactly(reserved, reserved, "");
    }

    @Test
    void aWindowThatOnlyLooksSaysSo() {
        assertThat(of(Scene.of(3), true)).containsOnly("The window was opened read-only.");
    }

    @Test
    void aRolloutIsRefusedByTheSameRule() {
        var snapshot = Scene.of(3).cut("node3").snapshot();
        var action = Action.rollout(snapshot, Status.of(snapshot, Scene.NOW), false);
        assertThat(action.refusal().orElseThrow()).startsWith("node1 cannot leave: only node2");
    }

    private static LockFacts lock(Duration silent) {
        return new LockFacts(
                "ana",
                "ops2",
                7,
                "1",
                Scene.NOW.minusSeconds(400),
                Scene.NOW.minus(silent),
                Scene.NOW,
                "drain node1",
                "20261123-1400-aaaa",
                3,
                false);
    }
}
