package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RotationStatus;
import java.util.Locale;
import java.util.stream.Collectors;

/** By what nodes stand together in frames. Tags would be a fourth; the cluster file has none. */
public enum Grouping {
    ZONE,
    BALANCER,
    BUILD;

    public Grouping next() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** What the nodes of a group have in common; empty: they have none of it, or it is unknown. */
    String key(NodeStatus node, NodeSpec spec) {
        return switch (this) {
            case ZONE -> spec.zone().orElse("");
            case BALANCER ->
                    node.rotation().balancers().stream()
                            .filter(on -> on.servers().map(its -> !its.isEmpty()).orElse(true))
                            .map(RotationStatus.On::balancer)
                            .collect(Collectors.joining(", "));
            case BUILD -> node.revision().map(Revision::toString).orElse("");
        };
    }

    /**
     * @param only it is the only group
     */
    String name(String key, boolean only) {
        if (this == ZONE && key.isEmpty() && only) {
            return text("board.zone.none");
        }
        return key.isEmpty()
                ? text("board.group.none", this)
                : text("board.group." + name().toLowerCase(Locale.ROOT), key);
    }
}
