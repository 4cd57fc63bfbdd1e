package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.PortStatus;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the health gate asks of a node and what it hears. Pure.
 *
 * @param aside how many checks pass, and how long it may still take
 * @param note what a person should know besides; may be empty
 */
public record GateTable(String node, String aside, List<Check> checks, String note) {

    private static final String ASSET = "asset ";

    public GateTable {
        checks = List.copyOf(checks);
    }

    /**
     * One question.
     *
     * @param answer the last one
     * @param since for how long it has passed or failed; may be empty
     * @param row "3 of 5" in a row; may be empty
     */
    public record Check(
            Glyph glyph, String name, String asked, String answer, String since, String row) {}

    /**
     * @param gate what this process heard, if it conducts
     */
    static Optional<GateTable> of(
            OperationView view, Status status, Cluster cluster, Optional<GateRounds> gate) {
        return view.current()
                .filter(step -> step.step().kind() == StepKind.GATE)
                .flatMap(
                        step ->
                                step.progress() == Progress.FAILED
                                        ? failed(step)
                                        : running(step, view, status, cluster, gate));
    }

    private static Optional<GateTable> running(
            StepView step,
            OperationView view,
            Status status,
            Cluster cluster,
            Optional<GateRounds> gate) {
        var node = step.step().node().orElseThrow();
        var began = step.began().or(step::at);
        if (view.phase() != Phase.RUNNING || began.isEmpty()) {
            return Optional.empty();
        }
        // the step is announced before its first round is asked
        return Optional.of(
                gate.filter(rounds -> rounds.operation().equals(view.operation()))
                        .filter(rounds -> rounds.node().equals(node))
                        .filter(rounds -> !rounds.began().isBefore(began.get()))
                        .map(rounds -> live(rounds, status.at()))
                        .orElseGet(() -> fromHere(node, began.get(), status, cluster)));
    }

    private static GateTable live(GateRounds rounds, Instant now) {
        var shown = new ArrayList<Check>();
        var quiet = new ArrayList<GateRounds.Asked>();
        for (var asked : rounds.asked()) {
            var check = asked.check();
            if (check.name().startsWith(ASSET) && check.passed()) {
                quiet.add(asked);
            } else {
                shown.add(
                        new Check(
                                glyph(check.passed()),
                                check.name(),
                                check.want(),
                                check.got(),
                                Figures.of(Duration.between(asked.since(), now)),
                                row(asked.row(), rounds.passes())));
            }
        }
        quiet.stream()
                .min(java.util.Comparator.comparing(GateRounds.Asked::row))
                .ifPresent(
                        least ->
                                shown.add(
                                        new Check(
                                                Glyph.HEALTHY,
                                                text("rollout.gate.assets", quiet.size()),
                                                least.check().want(),
                                                least.check().got(),
                                                Figures.of(Duration.between(least.since(), now)),
                                                row(least.row(), rounds.passes()))));
        return new GateTable(
                rounds.node(),
                text(
                        "rollout.gate.left",
                        Figures.of(rounds.left(now)),
                        Figures.of(rounds.within())),
                shown,
                shown.isEmpty()
                        ? text("rollout.gate.first")
                        : text("rollout.gate.wants", rounds.passes()));
    }

    private static String row(int row, int passes) {
        return row == 0 ? "" : text("rollout.gate.row", Math.min(row, passes), passes);
    }

    /** Another process asks: from here only the health is seen. */
    private static GateTable fromHere(String node, Instant began, Status status, Cluster cluster) {
        var within = cluster.rollout().within();
        var left = Duration.between(status.at(), began.plus(within));
        var seen = status.node(node);
        return new GateTable(
                node,
                text(
                        "rollout.gate.left",
                        Figures.of(left.isNegative() ? Duration.ZERO : left),
                        Figures.of(within)),
                List.of(
                        health("HTTP", cluster.health().path(), seen.http()),
                        health(
                                text("board.node.websocket"),
                                cluster.health().websocketPath(),
                                seen.websocket())),
                text("rollout.gate.elsewhere"));
    }

    private static Check health(String name, String path, PortStatus port) {
        var glyph =
                switch (port.check()) {
                    case UP -> Glyph.HEALTHY;
                    case DOWN -> Glyph.FAILED;
                    case UNKNOWN -> Glyph.UNKNOWN;
                };
        return new Check(glyph, name, path, text("check", port.check()), "", "");
    }

    private static Optional<GateTable> failed(StepView step) {
        if (step.tries().isEmpty() || step.tries().getLast().checks().isEmpty()) {
            return Optional.empty();
        }
        var last = step.tries().getLast();
        var checks = new ArrayList<Check>();
        int assets = 0;
        for (var check : last.checks()) {
            if (check.name().startsWith(ASSET) && check.passed()) {
                assets++;
            } else {
                checks.add(asked(check));
            }
        }
        if (assets > 0) {
            checks.add(
                    asked(new GateCheck(text("rollout.gate.assets", assets), true, "200", "200")));
        }
        long passed = last.checks().stream().filter(GateCheck::passed).count();
        return Optional.of(
                new GateTable(
                        step.step().node().orElseThrow(),
                        text("rollout.gate.passed", passed, last.checks().size()),
                        checks,
                        text(
                                "rollout.gate.tried",
                                Figures.of(Duration.between(last.from(), last.to())))));
    }

    private static Check asked(GateCheck check) {
        return new Check(glyph(check.passed()), check.name(), check.want(), check.got(), "", "");
    }

    private static Glyph glyph(boolean passed) {
        return passed ? Glyph.HEALTHY : Glyph.FAILED;
    }
}
