package dev.drainboard.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * In which state a node is. The rules in their order; the first that fits holds:
 *
 * <ol>
 *   <li>no fresh answer about its health, or one that is itself unknown: unknown, also in the
 *       middle of a rollout;
 *   <li>a step of a running operation is at it: draining, updating, health gate, warming up;
 *   <li>it accepts and does not answer in time, while it is in use: degraded;
 *   <li>HTTP down: failed;
 *   <li>taken out on every balancer: draining while requests are in use, else out; once it was idle
 *       it stays out, also while browsers that are bound to it come again;
 *   <li>websocket down: degraded;
 *   <li>healthy, with a word where a balancer withholds it.
 * </ol>
 */
final class NodeRules {

    private NodeRules() {}

    record Judged(NodeState state, Optional<String> reason) {
        Judged(NodeState state, String... reasons) {
            this(
                    state,
                    Optional.of(
                                    Stream.of(reasons)
                                            .filter(reason -> !reason.isEmpty())
                                            .collect(Collectors.joining("; ")))
                            .filter(reason -> !reason.isEmpty()));
        }

        /** With what else is not known; a node that is unknown itself says enough. */
        Judged and(List<String> gaps) {
            return state == NodeState.UNKNOWN
                    ? this
                    : new Judged(
                            state,
                            Stream.concat(reason.stream(), gaps.stream()).toArray(String[]::new));
        }
    }

    static Judged judge(
            String node,
            Answer<HealthFacts> health,
            PortStatus http,
            PortStatus websocket,
            RotationStatus rotation,
            boolean idled,
            Optional<OperationView> operation) {
        if (health.value().isEmpty()) {
            return new Judged(NodeState.UNKNOWN, health.reason());
        }
        var facts = health.value().get();
        var why = facts.reason().orElse("");
        var out = rotation.words().orElse("");
        var step =
                operation
                        .filter(running -> running.phase() == OperationView.Phase.RUNNING)
                        .flatMap(running -> running.stateOf(node));
        if (step.isPresent()) {
            return new Judged(step.get(), operation.get().purpose());
        }
        if (facts.saturated()) {
            return new Judged(NodeState.DEGRADED, "accepts and does not answer in time", why, out);
        }
        if (http.check() == CheckState.DOWN) {
            return new Judged(NodeState.FAILED, "HTTP is down", why, out);
        }
        if (http.check() == CheckState.UNKNOWN) {
            return new Judged(NodeState.UNKNOWN, "whether HTTP answers is not known yet", why);
        }
        if (rotation.takenOut()) {
            return takenOut(node, http, websocket, out, why, idled, operation);
        }
        return switch (websocket.check()) {
            case DOWN -> new Judged(NodeState.DEGRADED, "websocket is down", why, out);
            case UNKNOWN ->
                    new Judged(
                            NodeState.UNKNOWN, "whether websockets answer is not known", why, out);
            case UP -> new Judged(NodeState.HEALTHY, out);
        };
    }

    private static Judged takenOut(
            String node,
            PortStatus http,
            PortStatus websocket,
            String out,
            String why,
            boolean idled,
            Optional<OperationView> operation) {
        var stopped =
                operation
                        .filter(OperationView::stopped)
                        .filter(
                                standing ->
                                        standing.current()
                                                .flatMap(step -> step.step().node())
                                                .equals(Optional.of(node)))
                        .flatMap(OperationView::fault)
                        .map(Fault::what)
                        .orElse("");
        var ports = websocket.check() == CheckState.UP ? "" : "websocket is not up";
        if (http.active().isPresent() && http.active().getAsInt() > 0) {
            var count = http.active().getAsInt();
            var left = count == 1 ? "1 request in use" : count + " requests in use";
            return idled
                    ? new Judged(NodeState.OUT, stopped, left + " again", out, ports, why)
                    : new Judged(NodeState.DRAINING, left, stopped, out, ports);
        }
        var unknown = http.active().isPresent() ? "" : "how many requests are in use is not known";
        return new Judged(NodeState.OUT, stopped, out, unknown, ports, why);
    }
}
