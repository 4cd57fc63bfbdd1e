package dev.drainboard.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How many clients a balancer has bound to each node.
 *
 * @param nodes name to clients; every node of the balancer is there, or none
 * @param why they are not known, as a sentence; empty if they are
 * @param crowds of nodes of whose clients the addresses are known
 */
public record BoundSessions(
        Map<String, Integer> nodes, Optional<String> why, Map<String, Crowd> crowds) {

    public BoundSessions {
        nodes = Map.copyOf(nodes);
        Objects.requireNonNull(why);
        crowds = Map.copyOf(crowds);
        if (!nodes.isEmpty() && why.isPresent()) {
            throw new IllegalArgumentException("known, and a reason why not");
        }
    }

    public static BoundSessions of(Map<String, Integer> nodes) {
        return of(nodes, Map.of());
    }

    public static BoundSessions of(Map<String, Integer> nodes, Map<String, Crowd> crowds) {
        return new BoundSessions(nodes, Optional.empty(), crowds);
    }

    public static BoundSessions unknown(String why) {
        return new BoundSessions(Map.of(), Optional.of(why), Map.of());
    }
}
