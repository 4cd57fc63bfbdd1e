package dev.drainboard.watch;

import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Status;
import dev.drainboard.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notices that a node or balancer is in another state than a look before. What an operation does to
 * a node is told by the journal, and not here a second time; that it failed meanwhile is. The first
 * state that is known of anything is no change. Safe for many threads.
 */
public final class Turns {

    private static final int KEPT = 200;

    /** An operation explains what is seen of its nodes for so long after its last step. */
    private static final Duration AFTERMATH = Duration.ofSeconds(15);

    private static final Set<NodeState> TROUBLE =
            Set.of(NodeState.FAILED, NodeState.DEGRADED, NodeState.UNKNOWN);

    private record Since<S>(S state, Instant at) {}

    private final Map<String, Since<NodeState>> nodes = new HashMap<>();
    private final Map<String, Since<ServiceState>> balancers = new HashMap<>();
    private final Deque<Turn> turns = new ArrayDeque<>();

    /**
     * @return what turned since the last look
     */
    public synchronized List<Turn> take(Status status) {
        var news = new ArrayList<Turn>();
        status.balancers().forEach(balancer -> look(balancer, status, news));
        status.nodes().forEach(node -> look(node, status, news));
        news.forEach(turns::addLast);
        while (turns.size() > KEPT) {
            turns.removeFirst();
        }
        return List.copyOf(news);
    }

    /** The newest last. */
    public synchronized List<Turn> all() {
        return List.copyOf(turns);
    }

    private void look(BalancerStatus balancer, Status status, List<Turn> news) {
        var before = balancers.get(balancer.name());
        var now = balancer.state();
        if (before == null && now == ServiceState.UNKNOWN
                || before != null && before.state() == now) {
            return;
        }
        balancers.put(balancer.name(), new Since<>(now, status.at()));
        if (before != null) {
            news.add(
                    new Turn.OfBalancer(
                            status.at(),
                            balancer.name(),
                            before.state(),
                            now,
                            balancer.reason(),
                            lasted(before, status)));
        }
    }

    private void look(NodeStatus node, Status status, List<Turn> news) {
        var before = nodes.get(node.name());
        var now = node.state();
        if (before == null && now == NodeState.UNKNOWN || before != null && before.state() == now) {
            return;
        }
        nodes.put(node.name(), new Since<>(now, status.at()));
        if (before != null && (TROUBLE.contains(now) || !explained(node.name(), status))) {
            news.add(
                    new Turn.OfNode(
                            status.at(),
                            node.name(),
                            before.state(),
                            now,
                            node.reason(),
                            lasted(before, status)));
        }
    }

    private static Duration lasted(Since<?> before, Status status) {
        var lasted = Duration.between(before.at(), status.at());
        return lasted.isNegative() ? Duration.ZERO : lasted; // the clock was set back
    }

    private static boolean explained(String node, Status status) {
        return status.operation()
                .filter(
                        view ->
                                view.steps().stream()
                                        .anyMatch(
                                                step ->
                                                        step.step()
                                                                .node()
                                                                .filter(node::equals)
                                                                .isPresent()))
                .filter(
                        view ->
                                !view.over()
                                        || view.steps().stream()
                                                .flatMap(step -> step.at().stream())
                                                .anyMatch(
                                                        at ->
                                                                at.isAfter(
                                                                        status.at()
                                                                                .minus(AFTERMATH))))
                .isPresent();
    }
}
