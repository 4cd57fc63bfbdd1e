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

    private static List<String> tiles(Scene scene) {
        return of(scene).tiles().stream()
                .map(tile -> tile.name() + " " + tile.value() + " " + tile.unit())
                .toList();
    }

    @Test
    void theWorkersOfThoseThatStayTakeWhatTheOneHad() {
        var scene =
                Scene.of(3)
                        .connections("node1", 3, 0, 0)
                        .connections("node2", 3, 0, 0)
                        .connections("node3", 4, 0, 0)
                        .workers("node1", 8)
                        .workers("node3", 8);
        // 3 requests in two parts are 2 more for one of them
        assertThat(tiles(scene)).contains("Workers busy after 6 of 8 per node");
        assertThat(of(scene).tiles().get(2).says()).isEqualTo("3 to 4 now");
        assertThat(of(scene).signs()).noneMatch(sign -> sign.says().contains("workers"));
    }

    @Test
    void moreThanFourFifthsOfTheWorkersIsTooLittleForAPeak() {
        var four = Scene.of(3).workers("node1", 8).workers("node3", 5);
        for (var node : List.of("node1", "node2", "node3")) {
            four.connections(node, 2, 0, 0);
        }
        assertThat(tiles(four)).contains("Workers busy after 3 of 5 on node3");
        assertThat(of(four.connections("node2", 4, 0, 0)).signs())
                .noneMatch(sign -> sign.says().contains("workers"));
        assertThat(of(four.connections("node2", 5, 0, 0)).signs())
                .extracting(Leaving.Sign::says)
                .contains("node3 would have 5 of its 5 workers busy: little is left for a peak");
        assertThat(of(four.connections("node2", 8, 0, 0)).signs())
                .extracting(Leaving.Sign::says)
                .contains("All 5 workers of node3 would be busy, 1 waiting");
    }

    @Test
    void whereTheWorkersOfOneThatStaysAreUnknownNothingIsSaidOfThem() {
        assertThat(tiles(Scene.of(3))).hasSize(4);
        assertThat(tiles(Scene.of(3).workers("node1", 8))).hasSize(4);
        assertThat(tiles(Scene.of(3).workers("node1", 8).workers("node3", 0))).hasSize(4);
        assertThat(tiles(Scene.of(3).workers("node1", 8).workers("node3", 8).noShell("node1")))
                .hasSize(4);
        assertThat(tiles(Scene.of(3).workers("node1", 8).workers("node3", 8))).hasSize(5);
    }
}
