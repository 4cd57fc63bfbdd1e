package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerFacts.Upstream;
import dev.drainboard.model.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What users notice of a balancer's HTTP upstreams as a whole. Pure. */
final class UpstreamRates {

    private UpstreamRates() {}

    private static List<Upstream> http(BalancerFacts facts) {
        return facts.upstreams().stream()
                .filter(upstream -> upstream.endpoint() == Endpoint.HTTP)
                .toList();
    }

    /** Of all together; empty where one does not tell, or there is none. */
    static OptionalInt queued(BalancerFacts now) {
        var all = http(now);
        return all.isEmpty() || all.stream().anyMatch(upstream -> upstream.queued().isEmpty())
                ? OptionalInt.empty()
                : OptionalInt.of(
                        all.stream().mapToInt(upstream -> upstream.queued().getAsInt()).sum());
    }

    /** 5xx a second of all together; empty where one was not counted all the time. */
    static OptionalDouble errors(BalancerFacts before, BalancerFacts now, Duration between) {
        var all = http(now);
        double seconds = between.toNanos() / 1e9;
        if (all.isEmpty() || seconds <= 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (var upstream : all) {
            var earlier = same(before, upstream);
            if (earlier.isEmpty() || !grew(earlier.get(), upstream)) {
                return OptionalDouble.empty();
            }
            sum += upstream.serverErrors().getAsLong() - earlier.get().serverErrors().getAsLong();
        }
        return OptionalDouble.of(sum / seconds);
    }

    private static Optional<Upstream> same(BalancerFacts before, Upstream upstream) {
        return http(before).stream().filter(one -> one.name().equals(upstream.name())).findFirst();
    }

    private static boolean grew(Upstream before, Upstream now) {
        return before.epoch().equals(now.epoch())
                && before.serverErrors().isPresent()
                && now.serverErrors().isPresent()
                && now.serverErrors().getAsLong() >= before.serverErrors().getAsLong();
    }
}
