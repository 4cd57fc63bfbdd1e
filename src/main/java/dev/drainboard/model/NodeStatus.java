package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One node as it is shown. Every number that nobody knows is empty, never 0.
 *
 * @param reason why it is in this state, and what could not be asked, in words; empty for a healthy
 *     node that nobody took out
 * @param gaps what could not be asked besides its health, a sentence each
 * @param inRotation whether every balancer sends to both its ports; empty: one is unknown
 * @param answered when its health was last answered; empty: never since we ask
 * @param ageMs of the newest answer to anything; empty: it never gave one
 * @param machineId of its host; empty when unknown
 * @param rate of the requests that it answers, on all balancers together
 * @param bound clients that a balancer has bound to it, of the balancer that has most: peers tell
 *     each other theirs, so that a sum would count them twice; empty when unknown
 * @param workers behind its HTTP port; empty when unknown
 * @param crowd the network from which most come to it, of the balancer where that is the largest
 *     part; empty when unknown
 * @param was the last values of what is unknown, to be drawn as old and for nothing else
 */
public record NodeStatus(
        String name,
        NodeState state,
        Optional<String> reason,
        List<String> gaps,
        Optional<Boolean> inRotation,
        PortStatus http,
        PortStatus websocket,
        OptionalInt databaseConnections,
        Optional<Revision> revision,
        Optional<Instant> answered,
        OptionalLong ageMs,
        Optional<String> machineId,
        RotationStatus rotation,
        Optional<Rate> rate,
        OptionalInt bound,
        Optional<Workers> workers,
        Optional<Crowd> crowd,
        Was was) {

    public NodeStatus {
        Objects.requireNonNull(name);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        gaps = List.copyOf(gaps);
        Objects.requireNonNull(inRotation);
        Objects.requireNonNull(http);
        Objects.requireNonNull(websocket);
        Objects.requireNonNull(databaseConnections);
        Objects.requireNonNull(revision);
        Objects.requireNonNull(answered);
        Objects.requireNonNull(ageMs);
        Objects.requireNonNull(machineId);
        Objects.requireNonNull(rotation);
        Objects.requireNonNull(rate);
        Objects.requireNonNull(bound);
        Objects.requireNonNull(workers);
        Objects.requireNonNull(crowd);
        Objects.requireNonNull(was);
    }

    static NodeStatus of(
            String name,
            Snapshot snapshot,
            RotationStatus rotation,
            Optional<DatabaseFacts> database,
            Optional<OperationView> operation,
            Instant now) {
        var cluster = snapshot.cluster();
        var readings = snapshot.node(name);
        var health = Answer.of(readings.health(), Probe.HEALTH, cluster, now);
        var connections = Answer.of(readings.connections(), Probe.CONNECTIONS, cluster, now);
        var runtime = Answer.of(readings.runtime(), Probe.RUNTIME, cluster, now);
        boolean known = health.value().isPresent();
        var http =
                PortStatus.of(
                        Endpoint.HTTP,
                        known ? readings.damped() : CheckState.UNKNOWN,
                        health.value(),
                        connections.value(),
                        rotation);
        var websocket =
                PortStatus.of(
                        Endpoint.WEBSOCKET,
                        known ? readings.dampedWebsocket() : CheckState.UNKNOWN,
                        health.value(),
                        connections.value(),
                        rotation);
        var judged =
                NodeRules.judge(
                        name, health, http, websocket, rotation, readings.idled(), operation);
        var gaps =
                Stream.of(
                                connections.reason().map(why -> "connections are unknown: " + why),
                                runtime.reason().map(why -> "what it runs is unknown: " + why))
                        .flatMap(Optional::stream)
                        .toList();
        var runs = runtime.value().flatMap(RuntimeFacts::revision);
        return new NodeStatus(
                name,
                judged.state(),
                judged.and(gaps).reason(),
                gaps,
                rotation.inRotation(),
                http,
                websocket,
                database.map(facts -> facts.connectionsByNode().get(name))
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                runs,
                readings.health().flatMap(Reading::lastAnswer),
                readings.lastSeen()
                        .map(seen -> Math.max(0, Duration.between(seen, now).toMillis()))
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                connections.value().map(ConnectionFacts::machineId).filter(id -> !id.isEmpty()),
                rotation,
                RateRules.of(name, snapshot, rotation, now),
                bound(name, snapshot, now),
                Optional.ofNullable(snapshot.workers().get(name))
                        .flatMap(reading -> reading.fresh(now, Probe.WORKERS.limit(cluster))),
                crowd(name, snapshot, now),
                Was.of(readings, http, websocket, runs));
    }

    private static Optional<Crowd> crowd(String name, Snapshot snapshot, Instant now) {
        var cluster = snapshot.cluster();
        var requests =
                snapshot.balancers().values().stream()
                        .flatMap(r -> r.fresh(now, Probe.BALANCER.limit(cluster)).stream())
                        .map(BalancerFacts::crowds);
        var clients =
                snapshot.bound().values().stream()
                        .flatMap(r -> r.fresh(now, Probe.SESSIONS.limit(cluster)).stream())
                        .map(BoundSessions::crowds);
        return Stream.concat(requests, clients)
                .flatMap(crowds -> Optional.ofNullable(crowds.get(name)).stream())
                .max(
                        Comparator.comparing(Crowd::hot)
                                .thenComparing(crowd -> (double) crowd.its() / crowd.all()));
    }

    private static OptionalInt bound(String name, Snapshot snapshot, Instant now) {
        var limit = Probe.SESSIONS.limit(snapshot.cluster());
        return snapshot.bound().values().stream()
                .flatMap(reading -> reading.fresh(now, limit).stream())
                .flatMap(sessions -> Optional.ofNullable(sessions.nodes().get(name)).stream())
                .mapToInt(Integer::intValue)
                .max();
    }
}
