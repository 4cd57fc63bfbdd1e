package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Glyph;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventRowTest {

    @Test
    void theNewestStandsFirstAndTheListEnds() {
        var rows = EventRow.of(FakeDoor.journal(), Scene.of(3).status(), ZoneOffset.UTC, 2);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().what()).isEqualTo("Drain");
        assertThat(rows.getLast())
                .isEqualTo(
                        new EventRow(
                                "14:01:36",
                                Glyph.HEALTHY,
                                "node1",
                                "Restore: in rotation",
                                "20261123-1400-7f3a",
                                Optional.empty()));
    }

    @Test
    void whatFailedIsSaidOnce() {
        assertThat(failed("node2 did not pass its gate."))
                .isEqualTo("Health gate: node2 did not pass its gate.");
        assertThat(failed("")).isEqualTo("Health gate: node2 did not pass its gate.");
        assertThat(failed("round 12"))
                .isEqualTo("Health gate: round 12: node2 did not pass its gate.");
    }

    private static String failed(String detail) {
        var entry =
                new JournalEntry(
                        Scene.NOW,
                        "op",
                        "mk",
                        JournalEntry.Kind.FAILED,
                        Optional.of("node2"),
                        Optional.of(StepKind.GATE),
                        detail,
                        Map.of(),
                        Optional.of(Operations.fault("node2")));
        return EventRow.of(List.of(entry), Scene.of(3).status(), ZoneOffset.UTC, 1)
                .getFirst()
                .what();
    }

    @Test
    void aDrainOfOursThatStandsIsTakenBackFromItsLineAndFromNoOther() {
        var drained =
                Scene.of(3).admin("node1", AdminState.DRAIN, true).noRequests("node1").status();
        assertThat(EventRow.of(FakeDoor.journal(), drained, ZoneOffset.UTC, 50))
                .filteredOn(row -> row.undo().isPresent())
                .extracting(row -> row.what() + " " + row.undo().get())
                .containsExactly("Drain: out on lb1 and lb2 " + new Intent.Restore("node1"));
        assertThat(EventRow.of(FakeDoor.journal(), Scene.of(3).status(), ZoneOffset.UTC, 50))
                .allMatch(row -> row.undo().isEmpty());
        var others =
                Scene.of(3).admin("node1", AdminState.DRAIN, false).noRequests("node1").status();
        assertThat(EventRow.of(FakeDoor.journal(), others, ZoneOffset.UTC, 50))
                .allMatch(row -> row.undo().isEmpty());
    }
}
