package dev.drainboard.ui.frame;

import dev.drainboard.model.Fault;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.ZoneId;
import java.util.List;

/** One line of the journal, in words. */
record EventRow(String time, Glyph glyph, String who, String what, String operation) {

    /** The newest first, at most {@code limit}. */
    static List<EventRow> of(List<JournalEntry> entries, ZoneId zone, int limit) {
        return entries.reversed().stream().limit(limit).map(entry -> of(entry, zone)).toList();
    }

    private static EventRow of(JournalEntry entry, ZoneId zone) {
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
                entry.operation());
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
