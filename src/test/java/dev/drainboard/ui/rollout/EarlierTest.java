package dev.drainboard.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.PastSteps;
import dev.drainboard.model.PastSteps.Took;
import dev.drainboard.model.Series;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The drain that one under way is held against. */
final class EarlierTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:07Z");

    private static Took waited(String node, long endedBefore, long took) {
        return new Took(
                Optional.of(node),
                StepKind.AWAIT_IDLE,
                NOW.minusSeconds(endedBefore),
                Duration.ofSeconds(took));
    }

    private static Optional<Earlier> of(String node, Took... all) {
        return Earlier.of(node, new PastSteps(List.of(all)), NOW, ZoneOffset.UTC);
    }

    @Test
    void theSameNodesLastDrainIsTakenEvenIfAnotherNodesWasLater() {
        var earlier = of("node2", waited("node2", 600, 30), waited("node1", 200, 41)).orElseThrow();
        assertThat(earlier.says(true))
                .isEqualTo("Shaded: the drain of node2 at 13:54:37, which took 30 s.");
    }

    @Test
    void aNodeThatWasNeverDrainedIsHeldAgainstTheOneBeforeIt() {
        assertThat(of("node2", waited("node3", 900, 9), waited("node1", 200, 41)))
                .map(Earlier::node)
                .contains("node1");
        assertThat(of("node2")).isEmpty();
    }

    @Test
    void whatTheHistoryKeepsInMinutesOnlyHasWordsAndNoCurve() {
        var long1 = of("node2", waited("node2", 3590, 30)).orElseThrow();
        assertThat(long1.near()).isFalse();
        assertThat(long1.says(false)).isEqualTo("The drain of node2 at 13:04:47 took 30 s.");
        assertThat(of("node2", waited("node2", 600, 30)).orElseThrow().near()).isTrue();
        assertThat(of("node2", waited("node2", 600, 1)).orElseThrow().near()).isFalse();
    }

    @Test
    void onlyItsOwnSecondsAreCutOutOfTheHistory() {
        var earlier = of("node2", waited("node2", 4, 3)).orElseThrow();
        var history =
                new Series(
                        NOW.minusSeconds(9), Duration.ofSeconds(1), 9, 9, 9, 3, 2, 1, 0, 7, 7, 7);
        // began 7 s ago and ended 4 s ago
        assertThat(earlier.of(history).values()).containsExactly(9, 3, 2, 1);
    }
}
