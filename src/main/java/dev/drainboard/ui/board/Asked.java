package dev.drainboard.ui.board;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Order;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was handed out and no reading has answered yet, by node. Immutable.
 *
 * @param marks the node to what it was when it was asked for
 */
public record Asked(Map<String, Mark> marks) {

    public static final Asked NOTHING = new Asked(Map.of());

    public Asked {
        marks = Map.copyOf(marks);
    }

    /** What a node was when something was asked of it. */
    public record Mark(NodeState state, Optional<Boolean> inRotation) {
        public Mark {
            Objects.requireNonNull(state);
            Objects.requireNonNull(inRotation);
        }

        static Mark of(NodeStatus node) {
            return new Mark(node.state(), node.inRotation());
        }
    }

    /** With all nodes that the order names. */
    public Asked with(Order order, Status status) {
        var all = new LinkedHashMap<>(marks);
        status.nodes().stream()
                .filter(node -> order.nodes().contains(node.name()))
                .forEach(node -> all.put(node.name(), Mark.of(node)));
        return new Asked(all);
    }

    /** Without the nodes of an order that has ended, well or not. */
    public Asked without(Order order) {
        var all = new LinkedHashMap<>(marks);
        order.nodes().forEach(all::remove);
        return new Asked(all);
    }

    /** Without the nodes that a reading shows otherwise than they were. */
    public Asked still(Status status) {
        var all = new LinkedHashMap<>(marks);
        status.nodes().stream()
                .filter(node -> !Mark.of(node).equals(all.get(node.name())))
                .forEach(node -> all.remove(node.name()));
        return new Asked(all);
    }
}
