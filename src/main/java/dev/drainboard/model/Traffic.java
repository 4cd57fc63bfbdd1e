package dev.drainboard.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What one balancer sends to the nodes, from its last readings.
 *
 * @param at of the last reading
 * @param nodes name to rate; a node of which this balancer cannot tell is absent, one to which it
 *     sends nothing is there with 0
 * @param queued wait at the balancer for whichever node is free first, besides those that wait for
 *     one node
 * @param errors 5xx a second as users get them: of nodes, and of the balancer itself where no node
 *     could answer
 */
public record Traffic(
        Instant at, Map<String, Rate> nodes, OptionalInt queued, OptionalDouble errors) {

    public Traffic {
        Objects.requireNonNull(at);
        nodes = Map.copyOf(nodes);
        if (queued.orElse(0) < 0 || !(errors.orElse(0) >= 0)) {
            throw new IllegalArgumentException("a number below zero");
        }
    }

    /** Of nodes alone. */
    public Traffic(Instant at, Map<String, Rate> nodes) {
        this(at, nodes, OptionalInt.empty(), OptionalDouble.empty());
    }
}
