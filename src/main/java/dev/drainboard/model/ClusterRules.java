package dev.drainboard.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which state a cluster is. The rules in their order; the first that fits holds:
 *
 * <ol>
 *   <li>an operation stands and waits for a word: rollout stopped;
 *   <li>something is failed or degraded: degraded. A node that an operation is updating is neither;
 *   <li>something could not be asked: partly stale;
 *   <li>an operation runs: rolling out;
 *   <li>one more loss breaks the minimum: at risk;
 *   <li>healthy.
 * </ol>
 *
 * Trouble stands before what is planned, since a rollout shows on its own page anyway, and what is
 * planned before at risk, since a node on its way through a rollout is missing on purpose.
 */
final class ClusterRules {

    private ClusterRules() {}

    static ClusterState state(
            List<BalancerStatus> balancers,
            List<NodeStatus> nodes,
            Optional<DatabaseStatus> database,
            Optional<FilestoreStatus> filestore,
            Optional<OperationView> operation,
            Reserve reserve,
            boolean asked) {
        var services =
                Stream.of(
                                balancers.stream().map(BalancerStatus::state),
                                database.stream().map(DatabaseStatus::state),
                                filestore.stream().map(FilestoreStatus::state))
                        .flatMap(states -> states)
                        .toList();
        if (operation.filter(OperationView::stopped).isPresent()) {
            return ClusterState.ROLLOUT_STOPPED;
        }
        if (services.contains(ServiceState.FAILED)
                || services.contains(ServiceState.DEGRADED)
                || any(nodes, NodeState.FAILED)
                || any(nodes, NodeState.DEGRADED)) {
            return ClusterState.DEGRADED;
        }
        if (!asked || services.contains(ServiceState.UNKNOWN) || any(nodes, NodeState.UNKNOWN)) {
            return ClusterState.PARTLY_STALE;
        }
        if (operation.filter(view -> !view.over()).isPresent()) {
            return ClusterState.ROLLING_OUT;
        }
        return reserve.atRisk() ? ClusterState.AT_RISK : ClusterState.HEALTHY;
    }

    private static boolean any(List<NodeStatus> nodes, NodeState state) {
        return nodes.stream().anyMatch(node -> node.state() == state);
    }
}
