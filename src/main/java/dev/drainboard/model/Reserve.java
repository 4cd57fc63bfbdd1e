package dev.drainboard.model;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the cluster is from its minimum, over every upstream of every balancer that is known.
 *
 * @param minimum the largest of any upstream; 0 when no balancer is known
 * @param spare how many more nodes the poorest upstream may lose; below zero: the minimum is broken
 *     already
 */
record Reserve(int minimum, int spare) {

    static Reserve of(Snapshot snapshot, Instant now) {
        int minimum = 0;
        int spare = Integer.MAX_VALUE;
        for (var balancer : snapshot.cluster().balancers()) {
            var facts =
                    Answer.of(
                                    Optional.ofNullable(snapshot.balancers().get(balancer.name())),
                                    Probe.BALANCER,
                                    snapshot.cluster(),
                                    now)
                            .value();
            if (facts.isEmpty()) {
                continue;
            }
            var upstreams =
                    facts.get().servers().stream()
                            .filter(server -> server.node().isPresent())
                            .map(BalancerFacts.Server::upstream)
                            .distinct()
                            .toList();
            for (var upstream : upstreams) {
                var members =
                        facts.get().servers().stream()
                                .filter(server -> server.upstream().equals(upstream))
                                .toList();
                int needed = Math.max(1, Guard.minimum(members, snapshot.cluster()));
                int serving = Guard.serving(members, snapshot, now).size();
                minimum = Math.max(minimum, needed);
                spare = Math.min(spare, serving - needed);
            }
        }
        return new Reserve(minimum, spare);
    }

    /** One more loss breaks the minimum, or it is broken already. */
    boolean atRisk() {
        return spare < 1;
    }
}
