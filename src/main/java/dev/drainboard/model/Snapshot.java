package dev.drainboard.model;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything known now, immutable. Keys are the names of the cluster file, in its order; a target
 * that was never asked has no entry.
 *
 * @param at when it was put together
 * @param lock empty Optional inside: nobody holds the cluster
 * @param operation the newest operation of the journal that is not over, or that ended last
 * @param traffic what each balancer sends to the nodes; of a balancer that cannot tell nothing
 * @param holders what holds each node that drains; of all others nothing
 * @param bound how many clients each balancer has bound to its nodes
 * @param workers of the nodes of which they are known
 */
public record Snapshot(
        Cluster cluster,
        Instant at,
        Map<String, Reading<BalancerFacts>> balancers,
        Map<String, NodeReadings> nodes,
        Optional<Reading<DatabaseFacts>> database,
        Map<String, Reading<FilestoreFacts>> filestore,
        Optional<Reading<Optional<LockFacts>>> lock,
        Optional<Reading<Optional<OperationView>>> operation,
        Map<String, Traffic> traffic,
        Map<String, Reading<Holders>> holders,
        Map<String, Reading<BoundSessions>> bound,
        Map<String, Reading<Workers>> workers) {

    public Snapshot {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(at);
        balancers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(balancers));
        nodes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        Objects.requireNonNull(database);
        filestore = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(filestore));
        Objects.requireNonNull(lock);
        Objects.requireNonNull(operation);
        traffic = Map.copyOf(traffic);
        holders = Map.copyOf(holders);
        bound = Map.copyOf(bound);
        workers = Map.copyOf(workers);
    }

    /** Without traffic, holders, bound clients and workers. */
    public Snapshot(
            Cluster cluster,
            Instant at,
            Map<String, Reading<BalancerFacts>> balancers,
            Map<String, NodeReadings> nodes,
            Optional<Reading<DatabaseFacts>> database,
            Map<String, Reading<FilestoreFacts>> filestore,
            Optional<Reading<Optional<LockFacts>>> lock,
            Optional<Reading<Optional<OperationView>>> operation) {
        this(
                cluster, at, balancers, nodes, database, filestore, lock, operation, Map.of(),
                Map.of(), Map.of(), Map.of());
    }

    public static Snapshot empty(Cluster cluster, Instant at) {
        return new Snapshot(
                cluster,
                at,
                Map.of(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The readings of one node, none of which may have come yet. */
    public NodeReadings node(String name) {
        return nodes.getOrDefault(name, NodeReadings.NONE);
    }

    /**
     * Whether somebody must ask the node's own log for its requests: all balancers answered, and
     * one that has a server for the node does not count. While one has not answered nobody knows.
     */
    public boolean uncounted(String node) {
        var known =
                balancers.values().stream().flatMap(reading -> reading.value().stream()).toList();
        return known.size() == cluster.balancers().size()
                && known.stream()
                        .flatMap(facts -> facts.of(node).stream())
                        .filter(server -> server.endpoint() == Endpoint.HTTP)
                        .anyMatch(server -> server.counters().isEmpty());
    }

    /**
     * What is asked of a node's several sources, each on its own rhythm.
     *
     * @param damped the health after rise and fall: http, then websocket
     * @param ownRate from the node's own log, where the balancers cannot tell
     * @param quiet how many readings running, since every balancer was asked to send nothing new,
     *     saw no request in use; kept at two, for a node that was idle once has been drained,
     *     though browsers that are bound to it come again
     */
    public record NodeReadings(
            Optional<Reading<HealthFacts>> health,
            CheckState damped,
            CheckState dampedWebsocket,
            Optional<Reading<ConnectionFacts>> connections,
            Optional<Reading<RuntimeFacts>> runtime,
            Optional<Reading<Rate>> ownRate,
            int quiet) {

        public static final NodeReadings NONE =
                new NodeReadings(
                        Optional.empty(),
                        CheckState.UNKNOWN,
                        CheckState.UNKNOWN,
                        Optional.empty(),
                        Optional.empty());

        public NodeReadings {
            Objects.requireNonNull(health);
            Objects.requireNonNull(damped);
            Objects.requireNonNull(dampedWebsocket);
            Objects.requireNonNull(connections);
            Objects.requireNonNull(runtime);
            Objects.requireNonNull(ownRate);
        }

        /** Without a rate of its own. */
        public NodeReadings(
                Optional<Reading<HealthFacts>> health,
                CheckState damped,
                CheckState dampedWebsocket,
                Optional<Reading<ConnectionFacts>> connections,
                Optional<Reading<RuntimeFacts>> runtime) {
            this(health, damped, dampedWebsocket, connections, runtime, Optional.empty(), 0);
        }

        /** How many readings without a request make a node idle (the word in the design). */
        public static final int IDLE = 2;

        /** Whether it was idle since it was taken out. */
        public boolean idled() {
            return quiet >= IDLE;
        }

        /** The newest instant at which any of them was answered; empty if none was. */
        public Optional<Instant> lastSeen() {
            return java.util.stream.Stream.<Optional<? extends Reading<?>>>of(
                            health, connections, runtime)
                    .flatMap(Optional::stream)
                    .flatMap(reading -> reading.lastAnswer().stream())
                    .max(Comparator.naturalOrder());
        }
    }
}
