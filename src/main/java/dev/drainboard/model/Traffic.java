package dev.drainboard.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What one balancer sends to the nodes, from its last two readings.
 *
 * @param at of the later reading
 * @param nodes name to rate; a node of which this balancer cannot tell is absent, one to which it
 *     sends nothing is there with 0
 */
public record Traffic(Instant at, Map<String, Rate> nodes) {
    public Traffic {
        Objects.requireNonNull(at);
        nodes = Map.copyOf(nodes);
    }
}
