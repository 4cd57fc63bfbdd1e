package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.util.List;
import java.util.Optional;

/**
 * Where requests go while a node is out. Pure.
 *
 * @param from the balancer, or how many
 * @param all of them together; an en dash where one is unknown
 * @param ways at most {@link #MOST}, those that do not simply serve first
 * @param more how many nodes are left out
 */
public record Goes(String from, String all, List<Way> ways, int more) {

    static final int MOST = 6;

    public Goes {
        ways = List.copyOf(ways);
    }

    /**
     * To one node.
     *
     * @param open empty: nobody knows whether it gets new requests
     * @param share of the busiest node's rate, from 0 to 1
     */
    public record Way(
            String node, Glyph glyph, Optional<Boolean> open, double share, String rate) {}

    static Goes of(Status status) {
        double busiest =
                status.nodes().stream()
                        .flatMap(node -> node.rate().stream())
                        .mapToDouble(rate -> rate.perSecond())
                        .max()
                        .orElse(0);
        var balancers = status.balancers();
        // a node that is out must not be the one that is left out
        var nodes =
                java.util.stream.Stream.concat(
                                status.nodes().stream().filter(node -> !serves(node)),
                                status.nodes().stream().filter(Goes::serves))
                        .limit(MOST)
                        .map(NodeStatus::name)
                        .toList();
        return new Goes(
                balancers.size() == 1
                        ? balancers.getFirst().name()
                        : text("rollout.goes.balancers", balancers.size()),
                status.rate()
                        .map(rate -> Figures.perSecond(rate.perSecond()))
                        .orElse(Figures.UNKNOWN),
                status.nodes().stream()
                        .filter(node -> nodes.contains(node.name()))
                        .map(node -> way(node, busiest))
                        .toList(),
                Math.max(0, status.nodes().size() - MOST));
    }

    private static boolean serves(NodeStatus node) {
        return node.inRotation().equals(Optional.of(true));
    }

    private static Way way(NodeStatus node, double busiest) {
        return new Way(
                node.name(),
                Glyph.of(node.state()),
                node.inRotation(),
                node.rate().map(rate -> busiest > 0 ? rate.perSecond() / busiest : 0).orElse(0.0),
                node.rate()
                        .map(rate -> Figures.perSecond(rate.perSecond()))
                        .orElse(Figures.UNKNOWN));
    }
}
