package dev.drainboard.ui.board;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.RotationStatus;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.board.BoardModel.Link;
import java.util.ArrayList;
import java.util.List;

/** Which lines go between the cards, and what happens on each. Pure. */
final class Links {

    private Links() {}

    static List<Link> of(Status status) {
        var links = new ArrayList<Link>();
        for (var balancer : status.balancers()) {
            links.add(
                    new Link(
                            BoardModel.CLIENTS,
                            BoardModel.balancer(balancer.name()),
                            Carries.USERS,
                            users(balancer.state())));
        }
        for (var node : status.nodes()) {
            for (var on : node.rotation().balancers()) {
                links.add(
                        new Link(
                                BoardModel.balancer(on.balancer()),
                                BoardModel.node(node.name()),
                                Carries.REQUESTS,
                                requests(on, node)));
            }
            if (status.database().isPresent()) {
                links.add(
                        new Link(
                                BoardModel.node(node.name()),
                                BoardModel.DATABASE,
                                Carries.DATABASE,
                                database(node)));
            }
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
                                                            : Flow.UNKNOWN)));
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

    /** What one balancer does with one node, and whether what it sent there is still in use. */
    static Flow requests(RotationStatus.On on, NodeStatus node) {
        var sends = on.sends();
        if (sends.isEmpty()) {
            return Flow.UNKNOWN;
        }
        if (sends.get()) {
            return Flow.OPEN;
        }
        boolean inUse = node.http().active().orElse(0) > 0;
        return inUse || node.state() == NodeState.DRAINING ? Flow.DRAINING : Flow.SHUT;
    }

    private static Flow database(NodeStatus node) {
        if (node.databaseConnections().isEmpty()) {
            return Flow.UNKNOWN;
        }
        return node.databaseConnections().getAsInt() > 0 ? Flow.OPEN : Flow.SHUT;
    }
}
