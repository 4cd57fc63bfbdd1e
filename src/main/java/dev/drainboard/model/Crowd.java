package dev.drainboard.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The network from which most come to a node. Where requests are balanced by their source, all of
 * an office behind one address land on one node (nginx's {@code ip_hash} looks at the first three
 * numbers of an IPv4 address: a /24).
 *
 * @param network a /24 of IPv4 or a /48 of IPv6: "203.0.113.0/24"
 * @param its how many of it
 * @param all how many were looked at
 */
public record Crowd(String network, int its, int all, Of of) {

    /** Fewer than these make no node warm, wherever they come from. */
    public static final int LEAST = 50;

    /** What was counted. */
    public enum Of {
        CLIENTS,
        REQUESTS
    }

    public Crowd {
        Objects.requireNonNull(network);
        Objects.requireNonNull(of);
        if (its < 0 || its > all || all < 1) {
            throw new IllegalArgumentException(its + " of " + all);
        }
    }

    /** Whether it is more than half of all, and enough to matter. */
    public boolean hot() {
        return its >= LEAST && its > all / 2.0;
    }

    /** From 0 to 100. */
    public int percent() {
        return (int) Math.round(100.0 * its / all);
    }

    /**
     * By node, where one network is more than half of a node's. A network that is so on every node
     * in rotation is where the users are, or a proxy before the balancer, and no hot spot.
     */
    public static Map<String, Crowd> hotSpots(List<NodeStatus> all) {
        var nodes =
                all.stream().filter(node -> node.inRotation().equals(Optional.of(true))).toList();
        var spots = new LinkedHashMap<String, Crowd>();
        for (var node : nodes) {
            node.crowd()
                    .filter(Crowd::hot)
                    .filter(crowd -> !nodes.stream().allMatch(other -> crowd.over(other)))
                    .ifPresent(crowd -> spots.put(node.name(), crowd));
        }
        return spots;
    }

    /** Whether more than half of what comes to that node is of the same network. */
    private boolean over(NodeStatus node) {
        return node.crowd()
                .filter(other -> other.network.equals(network))
                .filter(other -> other.its > other.all / 2.0)
                .isPresent();
    }
}
