package dev.drainboard.model;

import java.io.IOException;
import java.time.Duration;

/**
 * What was: the last hour second by second, the last day more coarsely. Answers at once and from
 * any thread; what nobody knew, and the time before we looked, is NaN.
 */
public interface History {

    /** The longest span that is kept. */
    Duration DAY = Duration.ofDays(1);

    /**
     * The last {@code span} of a node, in {@code points} equal parts, each the mean of what is
     * known of it.
     *
     * @param span above zero, at most {@link #DAY}
     * @param points at least 1
     */
    Series series(String node, Metric metric, Duration span, int points);

    /**
     * As {@link #series}, of all nodes together; unknown while one of them is, but for the state.
     */
    Series cluster(Metric metric, Duration span, int points);

    /**
     * The last {@code span} as CSV (RFC 4180): a line for each time and node, the cluster as a node
     * without a name; what is unknown is empty.
     */
    void csv(Duration span, Appendable to) throws IOException;
}
