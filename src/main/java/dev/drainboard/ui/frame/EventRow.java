package dev.drainboard.ui.frame;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the journal, in words.
 *
 * @param undo what takes it back; empty: nothing does, or it is taken back already
 */
record EventRow(
        String time,
        Glyph glyph,
        String who,
        String what,
        String operation,
        Optional<Intent> undo) {

    String line() {
        return String.join("  ", time, who, what, operation);
    }

    /** The newest first, at most {@code limit}. */
    static List<EventRow> of(List<JournalEntry> entries, Status status, ZoneId zone, int limit) {
        var undone = new HashSet<String>();
        var rows = new ArrayList<EventRow>();
        for (var entry : entries.reversed().subList(0, Math.min(limit, entries.size()))) {
            rows.add(of(entry, undo(entry, status, undone), zone));
        }
        return rows;
    }

    /** A drain that stands is taken back from its newest line, once for each node. */
    private static Optional<Intent> undo(JournalEntry entry, Status status, Set<String> undone) {
        boolean drained =
                entry.kind() == JournalEntry.Kind.DID
                        && entry.step().equals(Optional.of(StepKind.DRAIN));
        boolean busy = status.operation().filter(view -> !view.over()).isPresent();
        if (!drained || busy || !undone.add(entry.node().orElse(""))) {
            return Optional.empty();
        }
        return status.nodes().stream()
                .filter(node -> entry.node().equals(Optional.of(node.name())))
                .filter(node -> ours(node))
                .findFirst()
                .map(node -> new Intent.Restore(node.name()));
    }

    private static boolean ours(NodeStatus node) {
        return node.inRotation().equals(Optional.of(false))
                && node.rotation().balancers().stream()
                        .flatMap(on -> on.servers().stream().flatMap(List::stream))
                        .anyMatch(server -> server.ours());
    }

    private static EventRow of(JournalEntry entry, Optional<Intent> undo, ZoneId zone) {
        var step =
                entry.step()
                        .map(
                                kind ->
                                        dev.drainboard.ui.kit.Texts.text("step", kind)
                                                + (entry.detail().isEmpty()
                                                                && entry.fault().isEmpty()
                                                        ? ""
                                                        : ": "))
                        .orElse("");
        return new EventRow(
                Figures.time(entry.at(), zone),
                glyph(entry.kind()),
                entry.node().orElse(entry.actor()),
                step + entry.detail() + fault(entry),
                entry.operation(),
                undo);
    }

    /** What failed, unless the line says so itself. */
    private static String fault(JournalEntry entry) {
        return entry.fault()
                .map(Fault::what)
                .filter(what -> !entry.detail().contains(what))
                .map(what -> (entry.detail().isEmpty() ? "" : ": ") + what)
                .orElse("");
    }

    private static Glyph glyph(JournalEntry.Kind kind) {
        return switch (kind) {
            case OPENED, ABOUT -> Glyph.DRAINING;
            case FOUND, SAID -> Glyph.WAITING;
            case DID, CLOSED -> Glyph.HEALTHY;
            case SKIPPED -> Glyph.OUT;
            case FAILED -> Glyph.FAILED;
            case STOPPED -> Glyph.UNKNOWN;
        };
    }
}
