package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.Holders;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Reading;
import dev.drainboard.model.RuntimeFacts;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Snapshot.NodeReadings;
import dev.drainboard.model.Traffic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.function.UnaryOperator;

/** Where a reading belongs in the snapshot. Pure. */
@FunctionalInterface
interface Fold<T> {

    Snapshot put(Snapshot snapshot, Reading<T> reading);

    static Fold<BalancerFacts> balancer(String name) {
        return (old, reading) -> {
            var names = old.cluster().balancers().stream().map(spec -> spec.name()).toList();
            return new Snapshot(
                    old.cluster(),
                    reading.at(),
                    with(old.balancers(), name, reading, names),
                    old.nodes(),
                    old.database(),
                    old.filestore(),
                    old.lock(),
                    old.operation(),
                    old.traffic(),
                    old.holders());
        };
    }

    /** Empty: what this balancer sends is not known now. */
    static UnaryOperator<Snapshot> traffic(String balancer, Optional<Traffic> traffic) {
        return old -> {
            var all = new LinkedHashMap<>(old.traffic());
            all.remove(balancer);
            traffic.ifPresent(known -> all.put(balancer, known));
            return new Snapshot(
                    old.cluster(),
                    old.at(),
                    old.balancers(),
                    old.nodes(),
                    old.database(),
                    old.filestore(),
                    old.lock(),
                    old.operation(),
                    all,
                    old.holders());
        };
    }

    static Fold<ConnectionFacts> connections(String node) {
        return (old, reading) ->
                node(
                        old,
                        reading,
                        node,
                        readings ->
                                new NodeReadings(
                                        readings.health(),
                                        readings.damped(),
                                        readings.dampedWebsocket(),
                                        Optional.of(reading),
                                        readings.runtime(),
                                        readings.ownRate()));
    }

    static Fold<RuntimeFacts> runtime(String node) {
        return (old, reading) ->
                node(
                        old,
                        reading,
                        node,
                        readings ->
                                new NodeReadings(
                                        readings.health(),
                                        readings.damped(),
                                        readings.dampedWebsocket(),
                                        readings.connections(),
                                        Optional.of(reading),
                                        readings.ownRate()));
    }

    static Fold<Optional<Rate>> ownRate(String node) {
        return (old, reading) ->
                node(
                        old,
                        reading,
                        node,
                        readings ->
                                new NodeReadings(
                                        readings.health(),
                                        readings.damped(),
                                        readings.dampedWebsocket(),
                                        readings.connections(),
                                        readings.runtime(),
                                        known(reading)));
    }

    /** A log that could not be read, or tells nothing, leaves nothing behind. */
    private static Optional<Reading<Rate>> known(Reading<Optional<Rate>> reading) {
        return reading.value()
                .flatMap(rate -> rate)
                .map(rate -> new Reading.Got<>(rate, reading.at()));
    }

    /** Of a node that does not drain nothing is left. */
    static Fold<Optional<Holders>> holders(String node) {
        return (old, reading) -> {
            var all = new LinkedHashMap<>(old.holders());
            all.remove(node);
            reading.value()
                    .flatMap(holders -> holders)
                    .ifPresent(known -> all.put(node, new Reading.Got<>(known, reading.at())));
            return new Snapshot(
                    old.cluster(),
                    reading.at(),
                    old.balancers(),
                    old.nodes(),
                    old.database(),
                    old.filestore(),
                    old.lock(),
                    old.operation(),
                    old.traffic(),
                    all);
        };
    }

    static Fold<DatabaseFacts> database() {
        return (old, reading) ->
                new Snapshot(
                        old.cluster(),
                        reading.at(),
                        old.balancers(),
                        old.nodes(),
                        Optional.of(reading),
                        old.filestore(),
                        old.lock(),
                        old.operation(),
                        old.traffic(),
                        old.holders());
    }

    static Fold<FilestoreFacts> filestore(String node) {
        return (old, reading) ->
                new Snapshot(
                        old.cluster(),
                        reading.at(),
                        old.balancers(),
                        old.nodes(),
                        old.database(),
                        with(old.filestore(), node, reading, names(old)),
                        old.lock(),
                        old.operation(),
                        old.traffic(),
                        old.holders());
    }

    static Fold<Optional<LockFacts>> lock() {
        return (old, reading) ->
                new Snapshot(
                        old.cluster(),
                        reading.at(),
                        old.balancers(),
                        old.nodes(),
                        old.database(),
                        old.filestore(),
                        Optional.of(reading),
                        old.operation(),
                        old.traffic(),
                        old.holders());
    }

    static Fold<Optional<OperationView>> operation() {
        return (old, reading) ->
                new Snapshot(
                        old.cluster(),
                        reading.at(),
                        old.balancers(),
                        old.nodes(),
                        old.database(),
                        old.filestore(),
                        old.lock(),
                        Optional.of(reading),
                        old.traffic(),
                        old.holders());
    }

    static Snapshot node(
            Snapshot old, Reading<?> reading, String node, UnaryOperator<NodeReadings> change) {
        return new Snapshot(
                old.cluster(),
                reading.at(),
                old.balancers(),
                with(old.nodes(), node, change.apply(old.node(node)), names(old)),
                old.database(),
                old.filestore(),
                old.lock(),
                old.operation(),
                old.traffic(),
                old.holders());
    }

    private static SequencedCollection<String> names(Snapshot snapshot) {
        return snapshot.cluster().nodes().stream().map(spec -> spec.name()).toList();
    }

    /** In the order of the cluster file, whoever answered first. */
    private static <V> Map<String, V> with(
            Map<String, V> old, String key, V value, SequencedCollection<String> order) {
        var all = new LinkedHashMap<String, V>();
        for (var name : order) {
            if (name.equals(key)) {
                all.put(name, value);
            } else if (old.containsKey(name)) {
                all.put(name, old.get(name));
            }
        }
        return all;
    }
}
