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
        var rows =
                EventRow.of(FakeDoor.journal(), List.of(), Scene.of(3).status(), ZoneOffset.UTC, 2);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().what()).isEqualTo("Drain");
        assertThat(rows.getLast())
                .isEqualTo(
                        new EventRow(
                                "14:01:36",
                                Glyph.HEALTHY,
                                "node1",
                                "Restore: in rotation",
                                "mk@ops1 · 20261123-1400-7f3a",
                                Optional.of("mk@ops1"),
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
        return EventRow.of(List.of(entry), List.of(), Scene.of(3).status(), ZoneOffset.UTC, 1)
                .getFirst()
                .what();
    }

    @Test
    void aDrainOfOursThatStandsIsTakenBackFromItsLineAndFromNoOther() {
        var drained =
                Scene.of(3).admin("node1", AdminState.DRAIN, true).noRequests("node1").status();
        var alone = List.of(did("a", 10, "node1", StepKind.DRAIN));
        assertThat(undos(alone, drained)).containsExactly(new Intent.Restore("node1"));
        assertThat(undos(alone, Scene.of(3).status())).isEmpty();
        var others =
                Scene.of(3).admin("node1", AdminState.DRAIN, false).noRequests("node1").status();
        assertThat(undos(alone, others)).isEmpty();
    }

    @Test
    void aDrainOfARolloutIsNotTakenBackFromItsLine() {
        var drained =
                Scene.of(3).admin("node1", AdminState.DRAIN, true).noRequests("node1").status();
        assertThat(undos(FakeDoor.journal(), drained)).isEmpty();
    }

    @Test
    void theNewestDeedOfANodeIsTakenBackAndNoOther() {
        var maint =
                List.of(
                        did("a", 10, "node1", StepKind.DRAIN),
                        did("a", 20, "node1", StepKind.MAINT));
        var out = Scene.of(3).admin("node1", AdminState.MAINT, true).noRequests("node1").status();
        assertThat(undos(maint, out)).containsExactly(new Intent.Restore("node1"));
        assertThat(EventRow.of(maint, List.of(), out, ZoneOffset.UTC, 9).getFirst().undo())
                .isPresent();

        var restored = new java.util.ArrayList<>(maint);
        restored.add(did("b", 30, "node1", StepKind.RESTORE));
        assertThat(undos(restored, Scene.of(3).status()))
                .containsExactly(new Intent.Maint("node1", Intent.DrainWish.DEFAULT));
        assertThat(undos(restored.subList(0, 1), out)).hasSize(1);

        var drained =
                List.of(
                        did("a", 10, "node1", StepKind.DRAIN),
                        did("b", 30, "node1", StepKind.RESTORE));
        assertThat(undos(drained, Scene.of(3).status()))
                .containsExactly(new Intent.Drain("node1", Intent.DrainWish.DEFAULT));
        var busy =
                Scene.of(3)
                        .operation(
                                Operations.at(
                                        "node2",
                                        StepKind.GATE,
                                        dev.drainboard.model.OperationView.Phase.RUNNING))
                        .status();
        assertThat(undos(drained, busy)).isEmpty();
    }

    @Test
    void aNodeThatDiedStandsAmongTheLinesOfTheJournalAtItsTime() {
        var died =
                new dev.drainboard.model.Turn.OfNode(
                        Scene.NOW.minusSeconds(200),
                        "node3",
                        dev.drainboard.model.NodeState.HEALTHY,
                        dev.drainboard.model.NodeState.FAILED,
                        Optional.of("HTTP is down"),
                        java.time.Duration.ofSeconds(90));
        var rows =
                EventRow.of(
                        FakeDoor.journal(),
                        List.of(died),
                        Scene.of(3).status(),
                        ZoneOffset.UTC,
                        50);
        assertThat(rows).hasSize(FakeDoor.journal().size() + 1);
        assertThat(rows)
                .filteredOn(row -> row.who().equals("node3"))
                .containsExactly(
                        new EventRow(
                                "14:01:47",
                                Glyph.FAILED,
                                "node3",
                                "Failed: HTTP is down (was healthy for 1 min 30 s)",
                                "observed",
                                Optional.empty(),
                                Optional.empty()));
        assertThat(rows).extracting(EventRow::time).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    private static List<Intent> undos(
            List<JournalEntry> entries, dev.drainboard.model.Status status) {
        return EventRow.of(entries, List.of(), status, ZoneOffset.UTC, 50).stream()
                .flatMap(row -> row.undo().stream())
                .toList();
    }

    private static JournalEntry did(String operation, int second, String node, StepKind step) {
        return new JournalEntry(
                Scene.NOW.minusSeconds(100 - second),
                operation,
                "mk",
                JournalEntry.Kind.DID,
                Optional.of(node),
                Optional.of(step),
                "done",
                Map.of(),
                Optional.empty());
    }
}
