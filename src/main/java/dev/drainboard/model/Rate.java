package dev.drainboard.model;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Requests a second, of one node or of several, over the time between two readings. What nobody
 * knows is empty, never 0.
 *
 * @param perSecond requests answered; websocket handshakes apart
 * @param clientErrors 4xx a second
 * @param serverErrors 5xx a second, and requests that got no answer
 * @param latency the best number that is known; empty where no answer came, or none was timed
 * @param queued wait on the balancers for their turn
 * @param averageMs the mean, also where {@code latency} is the p95
 * @param by how it is known, for a person ("lb1: HAProxy's counters")
 */
public record Rate(
        double perSecond,
        OptionalDouble clientErrors,
        OptionalDouble serverErrors,
        Optional<Latency> latency,
        OptionalInt queued,
        OptionalDouble averageMs,
        String by) {

    public Rate {
        Objects.requireNonNull(latency);
        Objects.requireNonNull(by);
        if (!(averageMs.orElse(0) >= 0)) {
            throw new IllegalArgumentException("not a time: " + averageMs);
        }
        if (!(perSecond >= 0)
                || !(clientErrors.orElse(0) >= 0)
                || !(serverErrors.orElse(0) >= 0)
                || queued.orElse(0) < 0) {
            throw new IllegalArgumentException("a rate below zero");
        }
    }

    /** Without a mean beside the latency. */
    public Rate(
            double perSecond,
            OptionalDouble clientErrors,
            OptionalDouble serverErrors,
            Optional<Latency> latency,
            OptionalInt queued,
            String by) {
        this(perSecond, clientErrors, serverErrors, latency, queued, mean(latency), by);
    }

    private static OptionalDouble mean(Optional<Latency> latency) {
        return latency.filter(one -> one.kind() == Latency.Kind.AVERAGE).stream()
                .mapToDouble(Latency::ms)
                .findFirst();
    }

    /** Which part of the requests ended in 5xx or without an answer; empty if none was asked. */
    public OptionalDouble serverErrorShare() {
        return share(serverErrors);
    }

    public OptionalDouble clientErrorShare() {
        return share(clientErrors);
    }

    private OptionalDouble share(OptionalDouble errors) {
        return errors.isEmpty() || perSecond == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, errors.getAsDouble() / perSecond));
    }

    /**
     * All together; of a number that one of them does not know the sum is not known either. An
     * average is weighted by requests; of several p95 the highest counts, which is never too low;
     * where one has no p95 the average is what is known of all.
     */
    public static Optional<Rate> sum(Collection<Rate> rates) {
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Rate(
                        rates.stream().mapToDouble(Rate::perSecond).sum(),
                        sum(rates, Rate::clientErrors),
                        sum(rates, Rate::serverErrors),
                        latency(rates),
                        queued(rates),
                        average(rates),
                        rates.stream().map(Rate::by).distinct().collect(Collectors.joining(", "))));
    }

    private static OptionalDouble sum(Collection<Rate> rates, Function<Rate, OptionalDouble> of) {
        return rates.stream().map(of).anyMatch(OptionalDouble::isEmpty)
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        rates.stream().map(of).mapToDouble(OptionalDouble::getAsDouble).sum());
    }

    private static OptionalInt queued(Collection<Rate> rates) {
        return rates.stream().anyMatch(rate -> rate.queued().isEmpty())
                ? OptionalInt.empty()
                : OptionalInt.of(rates.stream().mapToInt(rate -> rate.queued().getAsInt()).sum());
    }

    private static Optional<Latency> latency(Collection<Rate> rates) {
        var asked = rates.stream().filter(rate -> rate.perSecond() > 0).toList();
        boolean p95 =
                !asked.isEmpty()
                        && asked.stream()
                                .allMatch(
                                        rate ->
                                                rate.latency()
                                                        .filter(l -> l.kind() == Latency.Kind.P95)
                                                        .isPresent());
        if (p95) {
            var highest = asked.stream().mapToDouble(rate -> rate.latency().get().ms()).max();
            return Optional.of(new Latency(Latency.Kind.P95, highest.getAsDouble()));
        }
        var average = average(asked);
        return average.isEmpty()
                ? Optional.empty()
                : Optional.of(new Latency(Latency.Kind.AVERAGE, average.getAsDouble()));
    }

    private static OptionalDouble average(Collection<Rate> rates) {
        var asked = rates.stream().filter(rate -> rate.perSecond() > 0).toList();
        if (asked.isEmpty() || asked.stream().anyMatch(rate -> rate.averageMs().isEmpty())) {
            return OptionalDouble.empty();
        }
        double time =
                asked.stream()
                        .mapToDouble(rate -> rate.averageMs().getAsDouble() * rate.perSecond())
                        .sum();
        return OptionalDouble.of(time / asked.stream().mapToDouble(Rate::perSecond).sum());
    }
}
