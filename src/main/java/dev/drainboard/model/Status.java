package dev.drainboard.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is shown of a cluster at one instant, by the window and by {@code status} alike: {@link #of}
 * is the one place where readings become states. Pure. Nothing is healthy because nobody asked:
 * what was never answered, failed to answer, or answered too long ago ({@link Probe#limit}) is
 * unknown, and its numbers are empty.
 *
 * @param at the instant for which it holds
 * @param minimum how many nodes must stay, in the upstream that asks for most; upstream; 0 when no
 *     balancer is known
 * @param filestore empty: the cluster file names none
 * @param lock who holds the cluster; empty inside: nobody; empty outside: unknown
 * @param operation the newest of the journal; empty: none, or unknown
 */
public record Status(
        String cluster,
        Environment environment,
        ClusterState state,
        Instant at,
        int minimum,
        List<BalancerStatus> balancers,
        List<NodeStatus> nodes,
        Optional<DatabaseStatus> database,
        Optional<FilestoreStatus> filestore,
        Optional<Cluster.Sessions> sessions,
        Optional<Optional<LockFacts>> lock,
        Optional<OperationView> operation) {

    public Status {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(environment);
        Objects.requireNonNull(state);
        Objects.requireNonNull(at);
        balancers = List.copyOf(balancers);
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(database);
        Objects.requireNonNull(filestore);
        Objects.requireNonNull(sessions);
        Objects.requireNonNull(lock);
        Objects.requireNonNull(operation);
    }

    /** What holds at {@code now}, as far as the snapshot knows. */
    public static Status of(Snapshot snapshot, Instant now) {
        var cluster = snapshot.cluster();
        var balancers =
                cluster.balancers().stream()
                        .map(spec -> BalancerStatus.of(spec, snapshot, now))
                        .toList();
        var database = cluster.database().map(spec -> DatabaseStatus.of(spec, snapshot, now));
        var lock = Answer.of(snapshot.lock(), Probe.LOCK, cluster, now);
        var journal = Answer.of(snapshot.operation(), Probe.OPERATION, cluster, now);
        var operation = journal.value().flatMap(view -> view);
        var rotation = RotationStatus.of(cluster.nodes(), balancers);
        var nodes =
                cluster.nodes().stream()
                        .map(
                                node ->
                                        NodeStatus.of(
                                                node.name(),
                                                snapshot,
                                                rotation.get(node.name()),
                                                database.flatMap(DatabaseStatus::facts),
                                                operation,
                                                now))
                        .toList();
        var filestore = cluster.filestore().map(spec -> FilestoreStatus.of(spec, snapshot, now));
        var reserve = Reserve.of(snapshot, now);
        boolean asked =
                lock.value().isPresent()
                        && journal.value().isPresent()
                        && nodes.stream().allMatch(node -> node.gaps().isEmpty());
        return new Status(
                cluster.name(),
                cluster.environment(),
                ClusterRules.state(
                        balancers, nodes, database, filestore, operation, reserve, asked),
                now,
                reserve.minimum(),
                balancers,
                nodes,
                database,
                filestore,
                cluster.sessions(),
                lock.value(),
                operation);
    }

    /** Of all nodes together; empty while one of them is unknown. */
    public Optional<Rate> rate() {
        return nodes.stream().anyMatch(node -> node.rate().isEmpty())
                ? Optional.empty()
                : Rate.sum(nodes.stream().map(node -> node.rate().get()).toList());
    }

    /** Clients that are bound to nodes; empty while those of one node are unknown. */
    public OptionalInt bound() {
        return nodes.isEmpty() || nodes.stream().anyMatch(node -> node.bound().isEmpty())
                ? OptionalInt.empty()
                : OptionalInt.of(nodes.stream().mapToInt(node -> node.bound().getAsInt()).sum());
    }

    /** How many nodes are known to be in rotation. */
    public int inRotation() {
        return (int)
                nodes.stream().filter(node -> node.inRotation().equals(Optional.of(true))).count();
    }

    /** Of how many nodes nobody knows whether they are in rotation. */
    public int rotationUnknown() {
        return (int) nodes.stream().filter(node -> node.inRotation().isEmpty()).count();
    }

    /** Whether at least one balancer answered. */
    public boolean anyBalancer() {
        return balancers.stream().anyMatch(balancer -> balancer.state() != ServiceState.UNKNOWN);
    }

    /**
     * @throws IllegalArgumentException if there is no such node
     */
    public NodeStatus node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + name));
    }
}
