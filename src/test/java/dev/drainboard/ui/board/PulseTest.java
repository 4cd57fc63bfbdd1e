package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.Series;
import dev.drainboard.ui.board.Pulse.Bar;
import dev.drainboard.ui.board.Pulse.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The bars of a node's health. */
final class PulseTest {

    private static final Instant FROM = Instant.parse("2026-11-23T14:00:00Z");
    private static final double NAN = Double.NaN;

    private static Series times(double... ms) {
        return new Series(FROM, Duration.ofSeconds(2), ms);
    }

    private static Series states(NodeState... states) {
        return new Series(
                FROM,
                Duration.ofSeconds(1),
                Arrays.stream(states).mapToDouble(NodeState::ordinal).toArray());
    }

    @Test
    void aFailureOfOneSecondIsSeenAndASlowAnswerIsHigher() {
        var well = NodeState.HEALTHY;
        var pulse =
                Pulse.of(
                        times(10, 10, 40, 10),
                        states(well, well, NodeState.FAILED, well, well, well, well, well));
        assertThat(pulse.bars())
                .containsExactly(
                        new Bar(Result.ANSWERED, 0.25),
                        new Bar(Result.FAILED, 0.25),
                        new Bar(Result.ANSWERED, 1),
                        new Bar(Result.ANSWERED, 0.25));
        assertThat(pulse.says()).isEqualTo("failed in 1 of the last 4 stretches of 12 s");
    }

    @Test
    void whatNobodyKnowsIsNoAnswerAndAnUpdateIsNoFailure() {
        var none = NodeState.UNKNOWN;
        var pulse =
                Pulse.of(
                        times(10, NAN, NAN),
                        states(
                                NodeState.HEALTHY,
                                NodeState.DEGRADED,
                                none,
                                none,
                                NodeState.UPDATING,
                                NodeState.UPDATING));
        assertThat(pulse.bars())
                .extracting(Bar::result)
                .containsExactly(Result.DEGRADED, Result.SILENT, Result.PLANNED);
        assertThat(pulse.says()).contains("degraded in 1", "nothing known of 1", "updated in 1");
    }

    @Test
    void aNodeThatAnswersAsEverHasLowBarsAndSaysSo() {
        var well = NodeState.HEALTHY;
        var pulse = Pulse.of(times(10, 11), states(well, well, well, well));
        assertThat(pulse.bars()).allMatch(bar -> bar.height() <= 0.5);
        assertThat(pulse.says()).isEqualTo("answered in each of the last 10 min");
    }
}
