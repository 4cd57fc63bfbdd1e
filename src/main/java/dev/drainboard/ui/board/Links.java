package dev.drainboard.ui.board;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Rate;
import dev.drainboard.model.RotationStatus;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Status;
import dev.drainboard.model.Traffic;
import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.board.BoardModel.Link;
import dev.drainboard.ui.kit.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which lines go between the cards, and what happens on each. Pure. */
final class Links {

    private Links() {}

    static List<Link> of(Status status, Map<String, Traffic> traffic) {
        var links = new ArrayList<Link>();
        for (var balancer : status.balancers()) {
            links.add(
                    new Link(
                            BoardModel.CLIENTS,
                            BoardModel.balancer(balancer.name()),
                            Carries.USERS,
                            users(balancer.state()),
                            all(balancer, traffic),
                            ""));
        }
        for (var node : status.nodes()) {
            for (var on : node.rotation().balancers()) {
                links.add(requests(on, node, load(on.balancer(), node, traffic)));
                links.add(websockets(on, node));
            }
        }
        for (var node : status.nodes()) {
            status.database().ifPresent(database -> links.add(database(node)));
        }
        for (var node : status.nodes()) {
            status.filestore()
                    .ifPresent(
                            store ->
                                    links.add(
                                            new Link(
                                                    BoardModel.node(node.name()),
                                                    BoardModel.FILESTORE,
                                                    Carries.FILES,
                                                    store.nodes().containsKey(node.name())
                                                            ? Flow.OPEN
                                                            : Flow.UNKNOWN,
                                                    Load.UNKNOWN,
                                                    "")));
        }
        return links;
    }

    private static Flow users(ServiceState balancer) {
        return switch (balancer) {
            case HEALTHY, DEGRADED -> Flow.OPEN;
            case FAILED -> Flow.SHUT;
            case UNKNOWN -> Flow.UNKNOWN;
        };
    }

    /** What goes through a balancer, to all of its nodes. */
    static Load all(BalancerStatus balancer, Map<String, Traffic> traffic) {
        return Optional.ofNullable(traffic.get(balancer.name()))
                .map(all -> all.nodes().values().stream().mapToDouble(Rate::perSecond).sum())
                .map(Load::of)
                .orElse(Load.UNKNOWN);
    }

    private static Load load(String balancer, NodeStatus node, Map<String, Traffic> traffic) {
        return Optional.ofNullable(traffic.get(balancer))
                .map(all -> all.nodes().get(node.name()))
                .map(rate -> Load.of(rate.perSecond()))
                .orElse(Load.UNKNOWN);
    }

    private static Link requests(RotationStatus.On on, NodeStatus node, Load load) {
        var flow = requests(on, node);
        boolean flows = flow == Flow.OPEN && load.amount().isPresent();
        return new Link(
                BoardModel.balancer(on.balancer()),
                BoardModel.node(node.name()),
                Carries.REQUESTS,
                flow,
                load,
                flows ? Figures.perSecond(load.amount().getAsDouble()) : "");
    }

    private static Link websockets(RotationStatus.On on, NodeStatus node) {
        return new Link(
                BoardModel.balancer(on.balancer()),
                BoardModel.node(node.name()),
                Carries.WEBSOCKETS,
                requests(on, node),
                Load.UNKNOWN,
                "");
    }

    /** What one balancer does with one node, and whether what it sent there is still in use. */
    static Flow requests(RotationStatus.On on, NodeStatus node) {
        var sends = on.sends();
        if (sends.isEmpty() || node.state() == NodeState.UNKNOWN) {
            return Flow.UNKNOWN;
        }
        if (sends.get()) {
            return node.state() == NodeState.FAILED ? Flow.BROKEN : Flow.OPEN;
        }
        if (on.servers().stream()
                .flatMap(List::stream)
                .anyMatch(server -> server.admin() == AdminState.READY && !server.backup())) {
            return Flow.BROKEN; // asked to be open, and seen down
        }
        boolean inUse = node.http().active().orElse(0) > 0;
        if (node.state() == NodeState.OUT) {
            return Flow.SHUT; // also while a bound browser comes again
        }
        return inUse || node.state() == NodeState.DRAINING ? Flow.DRAINING : Flow.SHUT;
    }

    private static Link database(NodeStatus node) {
        var connections = node.databaseConnections();
        return new Link(
                BoardModel.node(node.name()),
                BoardModel.DATABASE,
                Carries.DATABASE,
                connections.isEmpty()
                        ? Flow.UNKNOWN
                        : connections.getAsInt() > 0 ? Flow.OPEN : Flow.SHUT,
                connections.isEmpty() ? Load.UNKNOWN : Load.of(connections.getAsInt()),
                "");
    }
}
