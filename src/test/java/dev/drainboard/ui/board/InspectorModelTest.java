package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.InspectorModel.Row;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InspectorModelTest {

    private static InspectorModel of(Scene scene, String node) {
        var snapshot = scene.snapshot();
        return InspectorModel.of(
                node, snapshot, Status.of(snapshot, Scene.NOW), Asked.NOTHING, false);
    }

    @Test
    void whatWasAskedAndWhatIsObservedStandApart() {
        var model = of(Scene.of(3).admin("lb1", "node2", AdminState.MAINT, false), "node2");
        assertThat(model.servers())
                .containsExactly(
                        new Row("lb1", "HTTP", "maint", "unknown", "–"),
                        new Row("lb1", "WS", "maint", "unknown", "–"),
                        new Row("lb2", "HTTP", "ready", "up", "7"),
                        new Row("lb2", "WS", "ready", "up", "7"));
        assertThat(model.word()).isEqualTo("Healthy, out on lb1 only");
        assertThat(model.reason()).contains("taken out on lb1, not by Drainboard");
    }

    @Test
    void aSilentBalancerIsARowOfItsOwn() {
        assertThat(of(Scene.of(3).balancerFails("lb1"), "node2").servers().getFirst())
                .isEqualTo(new Row("lb1", "–", "unknown", "unknown", "–"));
    }

    @Test
    void aCutNodeKeepsItsLastNumbersWithTheirAgeAndItsChecksAreUnknown() {
        var well = of(Scene.of(3), "node2");
        var model = of(Scene.of(3).cut("node2"), "node2");
        assertThat(model.old()).contains("Last seen 12 s ago");
        assertThat(well.old()).isEmpty();
        assertThat(model.now().http()).isEqualTo(well.now().http()).isNotEqualTo("–");
        assertThat(model.sections().get("Connections"))
                .containsEntry("HTTP in use", well.now().http());
        assertThat(model.sections().get("Revision")).containsEntry("Runs", "17.0-3f9c2e1");
        assertThat(model.sections().get("Revision")).containsEntry("Same on", "–");
        assertThat(model.sections().get("Health").values())
                .containsExactly("unknown", "unknown", "–");
    }

    @Test
    void everyNumberOfANodeThatNeverAnsweredIsADash() {
        var model = of(Scene.of(3).neverAnswered("node2"), "node2");
        assertThat(model.old()).isEmpty();
        assertThat(model.sections().get("Connections").values()).containsOnly("–");
        assertThat(model.sections().get("Revision").values()).containsOnly("–");
        assertThat(model.sections().get("Health").values())
                .containsExactly("unknown", "unknown", "–");
        assertThat(of(Scene.of(3).cut("node2"), "node2").sections().get("Machine"))
                .containsEntry("Last answer", "12 s ago");
    }

    @Test
    void theRevisionSaysOnHowManyNodesItIsTheSame() {
        var model = of(Scene.of(3).revision("node1", "17.0-new"), "node2");
        assertThat(model.sections().get("Revision"))
                .containsEntry("Runs", "17.0-3f9c2e1")
                .containsEntry("Same on", "2 of 3");
    }

    @Test
    void whoHasFarMoreThanItsShareOfTheSessionsIsToldSo() {
        var bound = BoundSessions.of(Map.of("node1", 96, "node2", 91, "node3", 243));
        var heavy = of(Scene.of(3).bound("lb2", bound), "node3").skew().orElseThrow();

        assertThat(heavy.number()).isEqualTo("243, fair would be 143");
        assertThat(heavy.part()).isEqualTo(1);
        assertThat(heavy.warning().orElseThrow()).startsWith("1.7 times its fair share");
        assertThat(of(Scene.of(3).bound("lb2", bound), "node1").skew().orElseThrow().warning())
                .isEmpty();
        assertThat(of(Scene.of(3), "node1").skew()).isEmpty();
    }

    @Test
    void workersAreBusyOrThereAreNone() {
        var scene =
                Scene.of(3).connections("node1", 3, 0, 0).workers("node1", 8).workers("node2", 0);
        assertThat(of(scene, "node1").sections().get("Connections"))
                .containsEntry("Workers busy", "3 of 8");
        assertThat(of(scene, "node2").sections().get("Connections"))
                .containsEntry("Workers busy", "none, threaded");
        assertThat(of(scene, "node3").sections().get("Connections"))
                .doesNotContainKey("Workers busy");
    }
}
