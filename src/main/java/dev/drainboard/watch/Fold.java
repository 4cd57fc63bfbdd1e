package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.Holders;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Reading;
import dev.drainboard.model.RotationStatus;
import dev.drainboard.model.RuntimeFacts;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Snapshot.NodeReadings;
import dev.drainboard.model.Traffic;
import dev.drainboard.model.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedCollection;
import java.util.function.UnaryOperator;

/** Where a reading belongs in the snapshot. Pure. */
@FunctionalInterface
interface Fold<T> {

    Snapshot put(Snapshot snapshot, Reading<T> reading);

    /** Exchanges one part of the draft for what the reading says. */
    @FunctionalInterface
    interface Change<T> {
        void in(Draft draft, Reading<T> reading);
    }

    private static <T> Fold<T> of(Change<T> change) {
        return (old, reading) -> {
            var draft = new Draft(old);
            change.in(draft, reading);
            return draft.at(reading.at());
        };
    }

    static Fold<BalancerFacts> balancer(String name) {
        return of(
                (draft, reading) ->
                        draft.balancers = with(draft.balancers, name, reading, balancers(draft)));
    }

    /** Empty: what this balancer sends is not known now. */
    static UnaryOperator<Snapshot> traffic(String balancer, Optional<Traffic> traffic) {
        return old -> {
            var draft = new Draft(old);
            draft.traffic = with(draft.traffic, balancer, traffic);
            return draft.at(old.at());
        };
    }

    static Fold<BoundSessions> bound(String balancer) {
        return of(
                (draft, reading) ->
                        draft.bound = with(draft.bound, balancer, reading, balancers(draft)));
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
                                        readings.ownRate(),
                                        quiet(old, node, reading)));
    }

    /** What cannot be read now says neither that it is quiet nor that it is not. */
    private static int quiet(Snapshot old, String node, Reading<ConnectionFacts> reading) {
        int before = old.node(node).quiet();
        var on =
                old.cluster().balancers().stream()
                        .map(spec -> new RotationStatus.On(spec.name(), servers(old, spec, node)))
                        .toList();
        if (on.stream().anyMatch(balancer -> balancer.servers().isEmpty())) {
            return before;
        }
        var active = reading.value().map(ConnectionFacts::httpActive).orElse(OptionalInt.empty());
        if (!new RotationStatus(on).takenOut()) {
            return 0;
        }
        if (active.isEmpty() || before >= NodeReadings.IDLE) {
            return before;
        }
        return active.getAsInt() == 0 ? before + 1 : 0;
    }

    private static Optional<List<BalancerFacts.Server>> servers(
            Snapshot old, BalancerSpec spec, String node) {
        return Optional.ofNullable(old.balancers().get(spec.name()))
                .flatMap(Reading::value)
                .map(facts -> facts.of(node));
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
                                        readings.ownRate(),
                                        readings.quiet()));
    }

    /** A log that could not be read, or tells nothing, leaves nothing behind. */
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
                                        known(reading),
                                        readings.quiet()));
    }

    /** Of a node that does not drain nothing is left. */
    static Fold<Optional<Holders>> holders(String node) {
        return of((draft, reading) -> draft.holders = with(draft.holders, node, known(reading)));
    }

    /** Of a node that does not tell nothing is left. */
    static Fold<Optional<Workers>> workers(String node) {
        return of((draft, reading) -> draft.workers = with(draft.workers, node, known(reading)));
    }

    /** Of a question that may have no answer: without one the snapshot stays as it is. */
    static <V> Fold<Optional<V>> present(Fold<V> fold) {
        return (old, reading) ->
                switch (reading) {
                    case Reading.Failed<Optional<V>> failed ->
                            fold.put(
                                    old,
                                    new Reading.Failed<>(
                                            failed.fault(),
                                            failed.at(),
                                            failed.answered(),
                                            failed.before().flatMap(value -> value)));
                    case Reading.Got<Optional<V>> got ->
                            got.got()
                                    .map(value -> fold.put(old, new Reading.Got<>(value, got.at())))
                                    .orElse(old);
                };
    }

    private static <V> Optional<Reading<V>> known(Reading<Optional<V>> reading) {
        return reading.value()
                .flatMap(value -> value)
                .map(value -> new Reading.Got<>(value, reading.at()));
    }

    static Fold<DatabaseFacts> database() {
        return of((draft, reading) -> draft.database = Optional.of(reading));
    }

    static Fold<FilestoreFacts> filestore(String node) {
        return of(
                (draft, reading) ->
                        draft.filestore = with(draft.filestore, node, reading, nodes(draft)));
    }

    static Fold<Optional<LockFacts>> lock() {
        return of((draft, reading) -> draft.lock = Optional.of(reading));
    }

    static Fold<Optional<OperationView>> operation() {
        return of((draft, reading) -> draft.operation = Optional.of(reading));
    }

    static Snapshot node(
            Snapshot old, Reading<?> reading, String node, UnaryOperator<NodeReadings> change) {
        var draft = new Draft(old);
        draft.nodes = with(draft.nodes, node, change.apply(old.node(node)), nodes(draft));
        return draft.at(reading.at());
    }

    private static List<String> nodes(Draft draft) {
        return draft.cluster.nodes().stream().map(spec -> spec.name()).toList();
    }

    private static List<String> balancers(Draft draft) {
        return draft.cluster.balancers().stream().map(spec -> spec.name()).toList();
    }

    /** Empty: it goes. */
    private static <V> Map<String, V> with(Map<String, V> old, String key, Optional<V> value) {
        var all = new LinkedHashMap<>(old);
        all.remove(key);
        value.ifPresent(known -> all.put(key, known));
        return all;
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
