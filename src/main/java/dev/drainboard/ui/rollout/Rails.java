package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.Probe;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What would stop the operation, and how far it is from that: only what the engine itself holds to
 * (the guard before each drain, and the limits of the steps that wait). Pure.
 */
public record Rails(List<Rail> all) {

    public Rails {
        all = List.copyOf(all);
    }

    /**
     * One limit.
     *
     * @param part of the bar that is filled, from 0 to 1
     * @param mark where on the bar the limit stands, from 0 to 1
     */
    public record Rail(
            Glyph glyph, String name, double part, double mark, String value, String limit) {}

    static Rails of(OperationView view, Status status, Cluster cluster) {
        var all = new ArrayList<Rail>();
        int nodes = Math.max(1, status.nodes().size());
        int in = status.inRotation();
        boolean enough = in >= status.minimum();
        var glyph =
                enough
                        ? Glyph.HEALTHY
                        : status.rotationUnknown() > 0 ? Glyph.UNKNOWN : Glyph.FAILED;
        double mark = (double) status.minimum() / nodes;
        all.add(
                new Rail(
                        glyph,
                        text("rollout.rail.rotation"),
                        (double) in / nodes,
                        mark,
                        text("rollout.rail.of", in, status.nodes().size()),
                        text("rollout.rail.min", status.minimum())));
        all.add(
                new Rail(
                        glyph,
                        text("rollout.rail.capacity"),
                        (double) in / nodes,
                        mark,
                        percent(in, nodes),
                        text("rollout.rail.min", percent(status.minimum(), nodes))));
        all.add(balancers(status));
        oldest(status, cluster).ifPresent(all::add);
        view.current()
                .filter(step -> view.phase() == OperationView.Phase.RUNNING)
                .filter(step -> view.waitsByTheFile())
                .flatMap(step -> waits(step, status.at(), cluster))
                .ifPresent(all::add);
        return new Rails(all);
    }

    private static String percent(int some, int all) {
        return Math.round(100.0 * some / all) + " %";
    }

    private static Rail balancers(Status status) {
        int all = Math.max(1, status.balancers().size());
        int known =
                (int)
                        status.balancers().stream()
                                .filter(one -> one.state() != ServiceState.UNKNOWN)
                                .filter(one -> one.state() != ServiceState.FAILED)
                                .count();
        return new Rail(
                known == all ? Glyph.HEALTHY : Glyph.FAILED,
                text("rollout.rail.balancers"),
                (double) known / all,
                1,
                text("rollout.rail.of", known, status.balancers().size()),
                text("rollout.rail.all"));
    }

    /** Of the nodes that serve; of what leaves nothing is asked. */
    private static Optional<Rail> oldest(Status status, Cluster cluster) {
        var limit = Probe.HEALTH.limit(cluster);
        return status.nodes().stream()
                .filter(node -> node.inRotation().equals(Optional.of(true)))
                .flatMap(node -> node.answered().stream())
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, status.at()))
                .map(
                        age ->
                                new Rail(
                                        age.compareTo(limit) <= 0 ? Glyph.HEALTHY : Glyph.UNKNOWN,
                                        text("rollout.rail.readings"),
                                        share(age, limit),
                                        1,
                                        Figures.took(age.isNegative() ? Duration.ZERO : age),
                                        text("rollout.rail.max", Figures.took(limit))));
    }

    private static Optional<Rail> waits(StepView step, Instant now, Cluster cluster) {
        var rollout = cluster.rollout();
        return switch (step.step().kind()) {
            case AWAIT_IDLE ->
                    wait(
                            step,
                            now,
                            rollout.drain().patience(),
                            "rollout.rail.wait",
                            text("rollout.rail.then." + then(rollout.drain().then())));
            case GATE -> wait(step, now, rollout.within(), "rollout.rail.gate", "");
            case PREFLIGHT,
                    PRE_PULL,
                    DRAIN,
                    MAINT,
                    UPDATE,
                    WARM_UP,
                    RESTORE,
                    SOAK,
                    BEFORE,
                    BEFORE_NODE,
                    AFTER_NODE,
                    ASK,
                    AFTER ->
                    Optional.empty();
        };
    }

    private static String then(dev.drainboard.model.DrainSpec.Then then) {
        return then.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Optional<Rail> wait(
            StepView step, Instant now, Duration limit, String name, String then) {
        return step.began()
                .or(step::at)
                .map(from -> Duration.between(from, now))
                .map(
                        waited ->
                                new Rail(
                                        Glyph.DRAINING,
                                        text(name),
                                        share(waited, limit),
                                        1,
                                        Figures.of(waited),
                                        (text("rollout.rail.max", Figures.of(limit)) + then)
                                                .strip()));
    }

    private static double share(Duration some, Duration all) {
        return all.isZero() ? 1 : Math.clamp((double) some.toMillis() / all.toMillis(), 0.0, 1.0);
    }
}
