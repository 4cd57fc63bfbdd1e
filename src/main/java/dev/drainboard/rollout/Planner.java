package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.Command;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Hook;
import dev.drainboard.model.Intent;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Plan;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns a wish into a list that a person can read. Pure: the exact commands come from the {@link
 * Scribe}.
 */
final class Planner {

    /** What the drivers would run, as a person would type it. */
    interface Scribe {
        List<Command> rotation(String node, AdminState wanted);

        List<Command> prepare(String node, Optional<String> to);

        List<Command> update(String node, Optional<String> to);

        /** Whether drain and maint differ on any balancer. */
        boolean knowsDrain();
    }

    private final Cluster cluster;
    private final Scribe scribe;

    Planner(Cluster cluster, Scribe scribe) {
        this.cluster = cluster;
        this.scribe = scribe;
    }

    Plan plan(Intent intent) {
        return switch (intent) {
            case Intent.Drain drain ->
                    new Plan(intent, drain(drain.node(), drain.wish()), List.of());
            case Intent.Maint maint ->
                    new Plan(intent, maint(maint.node(), maint.wish()), List.of());
            case Intent.Restore restore ->
                    new Plan(intent, putBack(List.of(restore.node()), "restore"), List.of());
            case Intent.Update update -> rollout(intent, List.of(update.node()), update.to());
            case Intent.Rollout rollout ->
                    rollout(
                            intent,
                            rollout.nodes().isEmpty() ? allNodes() : rollout.nodes(),
                            rollout.to());
        };
    }

    /** Update nothing more; put back what passes the gate. */
    Plan abort(Operation operation, List<String> out) {
        return new Plan(operation.intent, putBack(out, "abort"), List.of());
    }

    /**
     * To the revision before, by the same steps.
     *
     * @param changed nodes that may run something new, in the order in which they are taken back
     * @param out nodes that were only taken out of rotation
     */
    Plan rollBack(Operation operation, List<String> changed, List<String> out) {
        var steps = new ArrayList<Step>();
        steps.add(
                preflight(
                        "Ask again what is true, and whether every node still has its revision before"));
        for (var node : changed) {
            var before = operation.revisionBefore.get(node);
            hook(StepKind.BEFORE_NODE, Hook.BEFORE_NODE, Optional.of(node)).ifPresent(steps::add);
            steps.addAll(takeOut(node));
            steps.add(
                    step(
                            node,
                            StepKind.UPDATE,
                            "Put " + node + " back to " + before,
                            scribe.update(node, Optional.of(before.toString()))));
            steps.addAll(takeIn(node, true));
            hook(StepKind.AFTER_NODE, Hook.AFTER_NODE, Optional.of(node)).ifPresent(steps::add);
        }
        for (var node : out) {
            steps.addAll(takeIn(node, false));
        }
        return new Plan(operation.intent, steps, List.of());
    }

    private Plan rollout(Intent intent, List<String> nodes, Optional<String> to) {
        var steps = new ArrayList<Step>();
        steps.add(
                preflight(
                        "Ask every host, balancer and the database; refuse if anything stands against it"));
        steps.add(
                new Step(
                        Optional.empty(),
                        StepKind.PRE_PULL,
                        "Fetch "
                                + to.orElse("the new revision")
                                + " on "
                                + list(nodes)
                                + "; go on only if all hold the same",
                        nodes.stream()
                                .flatMap(node -> scribe.prepare(node, to).stream())
                                .toList()));
        hook(StepKind.BEFORE, Hook.BEFORE, Optional.empty()).ifPresent(steps::add);
        for (var node : nodes) {
            hook(StepKind.BEFORE_NODE, Hook.BEFORE_NODE, Optional.of(node)).ifPresent(steps::add);
            steps.addAll(takeOut(node));
            steps.add(
                    step(
                            node,
                            StepKind.UPDATE,
                            "Update " + node + to.map(revision -> " to " + revision).orElse(""),
                            scribe.update(node, to)));
            steps.addAll(takeIn(node, true));
            boolean first = node.equals(nodes.getFirst());
            var soak = cluster.rollout().soak(first);
            if (!soak.isZero()) {
                steps.add(
                        step(
                                node,
                                StepKind.SOAK,
                                "Watch " + node + " for " + Words.of(soak) + " under load",
                                List.of()));
            }
            hook(StepKind.AFTER_NODE, Hook.AFTER_NODE, Optional.of(node)).ifPresent(steps::add);
            if (asks(first) && !node.equals(nodes.getLast())) {
                steps.add(step(node, StepKind.ASK, "Ask somebody whether to go on", List.of()));
            }
        }
        hook(StepKind.AFTER, Hook.AFTER, Optional.empty()).ifPresent(steps::add);
        var notes = new ArrayList<String>();
        notes.add("Modules are not upgraded: no -u is run.");
        notes.add(
                "Websockets of a node are closed by its restart, all at once; browsers reconnect by themselves.");
        if (cluster.rollout().onFailure() == RolloutSpec.OnFailure.ROLLBACK) {
            notes.add(
                    "If a step fails after the first update, the changed nodes are taken back to their revision before (rollout.onFailure).");
        }
        return new Plan(intent, steps, notes);
    }

