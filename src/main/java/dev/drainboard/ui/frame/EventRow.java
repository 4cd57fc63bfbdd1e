package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.Status;
import dev.drainboard.model.Turn;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One line of the journal, or something that was seen to happen by itself, in words.
 *
 * @param operation its number; of what was only seen, that it was
 * @param actor who did it; empty: it happened by itself
 * @param undo what takes it back; empty: nothing does, or it is taken back already
 */
record EventRow(
        String time,
        Glyph glyph,
        String who,
        String what,
        String operation,
        Optional<String> actor,
        Optional<Intent> undo) {

    private record Timed(Instant at, EventRow row) {}

    String line() {
        return String.join("  ", time, who, what, operation);
    }

    /**
     * The newest first, at most {@code limit}.
     *
     * @param entries newest last
     * @param turns likewise
     */
    static List<EventRow> of(
            List<JournalEntry> entries, List<Turn> turns, Status status, ZoneId zone, int limit) {
        var undo = Undo.of(entries, status);
        var rows = new ArrayList<Timed>();
        for (var entry : newest(entries, limit)) {
            var back = Optional.ofNullable(undo.get(entry));
            rows.add(new Timed(entry.at(), of(entry, back, status.at(), zone)));
        }
        newest(turns, limit)
                .forEach(turn -> rows.add(new Timed(turn.at(), of(turn, status.at(), zone))));
        rows.sort(
                Comparator.comparing(Timed::at).reversed()); // stable: the journal keeps its order
        return rows.stream().limit(limit).map(Timed::row).toList();
    }

    private static <T> List<T> newest(List<T> all, int limit) {
        return all.reversed().subList(0, Math.min(limit, all.size()));
    }

    private static EventRow of(Turn turn, Instant now, ZoneId zone) {
        var was = text("event.was", before(turn), Figures.of(turn.lasted()));
        return new EventRow(
                Figures.time(turn.at(), now, zone),
                switch (turn) {
                    case Turn.OfNode node -> Glyph.of(node.now());
                    case Turn.OfBalancer balancer -> Glyph.of(balancer.now());
                },
                turn.name(),
                word(turn) + turn.reason().map(why -> ": " + why).orElse("") + was,
                text("event.seen"),
                Optional.empty(),
                Optional.empty());
    }

    /** The state that it is in now. */
    static String word(Turn turn) {
        return switch (turn) {
            case Turn.OfNode node -> text("node.state", node.now());
            case Turn.OfBalancer balancer -> text("service.state", balancer.now());
        };
    }

    private static String before(Turn turn) {
        var word =
                switch (turn) {
                    case Turn.OfNode node -> text("node.state", node.before());
                    case Turn.OfBalancer balancer -> text("service.state", balancer.before());
                };
        return word.toLowerCase(java.util.Locale.ROOT);
    }

    private static EventRow of(
            JournalEntry entry, Optional<Intent> undo, Instant now, ZoneId zone) {
        var step =
                entry.step()
                        .map(
                                kind ->
                                        text("step", kind)
                                                + (entry.detail().isEmpty()
                                                                && entry.fault().isEmpty()
                                                        ? ""
                                                        : ": "))
                        .orElse("");
        return new EventRow(
                Figures.time(entry.at(), now, zone),
                glyph(entry.kind()),
                entry.node().orElse(entry.actor()),
                step + entry.detail() + fault(entry),
                entry.node().isPresent()
                        ? text("event.by", entry.actor(), entry.operation())
                        : entry.operation(),
                Optional.of(entry.actor()),
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
