package dev.drainboard.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of the logs since somebody took it. Immutable.
 *
 * @param round which nodes are followed: what comes of an earlier round is for nobody
 * @param over nodes of which nothing more comes
 */
record LogNews(long round, List<LogRow> rows, List<String> over) {

    LogNews {
        rows = List.copyOf(rows);
        over = List.copyOf(over);
    }

    static LogNews of(long round) {
        return new LogNews(round, List.of(), List.of());
    }

    /** The newest {@code most} rows of both. */
    LogNews with(List<LogRow> more, Optional<String> node, int most) {
        var all = new ArrayList<>(rows);
        all.addAll(more);
        var ended = new ArrayList<>(over);
        node.ifPresent(ended::add);
        return new LogNews(round, all.subList(Math.max(0, all.size() - most), all.size()), ended);
    }
}
