package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation along the clock: what each node's steps took, and what those to come will take if
 * they take what they took before. Pure.
 *
 * @param from when it began
 * @param to when its last step ended or is expected to end; at least now
 * @param now in whole seconds; of an operation that stands or is over, its end
 * @param capacity how many nodes are in rotation from each instant on
 * @param nodes of the cluster
 * @param minimum that must stay
 * @param guessed a step to come was never done before, so its time is a guess
 */
public record Course(
        Instant from,
        Instant to,
        Instant now,
        boolean running,
        List<Line> lines,
        List<Level> capacity,
        int nodes,
        int minimum,
        boolean guessed) {

    /** What is assumed of a step that nobody ever saw; the soak is the policy's. */
    private static final Map<StepKind, Duration> GUESSES =
            Map.of(
                    StepKind.PREFLIGHT, Duration.ofSeconds(3),
                    StepKind.PRE_PULL, Duration.ofSeconds(20),
                    StepKind.DRAIN, Duration.ofSeconds(2),
                    StepKind.AWAIT_IDLE, Duration.ofSeconds(15),
                    StepKind.MAINT, Duration.ofSeconds(1),
                    StepKind.UPDATE, Duration.ofSeconds(30),
                    StepKind.GATE, Duration.ofSeconds(10),
                    StepKind.WARM_UP, Duration.ofSeconds(2),
                    StepKind.RESTORE, Duration.ofSeconds(2));

    public Course {
        lines = List.copyOf(lines);
        capacity = List.copyOf(capacity);
    }

    /** The steps of one node; without a name those of the cluster. */
    public record Line(Optional<String> node, List<Block> blocks) {
        public Line {
            blocks = List.copyOf(blocks);
        }
    }

    /** Steps that a person takes for one. */
    public record Block(String label, Instant from, Instant to, State state) {}

    /** How far a block is. */
    public enum State {
        DONE,
        ACTIVE,
        FAILED,
        PLANNED
    }

    /** From {@code at} on so many nodes are in rotation. */
    public record Level(Instant at, int inRotation) {}

    /** One step with its place on the clock. */
    private record Placed(StepView step, Instant from, Instant to) {}

    static Course of(OperationView view, Status status, PastSteps past, Duration soak) {
        var placed = new ArrayList<Placed>();
        var cursor = view.began();
        boolean guessed = false;
        boolean goesOn = !view.over() && !view.stopped();
        for (var step : view.steps()) {
            boolean waits = step.progress() == Progress.WAITING;
            if (waits && !goesOn) {
                continue;
            }
            var from = step.progress() == Progress.RUNNING ? step.at().orElse(cursor) : cursor;
            var expected = expected(step, past);
            guessed |= (waits || step.progress() == Progress.RUNNING) && expected.isEmpty();
            var time = expected.orElseGet(() -> guess(step, soak));
            var to =
                    switch (step.progress()) {
                        case DONE, SKIPPED, FAILED -> later(from, step.at().orElse(from));
                        case RUNNING -> later(status.at(), from.plus(time));
                        case WAITING -> from.plus(time);
                    };
            placed.add(new Placed(step, from, to));
            cursor = to;
        }
        var now = goesOn ? status.at().truncatedTo(ChronoUnit.SECONDS) : cursor;
        var end = later(cursor, now);
        return new Course(
                view.began(),
                end,
                now,
                goesOn,
                lines(placed),
                capacity(placed, view.began(), status.nodes().size()),
                status.nodes().size(),
                status.minimum(),
                guessed);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Optional<Duration> expected(StepView step, PastSteps past) {
        var kind = step.step().kind();
        return step.step()
                .node()
                .map(node -> past.expected(node, kind))
                .orElseGet(() -> past.median(kind));
    }

    private static Duration guess(StepView step, Duration soak) {
        return step.step().kind() == StepKind.SOAK ? soak : GUESSES.get(step.step().kind());
    }

    private static List<Line> lines(List<Placed> placed) {
        var byNode = new LinkedHashMap<Optional<String>, List<Placed>>();
        placed.forEach(
                each ->
                        byNode.computeIfAbsent(each.step().step().node(), n -> new ArrayList<>())
                                .add(each));
        return byNode.entrySet().stream()
                .map(
                        (Map.Entry<Optional<String>, List<Placed>> line) ->
                                new Line(line.getKey(), blocks(line.getValue())))
                .toList();
    }

    private static List<Block> blocks(List<Placed> steps) {
        var blocks = new ArrayList<Block>();
        var group = new ArrayList<Placed>();
        for (var step : steps) {
            if (!group.isEmpty() && !label(group.getFirst()).equals(label(step))) {
                blocks.add(block(group));
                group.clear();
            }
            group.add(step);
        }
        if (!group.isEmpty()) {
            blocks.add(block(group));
        }
        return blocks;
    }

    /** To drain, to wait and to take the bound clients away is one thing to whoever watches. */
    private static String label(Placed placed) {
        return switch (placed.step().step().kind()) {
            case DRAIN, AWAIT_IDLE, MAINT -> text("step", StepKind.DRAIN);
            case PREFLIGHT, PRE_PULL, UPDATE, GATE, WARM_UP, RESTORE, SOAK ->
                    text("step", placed.step().step().kind());
        };
    }

    private static Block block(List<Placed> group) {
        var states = group.stream().map(each -> each.step().progress()).toList();
        State state;
        if (states.contains(Progress.FAILED)) {
            state = State.FAILED;
        } else if (states.stream().allMatch(Course::over)) {
            state = State.DONE;
        } else if (states.stream().allMatch(Progress.WAITING::equals)) {
            state = State.PLANNED;
        } else {
            state = State.ACTIVE;
        }
        return new Block(
                label(group.getFirst()), group.getFirst().from(), group.getLast().to(), state);
    }

    private static boolean over(Progress progress) {
        return progress == Progress.DONE || progress == Progress.SKIPPED;
    }

    /** A node is out from its drain until it is restored. */
    private static List<Level> capacity(List<Placed> placed, Instant began, int nodes) {
        var levels = new ArrayList<Level>();
        levels.add(new Level(began, nodes));
        int in = nodes;
        for (var each : placed) {
            boolean skipped = each.step().progress() == Progress.SKIPPED;
            switch (each.step().step().kind()) {
                case DRAIN -> {
                    if (!skipped) {
                        levels.add(new Level(each.to(), --in));
                    }
                }
                case RESTORE -> {
                    if (!skipped && each.step().progress() != Progress.FAILED) {
                        levels.add(new Level(each.to(), ++in));
                    }
                }
                case PREFLIGHT, PRE_PULL, AWAIT_IDLE, MAINT, UPDATE, GATE, WARM_UP, SOAK -> {}
            }
        }
        return levels;
    }
}
