package dev.drainboard.ui.rollout;

import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.OperationView.Try;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.rollout.Course.Level;
import dev.drainboard.ui.rollout.Course.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Each step of an operation, and each try of it, with its place on the clock. Pure.
 *
 * @param steps in the order in which they were done and will be
 * @param guessed the time of a step to come was never seen
 */
record Placing(List<Placed> steps, boolean guessed) {

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

    private static final Duration HOOK = Duration.ofSeconds(2);

    Placing {
        steps = List.copyOf(steps);
    }

    /** One try of a step, or the step itself. */
    record Placed(StepView step, Instant from, Instant to, State state, boolean back) {

        Optional<String> node() {
            return step.step().node();
        }

        StepKind kind() {
            return step.step().kind();
        }
    }

    /**
     * @param now of an operation that is not over, whatever waits comes after it
     */
    static Placing of(OperationView view, Instant now, PastSteps past, Duration soak) {
        var placed = new ArrayList<Placed>();
        var cursor = view.began();
        boolean back = false;
        for (var left : view.story().left()) {
            cursor = begun(left.steps(), cursor, left.at(), back, placed);
            back = true;
        }
        var until = view.story().now().map(stand -> stand.from()).orElse(now);
        cursor = begun(view.steps(), cursor, until, back, placed);
        if (view.over() || view.stopped() && !view.paused()) {
            // how it goes on after a failure nobody knows: back, again, or not at all
            return new Placing(placed, false);
        }
        return coming(view, now, past, soak, back, cursor, placed);
    }

    /**
     * What was begun.
     *
     * @param until one of which nobody saw the end is drawn until then
     */
    private static Instant begun(
            List<StepView> steps, Instant start, Instant until, boolean back, List<Placed> placed) {
        var cursor = start;
        for (var step : steps) {
            for (var tried : step.tries()) {
                placed.add(new Placed(step, tried.from(), tried.to(), state(tried), back));
                cursor = later(cursor, tried.to());
            }
            boolean told = step.progress() == Progress.FAILED && !step.tries().isEmpty();
            if (step.progress() == Progress.WAITING || told) {
                continue;
            }
            var from = step.began().orElse(cursor);
            var to =
                    step.progress() == Progress.RUNNING
                            ? later(from, until)
                            : later(from, step.at().orElse(from));
            if (step.progress() == Progress.RUNNING && step.began().isEmpty()) {
                from = step.at().orElse(from);
            }
            placed.add(new Placed(step, from, to, state(step.progress()), back));
            cursor = later(cursor, to);
        }
        return cursor;
    }

    /** What runs until it is expected to end, and after it what waits. */
    private static Placing coming(
            OperationView view,
            Instant now,
            PastSteps past,
            Duration soak,
            boolean back,
            Instant begun,
            List<Placed> placed) {
        boolean guessed = false;
        boolean runs = view.phase() == OperationView.Phase.RUNNING;
        var cursor = later(begun, now);
        for (int i = 0; i < placed.size() && runs; i++) {
            var one = placed.get(i);
            if (one.state() == State.HALF && one.step().progress() == Progress.RUNNING) {
                var expected = expected(one.step(), past);
                guessed |= expected.isEmpty();
                var end = one.from().plus(expected.orElseGet(() -> guess(one.step(), soak)));
                cursor = later(cursor, end);
                placed.set(i, new Placed(one.step(), one.from(), cursor, State.ACTIVE, back));
            }
        }
        for (var step : view.steps()) {
            boolean again = !runs && step.progress() != Progress.DONE;
            boolean waits = step.progress() == Progress.WAITING;
            if (waits || again && step.progress() != Progress.SKIPPED) {
                var expected = expected(step, past);
                guessed |= expected.isEmpty();
                var to = cursor.plus(expected.orElseGet(() -> guess(step, soak)));
                placed.add(new Placed(step, cursor, to, State.PLANNED, back));
                cursor = to;
            }
        }
        return new Placing(placed, guessed);
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static State state(Try tried) {
        return tried.givenUp() ? State.HALF : State.FAILED;
    }

    private static State state(Progress progress) {
        return switch (progress) {
            case DONE, SKIPPED -> State.DONE;
            case RUNNING -> State.HALF;
            case FAILED -> State.FAILED;
            case WAITING -> State.PLANNED;
        };
    }

    static Optional<Duration> expected(StepView step, PastSteps past) {
        var kind = step.step().kind();
        return step.step()
                .node()
                .map(node -> past.expected(node, kind))
                .orElseGet(() -> past.median(kind));
    }

    private static Duration guess(StepView step, Duration soak) {
        return step.step().kind() == StepKind.SOAK
                ? soak
                : GUESSES.getOrDefault(step.step().kind(), HOOK);
    }

    /** A node is out from its drain until it is restored. */
    static List<Level> capacity(List<Placed> placed, Instant began, int nodes) {
        var levels = new ArrayList<Level>();
        levels.add(new Level(began, nodes));
        var out = new HashSet<Optional<String>>();
        for (var each : placed) {
            boolean done =
                    each.step().progress() != Progress.SKIPPED
                            && (each.state() == State.DONE
                                    || each.state() == State.PLANNED
                                    || each.state() == State.ACTIVE);
            boolean changed =
                    switch (each.kind()) {
                        case DRAIN -> done && out.add(each.node());
                        case RESTORE -> done && out.remove(each.node());
                        case PREFLIGHT,
                                PRE_PULL,
                                AWAIT_IDLE,
                                MAINT,
                                UPDATE,
                                GATE,
                                WARM_UP,
                                SOAK,
                                BEFORE,
                                BEFORE_NODE,
                                AFTER_NODE,
                                ASK,
                                AFTER ->
                                false;
                    };
            if (changed) {
                levels.add(new Level(each.to(), nodes - out.size()));
            }
        }
        return levels;
    }
}
