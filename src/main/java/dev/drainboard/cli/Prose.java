package dev.drainboard.cli;

import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.Plan;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person reads on a terminal. Pure. */
final class Prose {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssXXX");

    private Prose() {}

    static List<String> plan(Plan plan) {
        var lines = new ArrayList<String>();
        int number = 0;
        for (var step : plan.steps()) {
            lines.add("%3d. %-10s %s".formatted(++number, step.kind().word(), step.text()));
            step.commands()
                    .forEach(
                            command ->
                                    lines.add("        " + command.host() + "$ " + command.text()));
        }
        plan.notes().forEach(note -> lines.add("     " + note));
        return lines;
    }

    /** A line for what a person should see of the journal as it happens; empty for what repeats. */
    static Optional<String> entry(JournalEntry entry, ZoneId zone) {
        var mark =
                switch (entry.kind()) {
                    case ABOUT -> "...";
                    case DID -> "ok";
                    case SKIPPED -> "--";
                    case FAILED -> "FAILED";
                    case FOUND -> entry.data().containsKey("drift") ? "!" : "";
                    case SAID -> "said";
                    case OPENED, STOPPED, CLOSED -> "";
                };
        if (mark.isEmpty()) {
            return Optional.empty();
        }
        var where = entry.node().orElse("");
        var step = entry.step().map(kind -> kind.word()).orElse("");
        return Optional.of(
                "%s  %-8s %-10s %-6s %s"
                        .formatted(
                                time(entry.at(), zone),
                                where,
                                step,
                                mark,
                                Plain.text(entry.detail())));
    }

    static String time(Instant at, ZoneId zone) {
        return TIME.withZone(zone).format(at);
    }

    /** A line of {@code log}. */
    static String log(JournalEntry entry, ZoneId zone) {
        var step = entry.step().map(kind -> " " + kind.word()).orElse("");
        return "%s  %s  %-7s %s%s  %s  (%s)"
                .formatted(
                        INSTANT.withZone(zone).format(entry.at()),
                        entry.operation(),
                        entry.kind().name().toLowerCase(java.util.Locale.ROOT),
                        entry.node().orElse("cluster"),
                        step,
                        Plain.text(entry.detail()),
                        Plain.text(entry.actor()));
    }
}
