package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The rates of one balancer, from its readings one after the other. A rate is over the last {@value
 * #SPAN_SECONDS} seconds or as near to it as the readings are: over one second alone a quiet node
 * flickers between 0 and 2. Belongs to one loop, so to one thread at a time.
 */
final class TrafficFold {

    static final int SPAN_SECONDS = 3;

    private static final Duration SPAN = Duration.ofSeconds(SPAN_SECONDS);

    /** A mean over more than this says nothing of now. */
    private static final Duration TOO_LONG = Duration.ofSeconds(15);

    private record Look(BalancerFacts facts, Instant at) {}

    private final String balancer;

    /** Oldest first; only the oldest may be further back than the span. */
    private final ArrayDeque<Look> looks = new ArrayDeque<>();

    TrafficFold(String balancer) {
        this.balancer = balancer;
    }

    /** Takes the reading into the row; called once for each. */
    Fold<BalancerFacts> after(Reading<BalancerFacts> reading) {
        var traffic = reading.value().map(facts -> traffic(new Look(facts, reading.at())));
        return (old, read) ->
                Fold.traffic(balancer, traffic).apply(Fold.balancer(balancer).put(old, read));
    }

    private Traffic traffic(Look now) {
        looks.removeIf(look -> look.at().plus(TOO_LONG).isBefore(now.at()));
        boolean first = looks.isEmpty();
        if (!first && Rates.setBack(looks.getLast().facts(), now.facts())) {
            looks.clear();
        }
        while (looks.size() > 1 && !second().at().plus(SPAN).isAfter(now.at())) {
            looks.removeFirst();
        }
        var base = Optional.ofNullable(looks.peekFirst());
        looks.addLast(now);
        var queued = UpstreamRates.queued(now.facts());
        if (first || base.isEmpty()) {
            var rates = first ? Rates.atFirst(balancer, now.facts()) : Map.<String, Rate>of();
            return new Traffic(now.at(), rates, queued, OptionalDouble.empty());
        }
        var before = base.get().facts();
        var time = Duration.between(base.get().at(), now.at());
        return new Traffic(
                now.at(),
                Rates.between(balancer, before, now.facts(), time),
                queued,
                UpstreamRates.errors(before, now.facts(), time));
    }

    private Look second() {
        return looks.stream().skip(1).findFirst().orElseThrow();
    }
}
