package dev.drainboard.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How evenly clients are bound to the nodes in rotation. Pure. Those of a node that is out are not
 * looked at: it gets no new ones, and its own come or go as they like.
 *
 * @param shares node to share, in the order of the cluster file; none where the clients of a node
 *     in rotation are unknown, or there are not two to compare
 */
public record Skew(Map<String, Share> shares) {

    /**
     * From this much over its fair share a node is worth a word: a quarter or a third more is what
     * users do by themselves, and at {@link #LEAST} clients chance alone gets here less than once
     * in two hundred times (three deviations of a Poisson count).
     */
    public static final double MUCH = 1.5;

    /** A node with fewer clients than these is at no risk, however few the others have. */
    public static final int LEAST = 50;

    public Skew {
        shares = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }

    /**
     * One node's.
     *
     * @param bound clients that are bound to it
     * @param fair how many it would have if all had their part by weight; 0 only where nobody is
     *     bound anywhere
     */
    public record Share(int bound, double fair) {
        public Share {
            if (bound < 0 || fair < 0) {
                throw new IllegalArgumentException(bound + " of " + fair);
            }
        }

        /** Whether it carries so much more than its part that somebody should look. */
        public boolean heavy() {
            return bound >= LEAST && bound > MUCH * fair;
        }
    }

    public static Skew of(List<NodeStatus> all) {
        var nodes =
                all.stream().filter(node -> node.inRotation().equals(Optional.of(true))).toList();
        if (nodes.size() < 2 || nodes.stream().anyMatch(node -> node.bound().isEmpty())) {
            return new Skew(Map.of());
        }
        double bound = nodes.stream().mapToInt(node -> node.bound().getAsInt()).sum();
        var weights = weights(nodes);
        double whole = weights.values().stream().mapToDouble(weight -> weight).sum();
        var shares = new LinkedHashMap<String, Share>();
        for (var node : nodes) {
            shares.put(
                    node.name(),
                    new Share(node.bound().getAsInt(), bound * weights.get(node.name()) / whole));
        }
        return new Skew(shares);
    }

    /** On all balancers that tell; where one node has none, or nobody has any, all are alike. */
    private static Map<String, Double> weights(List<NodeStatus> nodes) {
        var weights = new LinkedHashMap<String, Double>();
        for (var node : nodes) {
            double weight =
                    node.rotation().balancers().stream()
                            .flatMap(on -> on.servers().stream())
                            .flatMap(List::stream)
                            .filter(server -> server.endpoint() == Endpoint.HTTP)
                            .filter(server -> !server.backup())
                            .mapToInt(server -> server.weight().orElse(0))
                            .sum();
            weights.put(node.name(), weight);
        }
        if (weights.values().stream().anyMatch(weight -> weight == 0)) {
            weights.replaceAll((node, weight) -> 1.0);
        }
        return weights;
    }

    /** Empty: nothing is known of it. */
    public Optional<Share> of(String node) {
        return Optional.ofNullable(shares.get(Objects.requireNonNull(node)));
    }
}
