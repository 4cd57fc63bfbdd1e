package dev.drainboard.driver;

import dev.drainboard.dialect.OdooLine;
import dev.drainboard.model.Latency;
import dev.drainboard.model.Rate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Requests a second from the last lines of Odoo's own log: those of the last {@value #SECONDS}
 * whole seconds on the host's clock. Pure, and knows nothing of the reading before.
 */
final class LogRate {

    static final int SECONDS = 5;

    private static final double SHARE = 0.95;
    private static final int SWITCHING_PROTOCOLS = 101;

    /** What is known: unlike nothing, and unlike a log of which too little was read. */
    sealed interface Told {
        record Known(Rate rate) implements Told {}

        /** All that was read is younger than what is asked for. */
        record TooShort() implements Told {}

        /** It has no line of a request at all: Odoo may well have been told to write none. */
        record Silent() implements Told {}
    }

    private LogRate() {}

    /**
     * @param now on the host's clock
     * @param whole whether the log begins with the first of the lines
     * @param apart paths that are no requests of users
     */
    static Told of(List<String> lines, Instant now, boolean whole, Set<String> apart, String by) {
        var parsed = lines.stream().map(OdooLine::of).toList();
        var begin = now.minusSeconds(SECONDS);
        var oldest = parsed.stream().flatMap(line -> line.at().stream()).findFirst();
        if (!whole && oldest.filter(begin::isAfter).isEmpty()) {
            return new Told.TooShort();
        }
        var requests = parsed.stream().filter(line -> line.request().isPresent()).toList();
        if (requests.isEmpty()) {
            return new Told.Silent();
        }
        return new Told.Known(
                rate(
                        requests.stream()
                                .filter(line -> within(line, begin, now))
                                .map(line -> line.request().get())
                                .filter(request -> counts(request, apart))
                                .toList(),
                        by));
    }

    private static boolean within(OdooLine line, Instant begin, Instant now) {
        return line.at().filter(at -> !at.isBefore(begin) && at.isBefore(now)).isPresent();
    }

    /** Websockets and long polls are the other port's. */
    private static boolean counts(OdooLine.Request request, Set<String> apart) {
        return request.status() != SWITCHING_PROTOCOLS
                && !request.path().startsWith("/websocket")
                && !request.path().startsWith("/longpolling/")
                && !apart.contains(request.path());
    }

    private static Rate rate(List<OdooLine.Request> requests, String by) {
        return new Rate(
                (double) requests.size() / SECONDS,
                each(requests, 4),
                each(requests, 5),
                p95(requests),
                OptionalInt.empty(),
                mean(requests),
                by);
    }

    private static OptionalDouble each(List<OdooLine.Request> requests, int hundreds) {
        return OptionalDouble.of(
                (double)
                                requests.stream()
                                        .filter(request -> request.status() / 100 == hundreds)
                                        .count()
                        / SECONDS);
    }

    private static OptionalDouble mean(List<OdooLine.Request> requests) {
        return requests.stream()
                .flatMap(request -> request.took().stream())
                .mapToDouble(took -> took.toNanos() / 1e6)
                .average();
    }

    private static Optional<Latency> p95(List<OdooLine.Request> requests) {
        var times =
                requests.stream()
                        .flatMap(request -> request.took().stream())
                        .mapToDouble(took -> took.toNanos() / 1e6)
                        .sorted()
                        .toArray();
        return times.length == 0
                ? Optional.empty()
                : Optional.of(
                        new Latency(
                                Latency.Kind.P95,
                                times[(int) Math.ceil(times.length * SHARE) - 1]));
    }
}
