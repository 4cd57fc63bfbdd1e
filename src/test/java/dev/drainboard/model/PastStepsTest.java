package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.JournalEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What earlier operations tell of how long a step takes. */
final class PastStepsTest {

    private final List<JournalEntry> journal = new ArrayList<>();
    private Instant now = Scene.NOW;

    private void line(String operation, String node, StepKind step, Kind kind) {
        journal.add(
                new JournalEntry(
                        now,
                        operation,
                        "ana",
                        kind,
                        Optional.of(node).filter(name -> !name.isEmpty()),
                        Optional.of(step),
                        "",
                        Map.of(),
                        Optional.empty()));
    }

    private void step(String operation, String node, StepKind step, int seconds) {
        line(operation, node, step, Kind.ABOUT);
        now = now.plusSeconds(seconds);
        line(operation, node, step, Kind.DID);
    }

    private PastSteps past() {
        return PastSteps.of(journal);
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void each_step_of_each_node_has_its_last_time_and_its_median() {
        step("op1", "node1", StepKind.UPDATE, 40);
        step("op1", "node2", StepKind.UPDATE, 60);
        step("op2", "node1", StepKind.UPDATE, 42);
        step("op2", "node2", StepKind.UPDATE, 90);
        step("op3", "node1", StepKind.UPDATE, 80);

        assertThat(past().last("node1", StepKind.UPDATE).map(PastSteps.Took::time))
                .isEqualTo(seconds(80));
        assertThat(past().last("node1", StepKind.UPDATE).map(PastSteps.Took::at)).contains(now);
        assertThat(past().median("node1", StepKind.UPDATE)).isEqualTo(seconds(42));
        assertThat(past().median("node2", StepKind.UPDATE)).isEqualTo(seconds(75));
        assertThat(past().median(StepKind.UPDATE)).isEqualTo(seconds(60));
    }

    @Test
    void a_node_that_is_new_is_expected_to_be_as_the_others() {
        step("op1", "node1", StepKind.GATE, 12);

        assertThat(past().expected("node9", StepKind.GATE)).isEqualTo(seconds(12));
        assertThat(past().expected("node9", StepKind.SOAK)).isEmpty();
    }

    @Test
    void two_operations_that_overlap_in_the_journal_are_told_apart() {
        line("op1", "node1", StepKind.RESTORE, Kind.ABOUT);
        now = now.plusSeconds(5);
        step("op2", "node1", StepKind.RESTORE, 2);
        line("op1", "node1", StepKind.RESTORE, Kind.DID);

        assertThat(past().all())
                .extracting(PastSteps.Took::time)
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(7));
    }

    @Test
    void a_step_that_failed_or_was_skipped_or_is_in_doubt_tells_nothing() {
        line("op1", "node1", StepKind.GATE, Kind.ABOUT);
        now = now.plusSeconds(500);
        line("op1", "node1", StepKind.GATE, Kind.FAILED);
        step("op1", "node1", StepKind.GATE, 10);
        line("op1", "node1", StepKind.WARM_UP, Kind.ABOUT);
        line("op1", "node1", StepKind.WARM_UP, Kind.SKIPPED);
        line("op1", "node1", StepKind.UPDATE, Kind.ABOUT);
        now = now.plusSeconds(3600); // somebody's laptop was closed here
        step("op1", "node1", StepKind.UPDATE, 1);
        line("op1", "node1", StepKind.SOAK, Kind.ABOUT);

        assertThat(past().all())
                .extracting(PastSteps.Took::kind, PastSteps.Took::time)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(StepKind.GATE, Duration.ofSeconds(10)));
    }

    @Test
    void a_clock_that_went_back_tells_nothing() {
        line("op1", "node1", StepKind.GATE, Kind.ABOUT);
        now = now.minusSeconds(1);
        line("op1", "node1", StepKind.GATE, Kind.DID);

        assertThat(past().all()).isEmpty();
    }

    @Test
    void a_drain_is_asking_and_waiting_together() {
        step("op1", "node1", StepKind.DRAIN, 1);
        assertThat(past().lastDrain("node1")).isEmpty();
        step("op1", "node1", StepKind.AWAIT_IDLE, 13);
        assertThat(past().lastDrain("node1")).isEqualTo(seconds(14));

        step("op2", "node1", StepKind.DRAIN, 2);
        assertThat(past().lastDrain("node1")).as("this one has not ended").isEmpty();
    }

    @Test
    void steps_of_the_whole_cluster_have_no_node() {
        step("op1", "", StepKind.PRE_PULL, 33);

        assertThat(past().median(StepKind.PRE_PULL)).isEqualTo(seconds(33));
    }
}
