package dev.drainboard.ui.kit;

import dev.drainboard.model.LogLine;
import dev.drainboard.model.StepKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a log as it is shown.
 *
 * @param time empty for a line without one
 * @param at when it was written; of a line without a time, the line of the same node before it
 * @param colour which of the followed nodes it is, from 0
 * @param level as the line says
 * @param weight by which it is filtered: the rest of a traceback has that of its first line
 */
record LogRow(
        String time,
        Optional<Instant> at,
        String node,
        int colour,
        LogLine.Level level,
        LogLine.Level weight,
        String text) {

    static LogRow of(String node, List<String> nodes, LogLine line, ZoneId zone) {
        return new LogRow(
                line.at().map(at -> Figures.time(at, zone)).orElse(""),
                line.at(),
                node,
                nodes.indexOf(node),
                line.level(),
                line.level(),
                line.access().map(LogRow::request).orElse(line.text()));
    }

    /** "POST /web/dataset/call_kw 200 0.052": address and date say nothing that is not said. */
    private static String request(LogLine.Access access) {
        return access.method()
                + " "
                + access.path()
                + " "
                + access.status()
                + access.took()
                        .map(took -> String.format(Locale.ROOT, " %.3f", took.toMillis() / 1000.0))
                        .orElse("");
    }

    /** Of ours, about the log. */
    static LogRow said(String node, List<String> nodes, String words) {
        return new LogRow(
                "",
                Optional.empty(),
                node,
                nodes.indexOf(node),
                LogLine.Level.WARNING,
                LogLine.Level.CRITICAL, // no filter hides that lines are missing
                words);
    }

    /**
     * Lines without a level or a time take that of the line of the same node before them.
     *
     * @param last node to its last line; is kept
     */
    static List<LogRow> inherited(List<LogRow> rows, Map<String, LogRow> last) {
        var all = new ArrayList<LogRow>();
        for (var row : rows) {
            var before = Optional.ofNullable(last.get(row.node()));
            var weight =
                    row.level() == LogLine.Level.NONE
                            ? before.map(LogRow::weight).orElse(LogLine.Level.NONE)
                            : row.weight();
            var whole =
                    new LogRow(
                            row.time(),
                            row.at().or(() -> before.flatMap(LogRow::at)),
                            row.node(),
                            row.colour(),
                            row.level(),
                            weight,
                            row.text());
            last.put(row.node(), whole);
            all.add(whole);
        }
        return all;
    }

    /**
     * @param step empty: whenever it was written
     */
    boolean during(Optional<StepKind> step, LogSteps steps) {
        return step.map(kind -> at.filter(when -> steps.during(kind, node, when)).isPresent())
                .orElse(true);
    }

    /**
     * @param least NONE: whatever its level
     * @param words anywhere in it, in whatever case; empty: all
     */
    boolean fits(LogLine.Level least, String words) {
        boolean heavy =
                least == LogLine.Level.NONE
                        || weight != LogLine.Level.NONE && weight.compareTo(least) >= 0;
        return heavy && text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    String line() {
        var word = level == LogLine.Level.NONE ? "" : level.name() + " ";
        return (time + " " + node + " " + word + text).strip();
    }
}
