package dev.drainboard.model;

import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hand-made operations for tests: a rollout over node1, node2 and node3. */
public final class Operations {

    private static final List<StepKind> EACH =
            List.of(
                    StepKind.DRAIN,
                    StepKind.AWAIT_IDLE,
                    StepKind.MAINT,
                    StepKind.UPDATE,
                    StepKind.GATE,
                    StepKind.WARM_UP,
                    StepKind.RESTORE,
                    StepKind.SOAK);

    private Operations() {}

    /** A rollout that is at this step, or came to its end there. */
    public static OperationView at(String node, StepKind kind, Phase phase) {
        var began = Scene.NOW.minusSeconds(307);
        var steps = new ArrayList<StepView>();
        var progress = Progress.DONE;
        int second = 0;
        for (var step : plan()) {
            boolean here =
                    step.node().equals(Optional.of(node))
                            && step.kind() == kind
                            && !(phase == Phase.SUCCEEDED || phase == Phase.ABORTED);
            if (here) {
                progress = phase == Phase.FAILED ? Progress.FAILED : Progress.RUNNING;
            } else if (progress != Progress.DONE) {
                progress = Progress.WAITING;
            }
            var at =
                    progress == Progress.WAITING
                            ? Optional.<java.time.Instant>empty()
                            : Optional.of(began.plusSeconds(second += 19));
            steps.add(new StepView(step, progress, at, detail(progress)));
        }
        steps.replaceAll(Operations::tried);
        return new OperationView(
                "20261123-1400-7f3a",
                "rollout to 8d41b07",
                "mk@ops1",
                began,
                phase,
                steps,
                phase == Phase.FAILED ? Optional.of(fault(node)) : Optional.empty(),
                phase != Phase.SUCCEEDED && phase != Phase.ABORTED);
    }

    /** Each step took until now from the one before; what failed was tried once. */
    private static StepView tried(StepView step) {
        var began = step.at().map(at -> at.minusSeconds(19));
        var tries =
                step.progress() == Progress.FAILED
                        ? List.of(
                                new OperationView.Try(
                                        began.orElseThrow(),
                                        step.at().orElseThrow(),
                                        Optional.of(fault(step.step().node().orElse("node1"))),
                                        checks()))
                        : List.<OperationView.Try>of();
        boolean runs = step.progress() == Progress.RUNNING;
        return new StepView(
                step.step(),
                step.progress(),
                step.at(),
                step.detail(),
                runs ? step.at() : began,
                tries);
    }

    /** The gate's last round, in which the login page did not answer. */
    public static List<GateCheck> checks() {
        return List.of(
                new GateCheck("health", true, "200 and status pass on 8069", "200"),
                new GateCheck("websocket health", true, "200 and status pass on 8072", "200"),
                new GateCheck("login", false, "200", "500"),
                new GateCheck("websocket", true, "101", "101"));
    }

    /** The user's own pause at that step, 19 s after it was begun, when it was done. */
    public static OperationView paused(String node, StepKind kind, String by) {
        var view = at(node, kind, Phase.PAUSED);
        var from = view.current().orElseThrow().at().orElseThrow().plusSeconds(19);
        return with(
                view,
                Phase.PAUSED,
                view.steps().stream().map(step -> done(step, kind, from)).toList(),
                new Story(
                        List.of(),
                        List.of(new Story.Stand(from, Optional.empty(), Story.Why.PAUSED, by)),
                        Optional.empty()));
    }

    /** The step at which it was paused has ended. */
    private static StepView done(StepView step, StepKind kind, java.time.Instant end) {
        return step.progress() == Progress.RUNNING && step.step().kind() == kind
                ? new StepView(
                        step.step(),
                        Progress.DONE,
                        Optional.of(end),
                        "done and read back",
                        step.began(),
                        List.of())
                : step;
    }

