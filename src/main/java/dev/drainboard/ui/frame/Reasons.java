package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why the cluster is in its state: what the word in the header stands for. Pure. */
final class Reasons {

    private static final Set<NodeState> BAD = Set.of(NodeState.FAILED, NodeState.DEGRADED);

    private Reasons() {}

    /** A sentence. */
    static String of(Status status) {
        return switch (status.state()) {
            case HEALTHY -> text("reason.healthy");
            case AT_RISK -> text("reason.risk", status.inRotation(), status.minimum());
            case DEGRADED -> text("reason.list", String.join("; ", bad(status)));
            case PARTLY_STALE -> text("reason.list", String.join("; ", unknown(status)));
            case ROLLING_OUT, ROLLOUT_STOPPED ->
                    status.operation()
                            .map(
                                    view ->
                                            text(
                                                    "reason.operation",
                                                    view.purpose(),
                                                    view.fault()
                                                            .map(Fault::what)
                                                            .orElse(
                                                                    text(
                                                                            "rollout.phase",
                                                                            view.phase()))))
                            .orElse("");
        };
    }

    private static List<String> bad(Status status) {
        var names = new ArrayList<String>();
        status.nodes().stream()
                .filter(node -> BAD.contains(node.state()))
                .map(node -> is(node.name(), text("node.state", node.state()), node.reason()))
                .forEach(names::add);
        status.balancers().stream()
                .filter(each -> bad(each.state()))
                .map(each -> is(each.name(), text("service.state", each.state()), each.reason()))
                .forEach(names::add);
        status.database()
                .filter(database -> bad(database.state()))
                .map(
                        database ->
                                is(
                                        text("board.database"),
                                        text("service.state", database.state()),
                                        database.reason()))
                .ifPresent(names::add);
        status.filestore()
                .filter(filestore -> bad(filestore.state()))
                .map(
                        filestore ->
                                is(
                                        text("board.filestore"),
                                        text("service.state", filestore.state()),
                                        filestore.reason()))
                .ifPresent(names::add);
        return names;
    }

    private static boolean bad(ServiceState state) {
        return state == ServiceState.FAILED || state == ServiceState.DEGRADED;
    }

    private static String is(String name, String word, Optional<String> why) {
        return text("reason.is", name, word.toLowerCase(Locale.ROOT))
                + why.map(words -> " (" + words + ")").orElse("");
    }

    private static List<String> unknown(Status status) {
        var names = new ArrayList<String>();
        FrameModel.unknown(status)
                .forEach(name -> names.add(text("reason.is", name, text("check.unknown"))));
        if (status.lock().isEmpty()) {
            names.add(text("header.lock.unknown"));
        }
        if (names.isEmpty()) {
            names.add(text("rollout.unknown"));
        }
        return names;
    }
}
