package dev.drainboard.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How many clients a balancer has bound to each node.
 *
 * @param nodes name to clients; every node of the balancer is there, or none
 * @param why they are not known, as a sentence; empty if they are
 */
public record BoundSessions(Map<String, Integer> nodes, Optional<String> why) {

    public BoundSessions {
        nodes = Map.copyOf(nodes);
        Objects.requireNonNull(why);
        if (!nodes.isEmpty() && why.isPresent()) {
            throw new IllegalArgumentException("known, and a reason why not");
        }
    }

    public static BoundSessions of(Map<String, Integer> nodes) {
        return new BoundSessions(nodes, Optional.empty());
    }

    public static BoundSessions unknown(String why) {
        return new BoundSessions(Map.of(), Optional.of(why));
    }
}
