package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LeavingTest {

    private static Leaving of(Scene scene) {
        var snapshot = scene.snapshot();
        return Leaving.of(
                "node2",
                scene.status(),
                snapshot.cluster(),
                PastSteps.of(List.of()),
                (node, metric) -> Double.NaN);
    }

    @Test
    void whatANodeHadGoesToThoseThatStay() {
        assertThat(of(Scene.of(3).busy()).shares())
                .extracting(share -> share.before() + " " + share.then())
                .containsExactly("40 61", "42 0", "44 65");
    }

    @Test
    void whatANodeHadBeforeIsTheMeasureOfWhatItGetsNow() {
        var scene = Scene.of(3).busy();
        var leaving =
                Leaving.of(
                        "node2",
                        scene.status(),
                        scene.snapshot().cluster(),
                        PastSteps.of(List.of()),
                        (node, metric) -> node.equals("node1") ? 130 : Double.NaN);
        assertThat(leaving.shares())
                .extracting(share -> share.change() + " " + share.peak())
                .containsExactly("+21 1.0", "−42 0.0", "+21 0.0");
        assertThat(leaving.shares().getFirst().after()).isEqualTo(61 / 130.0);
    }

    @Test
    void whereTheRequestsOfOneThatStaysAreUnknownNothingIsForetold() {
        assertThat(of(Scene.of(3)).shares()).isNotEmpty();
        assertThat(of(Scene.of(3).noShell("node1")).shares()).isEmpty();
    }
}
