package dev.drainboard.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the rate of a node is put together. Pure. */
final class RateRules {

    private RateRules() {}

    /**
     * What the balancers count, if each that has a server for the node tells; else what the node's
     * own log tells; else nothing: a part of it would look like a node that is spared.
     */
    static Optional<Rate> of(String node, Snapshot snapshot, RotationStatus rotation, Instant now) {
        var counted = ofBalancers(node, snapshot, rotation, now);
        return counted.isPresent() ? Rate.sum(counted.get()) : own(node, snapshot, now);
    }

    private static Optional<List<Rate>> ofBalancers(
            String node, Snapshot snapshot, RotationStatus rotation, Instant now) {
        var rates = new ArrayList<Rate>();
        for (var on : rotation.balancers()) {
            if (on.servers().isEmpty()) {
                return Optional.empty();
            }
            boolean has = on.servers().get().stream().anyMatch(s -> s.endpoint() == Endpoint.HTTP);
            if (has) {
                var rate = of(node, on.balancer(), snapshot, now);
                if (rate.isEmpty()) {
                    return Optional.empty();
                }
                rates.add(rate.get());
            }
        }
        return rates.isEmpty() ? Optional.empty() : Optional.of(rates);
    }

    private static Optional<Rate> of(String node, String balancer, Snapshot snapshot, Instant now) {
        var limit = Probe.BALANCER.limit(snapshot.cluster());
        return Optional.ofNullable(snapshot.traffic().get(balancer))
                .filter(traffic -> !traffic.at().plus(limit).isBefore(now))
                .map(traffic -> traffic.nodes().get(node));
    }

    private static Optional<Rate> own(String node, Snapshot snapshot, Instant now) {
        var limit = Probe.REQUESTS.limit(snapshot.cluster());
        return snapshot.node(node).ownRate().flatMap(reading -> reading.fresh(now, limit));
    }
}
