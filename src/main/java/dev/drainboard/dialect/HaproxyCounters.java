package dev.drainboard.dialect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What {@code show stat} has counted of a server since the process began or {@code clear counters}
 * was said; of this process only.
 *
 * @param answered with 2xx to 5xx, or with a status that is none
 * @param early 1xx: websocket handshakes, and the rare 100 and 103, which the final answer follows
 * @param clientErrors 4xx of the server; what HAProxy itself refuses counts on no server
 * @param serverErrors 5xx of the server
 * @param unanswered connections that failed after all retries ({@code econ}) and answers that broke
 *     ({@code eresp}, of which 3.x counts each twice; measured on 3.0 and 3.2)
 * @param queued wait for their turn on this server now
 * @param responseMs average of the last 1024 answers; empty while there was none
 * @param lastSecond requests and handshakes begun in the last second
 */
public record HaproxyCounters(
        long answered,
        long early,
        long clientErrors,
        long serverErrors,
        long unanswered,
        long queued,
        OptionalLong responseMs,
        OptionalLong lastSecond) {

    private static final List<String> ANSWERS =
            List.of("hrsp_2xx", "hrsp_3xx", "hrsp_4xx", "hrsp_5xx", "hrsp_other");

    private static final List<String> NEEDED =
            Stream.concat(ANSWERS.stream(), Stream.of("hrsp_1xx", "econ", "eresp", "qcur"))
                    .toList();

    /** Empty where a number is missing, as of a server that is not in {@code mode http}. */
    static Optional<HaproxyCounters> of(HaproxyTable.Row stat) {
        if (NEEDED.stream().anyMatch(column -> stat.number(column).isEmpty())) {
            return Optional.empty();
        }
        long answered = ANSWERS.stream().mapToLong(column -> count(stat, column)).sum();
        var time = stat.number("rtime");
        return Optional.of(
                new HaproxyCounters(
                        answered,
                        count(stat, "hrsp_1xx"),
                        count(stat, "hrsp_4xx"),
                        count(stat, "hrsp_5xx"),
                        count(stat, "econ") + count(stat, "eresp"),
                        count(stat, "qcur"),
                        answered > 0 ? time : OptionalLong.empty(),
                        stat.number("rate")));
    }

    private static long count(HaproxyTable.Row stat, String column) {
        return stat.number(column).orElseThrow();
    }
}
