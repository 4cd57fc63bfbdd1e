package dev.drainboard.ui.board;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** Of what nothing was read yet, and whose answer is awaited. Pure. */
final class Awaited {

    private Awaited() {}

    /** The id of a card to the host; a card whose question failed has its answer. */
    static Map<String, String> of(Snapshot snapshot) {
        var cluster = snapshot.cluster();
        var awaited = new LinkedHashMap<String, String>();
        for (BalancerSpec balancer : cluster.balancers()) {
            if (!snapshot.balancers().containsKey(balancer.name())) {
                awaited.put(
                        BoardModel.balancer(balancer.name()),
                        balancer.ssh().map(HostSpec::host).orElse(balancer.name()));
            }
        }
        for (NodeSpec node : cluster.nodes()) {
            if (snapshot.node(node.name()).health().isEmpty()) {
                awaited.put(BoardModel.node(node.name()), node.address());
            }
        }
        cluster.database()
                .filter(database -> snapshot.database().isEmpty())
                .ifPresent(database -> awaited.put(BoardModel.DATABASE, database.host()));
        cluster.filestore()
                .filter(filestore -> snapshot.filestore().isEmpty())
                .ifPresent(
                        filestore ->
                                awaited.put(
                                        BoardModel.FILESTORE,
                                        cluster.nodes().getFirst().address()));
        return awaited;
    }
}
