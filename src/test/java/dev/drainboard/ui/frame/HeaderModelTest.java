package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.board.Action;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HeaderModelTest {

    private static HeaderModel of(Scene scene) {
        var snapshot = scene.snapshot();
        var status = Status.of(snapshot, Scene.NOW);
        return HeaderModel.of(
                status, new FakeDoor(snapshot).door(), Action.rollout(snapshot, status, false));
    }

    private static LockFacts lock(String holder, Duration silent) {
        return new LockFacts(
                holder,
                "ops2",
                7,
                "1",
                Scene.NOW.minusSeconds(301),
                Scene.NOW.minus(silent),
                Scene.NOW,
                "drain node1",
                "op",
                3,
                false);
    }

    @Test
    void itCountsTheNodesInRotationAndThoseOfWhichNobodyKnows() {
        assertThat(of(Scene.of(3)).rotation()).isEqualTo("3 of 3 nodes in rotation");
        assertThat(of(Scene.of(3).admin("node1", AdminState.MAINT, true)).rotation())
                .isEqualTo("2 of 3 nodes in rotation");
        assertThat(of(Scene.of(3).balancerFails("lb1")).rotation())
                .isEqualTo("0 of 3 nodes in rotation, 3 unknown");
    }

    @Test
    void itSaysWhoHoldsTheLockAndForHowLong() {
        assertThat(of(Scene.of(3)).lock()).isEqualTo("Lock free");
        assertThat(of(Scene.of(3).lockFails()).lock()).isEqualTo("Lock unknown");
        assertThat(of(Scene.of(3).lock(lock("ana@ops2", Duration.ofSeconds(3)))).lock())
                .isEqualTo("ana@ops2 holds the lock, 5 min 1 s");
        assertThat(of(Scene.of(3).lock(lock("mk@ops1", Duration.ofSeconds(3)))).lock())
                .isEqualTo("You hold the lock, 5 min 1 s");
        assertThat(of(Scene.of(3).lock(lock("ana@ops2", Duration.ofSeconds(95)))).lock())
                .isEqualTo("ana@ops2 left the lock, last sign 1 min 35 s ago");
    }

    @Test
    void aDrainByItselfIsNotCalledARollout() {
        var rollout = Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING);
        assertThat(of(Scene.of(3).operation(rollout)).state()).isEqualTo("Rolling out");
        var drain =
                new OperationView(
                        "op",
                        "drain node2",
                        "mk@ops1",
                        Scene.NOW,
                        Phase.RUNNING,
                        rollout.steps(),
                        Optional.empty(),
                        false);
        assertThat(of(Scene.of(3).operation(drain)).state()).isEqualTo("Working: drain node2");
    }

    @Test
    void aPauseThatSomebodyWantedIsNoFailureAndTheClusterIsReservedAndNotFree() {
        var paused =
                of(Scene.of(3).operation(Operations.paused("node2", StepKind.UPDATE, "ana@ops2")));
        assertThat(paused.state()).isEqualTo("Paused at update");
        assertThat(paused.glyph()).isEqualTo(Glyph.WAITING);
        assertThat(paused.lock()).isEqualTo("Reserved by you, 22 s");
        assertThat(paused.kind()).isEqualTo(HeaderModel.Lock.RESERVED);
        var failed = of(Scene.of(3).operation(Operations.at("node2", StepKind.GATE, Phase.FAILED)));
        assertThat(failed.state()).isEqualTo("Rollout stopped");
        assertThat(failed.glyph()).isEqualTo(Glyph.FAILED);
        assertThat(failed.lock()).isEqualTo("Reserved by you");
        var cutOff =
                of(Scene.of(3).operation(Operations.at("node2", StepKind.GATE, Phase.CUT_OFF)));
        assertThat(cutOff.state()).isEqualTo("Cut off at health gate");
        var ended = of(Scene.of(3).operation(Operations.rolledBack()));
        assertThat(ended.lock()).isEqualTo("Lock free");
        assertThat(ended.state()).isEqualTo("Healthy");
    }

    @Test
    void whoeverSitsHereHasTwoLetters() {
        assertThat(HeaderModel.initials("ana.berg@ops1")).isEqualTo("AB");
        assertThat(HeaderModel.initials("mk@ops1")).isEqualTo("MK");
        assertThat(HeaderModel.initials("x")).isEqualTo("X");
    }
}
