package dev.drainboard.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.LogLine.Level;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A log is filtered to what a node wrote while it was at a step. */
final class LogStepsTest {

    private static final LogSteps FAILED =
            LogSteps.of(Operations.at("node2", StepKind.GATE, Phase.FAILED));

    private static final Instant GATE =
            Operations.at("node2", StepKind.GATE, Phase.FAILED)
                    .current()
                    .orElseThrow()
                    .at()
                    .orElseThrow();

    private static LogRow row(String node, Optional<Instant> at, String text) {
        return new LogRow("", at, node, 0, Level.INFO, Level.INFO, text);
    }

    @Test
    void onlyTheStepsThatWereBegunCanBeChosenAndOnlyThoseOfNodes() {
        assertThat(FAILED.kinds())
                .containsExactly(
                        StepKind.DRAIN,
                        StepKind.AWAIT_IDLE,
                        StepKind.MAINT,
                        StepKind.UPDATE,
                        StepKind.GATE,
                        StepKind.WARM_UP,
                        StepKind.RESTORE,
                        StepKind.SOAK);
        assertThat(LogSteps.of(Operations.at("node1", StepKind.UPDATE, Phase.RUNNING)).kinds())
                .containsExactly(
                        StepKind.DRAIN, StepKind.AWAIT_IDLE, StepKind.MAINT, StepKind.UPDATE);
    }

    @Test
    void aLineBelongsToTheStepAtWhichItsOwnNodeWas() {
        var in = row("node2", Optional.of(GATE.minusSeconds(5)), "at the gate");
        var before = row("node2", Optional.of(GATE.minusSeconds(25)), "at the update");
        var other = row("node1", Optional.of(GATE.minusSeconds(5)), "elsewhere");
        var gate = Optional.of(StepKind.GATE);
        assertThat(List.of(in, before, other))
                .filteredOn(row -> row.during(gate, FAILED))
                .containsExactly(in);
        assertThat(before.during(Optional.of(StepKind.UPDATE), FAILED)).isTrue();
        assertThat(other.during(Optional.empty(), FAILED)).as("any step").isTrue();
    }

    @Test
    void aTracebackGoesWithTheLineBeforeItAndALineWithoutATimeIsNoSteps() {
        var last = new HashMap<String, LogRow>();
        var rows =
                LogRow.inherited(
                        List.of(
                                row("node2", Optional.of(GATE.minusSeconds(5)), "Error"),
                                row("node2", Optional.empty(), "Traceback:"),
                                row("node1", Optional.empty(), "nobody knows when")),
                        last);
        assertThat(rows)
                .filteredOn(row -> row.during(Optional.of(StepKind.GATE), FAILED))
                .extracting(LogRow::text)
                .containsExactly("Error", "Traceback:");
    }

    @Test
    void aStepThatRunsHasNoEndAndOneThatWasTakenBackHasTwoTimes() {
        var running = LogSteps.of(Operations.at("node2", StepKind.GATE, Phase.RUNNING));
        assertThat(running.during(StepKind.GATE, "node2", Scene.NOW)).isTrue();
        var back = LogSteps.of(Operations.rolledBack());
        assertThat(back.spans())
                .filteredOn(span -> span.node().equals("node2"))
                .filteredOn(span -> span.kind() == StepKind.UPDATE)
                .hasSize(2);
    }
}
