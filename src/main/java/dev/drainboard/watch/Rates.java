package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Latency;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Times;
import dev.drainboard.model.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From what was counted to what comes a second. Pure. */
final class Rates {

    private static final double SHARE = 0.95;

    private Rates() {}

    /**
     * Whether somebody set the counters back between the two: a reload or a restart of what counts,
     * {@code clear counters}. Then their difference says nothing, and is not below zero either.
     */
    static boolean setBack(BalancerFacts before, BalancerFacts now) {
        return fell(counters(before), counters(now));
    }

    private static boolean fell(Map<String, Counters> before, Map<String, Counters> now) {
        return before.entrySet().stream()
                .anyMatch(
                        server ->
                                now.containsKey(server.getKey())
                                        && !server.getValue().growTo(now.get(server.getKey())));
    }

    /** {@code upstream/server} to what was counted there. */
    private static Map<String, Counters> counters(BalancerFacts facts) {
        var counters = new HashMap<String, Counters>();
        for (var server : facts.servers()) {
            server.counters().ifPresent(counted -> counters.put(path(server), counted));
        }
        return counters;
    }

    private static String path(BalancerFacts.Server server) {
        return server.upstream() + "/" + server.server();
    }

    /**
     * Of each node with an HTTP server here that was counted in both; one that is new, or not
     * counted, is absent.
     *
     * @param between above zero, or nothing is known
     */
    static Map<String, Rate> between(
            String balancer, BalancerFacts before, BalancerFacts now, Duration between) {
        double seconds = between.toNanos() / 1e9;
        if (seconds <= 0 || setBack(before, now)) {
            return Map.of();
        }
        var earlier = counters(before);
        return ofNodes(
                now,
                server ->
                        server.counters()
                                .filter(counted -> earlier.containsKey(path(server)))
                                .map(
                                        counted ->
                                                between(
                                                        balancer,
                                                        earlier.get(path(server)),
                                                        counted,
                                                        seconds)));
    }

    /** What is known of one reading alone, where a balancer counts its last second itself. */
    static Map<String, Rate> atFirst(String balancer, BalancerFacts now) {
        return ofNodes(
                now,
                server ->
                        server.counters()
                                .filter(counters -> counters.lastSecond().isPresent())
                                .map(counters -> lastSecond(balancer, counters)));
    }

    /** A node with several servers is known if all of them are. */
    private static Map<String, Rate> ofNodes(
            BalancerFacts now, Function<BalancerFacts.Server, Optional<Rate>> rate) {
        var byNode =
                now.servers().stream()
                        .filter(server -> server.endpoint() == Endpoint.HTTP)
                        .filter(server -> server.node().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        server -> server.node().get(),
                                        LinkedHashMap::new,
                                        Collectors.mapping(rate, Collectors.toList())));
        var known = new LinkedHashMap<String, Rate>();
        byNode.forEach((node, rates) -> all(rates).ifPresent(sum -> known.put(node, sum)));
        return known;
    }

    private static Optional<Rate> all(List<Optional<Rate>> rates) {
        return rates.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Rate.sum(rates.stream().map(Optional::get).toList());
    }

    /** Of one source of counters; those of a log as those of a balancer. */
    static Rate between(String who, Counters from, Counters to, double seconds) {
        return new Rate(
                (to.requests() - from.requests()) / seconds,
                each(from, to, Counters::clientErrors, seconds),
                each(from, to, Counters::serverErrors, seconds),
                latency(from, to),
                to.queued(),
                average(from, to),
                who + ": " + to.by());
    }

    private static OptionalDouble each(
            Counters from, Counters to, Function<Counters, OptionalLong> of, double seconds) {
        var before = of.apply(from);
        var after = of.apply(to);
        return before.isEmpty() || after.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((after.getAsLong() - before.getAsLong()) / seconds);
    }

    private static Optional<Latency> latency(Counters from, Counters to) {
        return timed(from, to).isPresent()
                ? p95(timed(from, to).get().percentile(SHARE))
                : average(from, to).stream()
                        .mapToObj(ms -> new Latency(Latency.Kind.AVERAGE, ms))
                        .findFirst();
    }

    private static OptionalDouble average(Counters from, Counters to) {
        if (to.requests() == from.requests() || to.timing().isEmpty()) {
            return OptionalDouble.empty();
        }
        return switch (to.timing().get()) {
            case Timing.Average average -> OptionalDouble.of(average.ms());
            case Timing.Counted counted ->
                    timed(from, to).map(Times::mean).orElse(OptionalDouble.empty());
        };
    }

    /** Times of the answers between the two, where both counted them. */
    private static Optional<Times> timed(Counters from, Counters to) {
        return from.timing().orElse(null) instanceof Timing.Counted before
                        && to.timing().orElse(null) instanceof Timing.Counted after
                ? Optional.of(after.times().since(before.times()))
                : Optional.empty();
    }

    private static Optional<Latency> p95(OptionalDouble ms) {
        return ms.isEmpty()
                ? Optional.empty()
                : Optional.of(new Latency(Latency.Kind.P95, ms.getAsDouble()));
    }

    private static Rate lastSecond(String who, Counters counters) {
        return new Rate(
                counters.lastSecond().getAsDouble(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                counters.queued(),
                who + ": " + counters.by() + ", its last second");
    }
}
