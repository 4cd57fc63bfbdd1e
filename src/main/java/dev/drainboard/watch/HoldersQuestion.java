package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Holder;
import dev.drainboard.model.Holders;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.port.BalancerPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What holds a node that drains. The balancers are asked for their lists; what the node and the
 * database see was read anyway. Of a node that nobody took out, or on which nothing is left,
 * nothing is asked.
 */
record HoldersQuestion(
        String node, Map<String, BalancerPort> balancers, Supplier<Snapshot> snapshot)
        implements Question<Optional<Holders>> {

    @Override
    public Optional<Holders> ask() throws FaultException {
        var now = snapshot.get();
        if (!takenOut(now) || !busy(now)) {
            return Optional.empty();
        }
        var named = Optional.of(new ArrayList<Holder>());
        var gaps = new ArrayList<String>();
        for (var balancer : balancers.entrySet()) {
            if (!has(now, balancer.getKey())) {
                continue;
            }
            var list = list(balancer.getValue(), gaps);
            named =
                    named.flatMap(
                            before ->
                                    list.map(
                                            more -> {
                                                before.addAll(more);
                                                return before;
                                            }));
        }
        return Optional.of(
                Holders.of(
                        node,
                        named.map(List::copyOf),
                        gaps,
                        now.node(node).connections().flatMap(Reading::value),
                        now.database().flatMap(Reading::value).map(this::working)));
    }

    private List<String> working(DatabaseFacts facts) {
        return facts.working().getOrDefault(node, List.of());
    }

    private Optional<List<Holder>> list(BalancerPort balancer, List<String> gaps) {
        try {
            return balancer.holders(node);
        } catch (FaultException e) {
            gaps.add(balancer.name() + " did not tell: " + e.fault().why());
            return Optional.empty();
        }
    }

    private boolean takenOut(Snapshot now) {
        return now.balancers().values().stream()
                .flatMap(reading -> reading.value().stream())
                .flatMap(facts -> facts.of(node).stream())
                .anyMatch(HoldersQuestion::out);
    }

    private static boolean out(BalancerFacts.Server server) {
        return switch (server.admin()) {
            case DRAIN, MAINT -> true;
            case READY, UNKNOWN -> false;
        };
    }

    private boolean has(Snapshot now, String balancer) {
        return Optional.ofNullable(now.balancers().get(balancer))
                .flatMap(Reading::value)
                .filter(facts -> !facts.of(node).isEmpty())
                .isPresent();
    }

    /** Nobody who could tell says that nothing is left. */
    private boolean busy(Snapshot now) {
        var facts = now.node(node).connections().flatMap(Reading::value);
        boolean idle =
                facts.isPresent()
                        && facts.get().httpActive().orElse(1) == 0
                        && facts.get().websocketActive().orElse(1) == 0;
        boolean works =
                now.database()
                        .flatMap(Reading::value)
                        .filter(database -> !working(database).isEmpty())
                        .isPresent();
        return !idle || works;
    }
}
