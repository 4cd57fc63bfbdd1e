package dev.drainboard.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.LogLine;
import dev.drainboard.model.LogLine.Level;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LogRowTest {

    private static LogRow row(String node, Level level, String text) {
        return new LogRow("14:05:07", Optional.empty(), node, 0, level, level, text);
    }

    private static List<String> kept(List<LogRow> rows, Level least, String words) {
        return rows.stream().filter(row -> row.fits(least, words)).map(LogRow::text).toList();
    }

    @Test
    void aTracebackStaysWithTheErrorThatBeganItThoughNodesWriteAtOnce() {
        Map<String, LogRow> last = new HashMap<>();
        var first = LogRow.inherited(List.of(row("node1", Level.ERROR, "it failed")), last);
        var rows =
                LogRow.inherited(
                        List.of(
                                row("node2", Level.INFO, "fine"),
                                row("node1", Level.NONE, "Traceback:"),
                                row("node2", Level.NONE, "more of fine")),
                        last);
        assertThat(kept(first, Level.ERROR, "")).containsExactly("it failed");
        assertThat(kept(rows, Level.ERROR, "")).containsExactly("Traceback:");
        assertThat(kept(rows, Level.NONE, "")).hasSize(3);
    }

    @Test
    void wordsAreFoundInWhateverCase() {
        var rows = List.of(row("node1", Level.INFO, "GET /web/Login 200"));
        assertThat(kept(rows, Level.NONE, "web/login")).hasSize(1);
        assertThat(kept(rows, Level.NONE, "logout")).isEmpty();
    }

    @Test
    void aRequestIsShownByWhatWasAskedAndHowItWasAnswered() {
        var line =
                new LogLine(
                        Optional.empty(),
                        Level.INFO,
                        "werkzeug",
                        "127.0.0.1 - - [23/Nov/2026 20:52:13] \"GET /web/login HTTP/1.1\" 200 -",
                        Optional.of(
                                new LogLine.Access(
                                        "127.0.0.1",
                                        "GET",
                                        "/web/login",
                                        200,
                                        Optional.of(Duration.ofMillis(52)))));
        assertThat(LogRow.of("node1", List.of("node1"), line, ZoneOffset.UTC).text())
                .isEqualTo("GET /web/login 200 0.052");
    }

    @Test
    void thatLinesAreMissingIsHiddenByNoLevel() {
        var said = LogRow.said("node1", List.of("node1"), "12 lines were too many");
        assertThat(said.fits(LogLine.Level.ERROR, "")).isTrue();
    }
}
