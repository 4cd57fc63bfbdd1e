package dev.drainboard.ui.frame;

import dev.drainboard.model.LogLine;
import dev.drainboard.model.Scene;
import java.util.List;
import java.util.Optional;

/** Some lines as Odoo writes them. */
final class LogLines {

    private LogLines() {}

    static List<LogLine> of(String node) {
        return List.of(
                line(3, LogLine.Level.INFO, "POST /web/dataset/call_kw 200 0.052"),
                line(2, LogLine.Level.INFO, "GET /web/assets/web.min.js 304 0.002"),
                line(1, LogLine.Level.WARNING, "Unknown header X-Forwarded-Host on " + node),
                line(0, LogLine.Level.ERROR, "Exception during request handling."));
    }

    private static LogLine line(int ago, LogLine.Level level, String text) {
        return new LogLine(
                Optional.of(Scene.NOW.minusSeconds(ago)),
                level,
                "werkzeug",
                text,
                Optional.empty());
    }
}