    /** Failed at node2's gate, and both nodes were taken back. */
    public static OperationView rolledBack() {
        var failed = at("node2", StepKind.GATE, Phase.FAILED);
        var stopped = failed.current().orElseThrow().at().orElseThrow();
        var said = stopped.plusSeconds(30);
        var back = new ArrayList<StepView>();
        var at = said;
        for (var node : List.of("node2", "node1")) {
            for (var kind : EACH) {
                if (kind == StepKind.WARM_UP || kind == StepKind.SOAK) {
                    continue;
                }
                var step = new Step(Optional.of(node), kind, text(kind, node), List.of());
                back.add(
                        new StepView(
                                step,
                                Progress.DONE,
                                Optional.of(at.plusSeconds(6)),
                                "done and read back",
                                Optional.of(at),
                                List.of()));
                at = at.plusSeconds(6);
            }
        }
        return new OperationView(
                failed.operation(),
                "roll-back of rollout to 8d41b07",
                failed.operator(),
                failed.began(),
                Phase.SUCCEEDED,
                back,
                Optional.empty(),
                false,
                new Story(
                        List.of(new Story.Left("roll-back", "ana@ops2", said, failed.steps())),
                        List.of(
                                new Story.Stand(
                                        stopped, Optional.of(said), Story.Why.FAILED, "mk@ops1")),
                        Optional.of(at)));
    }

    private static OperationView with(
            OperationView view, Phase phase, List<StepView> steps, Story story) {
        return new OperationView(
                view.operation(),
                view.purpose(),
                view.operator(),
                view.began(),
                phase,
                steps,
                view.fault(),
                true,
                story);
    }

    private static String detail(Progress progress) {
        return switch (progress) {
            case RUNNING -> "9 requests in use";
            case FAILED -> "/web/login answered 500";
            case DONE -> "done and read back";
            case SKIPPED -> "not needed";
            case WAITING -> "";
        };
    }

    public static List<Step> plan() {
        var steps = new ArrayList<Step>();
        steps.add(new Step(Optional.empty(), StepKind.PREFLIGHT, "Check everything", List.of()));
        steps.add(
                new Step(
                        Optional.empty(),
                        StepKind.PRE_PULL,
                        "Pull 8d41b07 on every node",
                        List.of(new Command("node1", "docker compose pull odoo"))));
        for (int number = 1; number <= 3; number++) {
            var node = "node" + number;
            for (var kind : EACH) {
                steps.add(
                        new Step(Optional.of(node), kind, text(kind, node), commands(kind, node)));
            }
        }
        return steps;
    }

    private static String text(StepKind kind, String node) {
        return switch (kind) {
            case DRAIN -> "Take " + node + " out of rotation on lb1 and lb2";
            case AWAIT_IDLE -> "Wait at most 2 min until no request is in use";
            case MAINT -> "Move bound clients";
            case UPDATE -> "Start 8d41b07 on " + node;
            case GATE -> "5 good answers in a row within 3 min";
            case WARM_UP -> "Ask /web/login once";
            case RESTORE -> "Put " + node + " back into rotation";
            case SOAK -> "Watch it for 30 s";
            case BEFORE_NODE, AFTER_NODE -> "Run a hook for " + node;
            case PREFLIGHT, PRE_PULL, BEFORE, AFTER, ASK ->
                    throw new IllegalArgumentException(kind.word());
        };
    }

    private static List<Command> commands(StepKind kind, String node) {
        return switch (kind) {
            case DRAIN ->
                    List.of(
                            new Command("lb1", "set " + node + ":8069 and :8072 down"),
                            new Command("lb1", "nginx -t && nginx -s reload"),
                            new Command("lb2", "set server odoo/" + node + " state drain"));
            case UPDATE -> List.of(new Command(node, "docker compose up -d odoo"));
            case RESTORE -> List.of(new Command("lb2", "set server odoo/" + node + " state ready"));
            case MAINT,
                    AWAIT_IDLE,
                    GATE,
                    WARM_UP,
                    SOAK,
                    PREFLIGHT,
                    PRE_PULL,
                    BEFORE,
                    BEFORE_NODE,
                    AFTER_NODE,
                    ASK,
                    AFTER ->
                    List.of();
        };
    }

    public static Fault fault(String node) {
        return Fault.of(
                        Fault.Kind.FAILED,
                        "gate.node.failed",
                        node + " did not pass its gate.",
                        "/web/login answered 500 in 12 of 12 rounds: No module named 'zeep'.",
                        "Mend the image and say retry, or say roll-back.")
                .on(node)
                .ran(
                        "gate",
                        1,
                        "health 200\nlogin 500\nModuleNotFoundError: No module named 'zeep'");
    }
}