    private boolean asks(boolean first) {
        return switch (cluster.rollout().ask()) {
            case NEVER -> false;
            case FIRST -> first;
            case EACH -> true;
        };
    }

    /** Empty: the cluster file has none of that name. */
    private Optional<Step> hook(StepKind kind, Hook hook, Optional<String> node) {
        return Optional.ofNullable(cluster.rollout().hooks().get(hook))
                .map(
                        command ->
                                new Step(
                                        node,
                                        kind,
                                        "Run the hook "
                                                + hook.word()
                                                + node.map(name -> " for " + name).orElse(""),
                                        List.of(new Command("workstation", command))));
    }

    /** Out of rotation, and idle. Where maint stands is told in this package's description. */
    private List<Step> takeOut(String node) {
        var steps = new ArrayList<Step>();
        steps.add(drainStep(node));
        if (moves()) {
            steps.add(maintStep(node));
        }
        steps.add(idleStep(node, Intent.DrainWish.DEFAULT));
        if (scribe.knowsDrain() && !moves()) {
            steps.add(maintStep(node));
        }
        return steps;
    }

    private List<Step> drain(String node, Intent.DrainWish wish) {
        return List.of(
                preflight("Ask whether " + node + " may leave"),
                drainStep(node),
                idleStep(node, wish));
    }

    private List<Step> maint(String node, Intent.DrainWish wish) {
        var steps = new ArrayList<Step>();
        steps.add(preflight("Ask whether " + node + " may leave"));
        steps.add(drainStep(node));
        if (scribe.knowsDrain()) {
            steps.add(maintStep(node));
        }
        steps.add(idleStep(node, wish));
        return steps;
    }

    private List<Step> putBack(List<String> nodes, String why) {
        var steps = new ArrayList<Step>();
        steps.add(
                preflight(
                        why.equals("abort")
                                ? "Ask what runs where"
                                : "Ask whether " + list(nodes) + " answers"));
        nodes.forEach(node -> steps.addAll(takeIn(node, false)));
        return steps;
    }

    private List<Step> takeIn(String node, boolean warmUp) {
        var steps = new ArrayList<Step>();
        var rollout = cluster.rollout();
        steps.add(
                step(
                        node,
                        StepKind.GATE,
                        "Ask "
                                + node
                                + " until it passes "
                                + rollout.passes()
                                + " times in a row, for "
                                + Words.of(rollout.within())
                                + " at most",
                        gateCommands(cluster.node(node))));
        if (warmUp && !rollout.warmUp().isEmpty()) {
            steps.add(
                    step(
                            node,
                            StepKind.WARM_UP,
                            "Open " + String.join(", ", rollout.warmUp()) + " on " + node,
                            List.of()));
        }
        steps.add(
                step(
                        node,
                        StepKind.RESTORE,
                        "Put " + node + " back as it was on " + balancers(),
                        scribe.rotation(node, AdminState.READY)));
        return steps;
    }

    private Step drainStep(String node) {
        return step(
                node,
                StepKind.DRAIN,
                "Take " + node + " out of rotation on " + balancers() + ", both ports",
                scribe.rotation(node, AdminState.DRAIN));
    }

    private Step maintStep(String node) {
        return step(
                node,
                StepKind.MAINT,
                "Move the clients that are bound to " + node,
                scribe.rotation(node, AdminState.MAINT));
    }

    private Step idleStep(String node, Intent.DrainWish wish) {
        var drain = cluster.rollout().drain();
        return step(
                node,
                StepKind.AWAIT_IDLE,
                "Wait until no request is left on "
                        + node
                        + ", for "
                        + Words.of(wish.patience().orElse(drain.patience()))
                        + " at most, then "
                        + wish.then()
                                .orElse(drain.then())
                                .name()
                                .toLowerCase(java.util.Locale.ROOT),
                List.of());
    }

    private List<Command> gateCommands(NodeSpec node) {
        var host = cluster.hostHeader(node);
        return List.of(
                new Command(
                        "workstation",
                        "curl -H 'Host: "
                                + host
                                + "' http://"
                                + node.address()
                                + ":"
                                + node.http()
                                + cluster.health().path()),
                new Command(
                        "workstation",
                        "curl -H 'Host: "
                                + host
                                + "' http://"
                                + node.address()
                                + ":"
                                + node.http()
                                + "/web/login"),
                new Command(
                        "workstation",
                        "curl -H 'Host: "
                                + host
                                + "' http://"
                                + node.address()
                                + ":"
                                + node.websocket()
                                + cluster.health().websocketPath()));
    }

    private boolean moves() {
        return scribe.knowsDrain() && cluster.rollout().drain().sticky() == DrainSpec.Sticky.MOVE;
    }

    private Step preflight(String text) {
        return new Step(Optional.empty(), StepKind.PREFLIGHT, text, List.of());
    }

    private static Step step(String node, StepKind kind, String text, List<Command> commands) {
        return new Step(Optional.of(node), kind, text, commands);
    }

    private List<String> allNodes() {
        return cluster.nodes().stream().map(NodeSpec::name).toList();
    }

    private String balancers() {
        return list(cluster.balancers().stream().map(BalancerSpec::name).toList());
    }

    private static String list(List<String> names) {
        return names.stream().collect(Collectors.joining(", "));
    }
}
