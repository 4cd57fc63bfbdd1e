package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One port of a node as it is shown. Every number that nobody knows is empty, never 0.
 *
 * @param check after rise and fall
 * @param latencyMs of the last answer; websockets have none
 * @param active requests or websockets in use
 * @param idle connections without a request; websockets have none
 * @param by how {@code active} was counted; empty when it is unknown
 */
public record PortStatus(
        CheckState check,
        OptionalLong latencyMs,
        OptionalInt active,
        OptionalInt idle,
        Optional<String> by) {

    public PortStatus {
        Objects.requireNonNull(check);
        Objects.requireNonNull(latencyMs);
        Objects.requireNonNull(active);
        Objects.requireNonNull(idle);
        Objects.requireNonNull(by);
    }

    /**
     * What the node's host counted; where it could not, what the balancers counted, if all of them
     * did.
     */
    static PortStatus of(
            Endpoint endpoint,
            CheckState check,
            Optional<HealthFacts> health,
            Optional<ConnectionFacts> connections,
            RotationStatus rotation) {
        boolean http = endpoint == Endpoint.HTTP;
        var latency = health.map(HealthFacts::latencyMs).orElse(OptionalLong.empty());
        var counted =
                connections
                        .map(facts -> http ? facts.httpActive() : facts.websocketActive())
                        .orElse(OptionalInt.empty());
        var idle = connections.map(ConnectionFacts::httpIdle).orElse(OptionalInt.empty());
        var active = counted.isPresent() ? counted : rotation.active(endpoint);
        var by =
                counted.isPresent()
                        ? connections.map(ConnectionFacts::by)
                        : Optional.of(rotation.names()).filter(names -> active.isPresent());
        return new PortStatus(
                check,
                http ? latency : OptionalLong.empty(),
                active,
                http ? idle : OptionalInt.empty(),
                by);
    }
}
