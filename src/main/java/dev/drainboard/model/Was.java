package dev.drainboard.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a node said last of that which is not known any more: to be drawn, with its age, as old. No
 * rule, guard or gate may look at it, and nothing that is printed tells it; for them it is unknown.
 *
 * @param at when the oldest of it was said; empty: there is nothing
 * @param http requests that were in use
 * @param idle connections that had no request
 * @param websockets that were open
 * @param latencyMs of the last HTTP answer
 * @param revision that it ran
 */
public record Was(
        Optional<Instant> at,
        OptionalInt http,
        OptionalInt idle,
        OptionalInt websockets,
        OptionalLong latencyMs,
        Optional<Revision> revision) {

    public Was {
        Objects.requireNonNull(at);
        Objects.requireNonNull(http);
        Objects.requireNonNull(idle);
        Objects.requireNonNull(websockets);
        Objects.requireNonNull(latencyMs);
        Objects.requireNonNull(revision);
    }

    /** What {@code http}, {@code websocket} and {@code runs} do not know, of the last answers. */
    static Was of(
            Snapshot.NodeReadings readings,
            PortStatus http,
            PortStatus websocket,
            Optional<Revision> runs) {
        var health = readings.health().flatMap(Reading::last);
        var connections = readings.connections().flatMap(Reading::last);
        var runtime = readings.runtime().flatMap(Reading::last);
        var active = old(http.active(), connections.map(last -> last.got().httpActive()));
        var idle = old(http.idle(), connections.map(last -> last.got().httpIdle()));
        var sockets =
                old(websocket.active(), connections.map(last -> last.got().websocketActive()));
        var latency =
                http.latencyMs().isPresent()
                        ? OptionalLong.empty()
                        : health.map(last -> last.got().latencyMs()).orElse(OptionalLong.empty());
        var revision =
                runs.isPresent()
                        ? Optional.<Revision>empty()
                        : runtime.flatMap(last -> last.got().revision());
        boolean counted = active.isPresent() || idle.isPresent() || sockets.isPresent();
        return new Was(
                Stream.of(
                                connections.map(Reading.Got::at).filter(at -> counted),
                                health.map(Reading.Got::at).filter(at -> latency.isPresent()),
                                runtime.map(Reading.Got::at).filter(at -> revision.isPresent()))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo),
                active,
                idle,
                sockets,
                latency,
                revision);
    }

    private static OptionalInt old(OptionalInt known, Optional<OptionalInt> last) {
        return known.isPresent() ? OptionalInt.empty() : last.orElse(OptionalInt.empty());
    }
}
