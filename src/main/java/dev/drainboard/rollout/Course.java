package dev.drainboard.rollout;

import dev.drainboard.model.Fault;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.Try;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of steps that an operation follows, and how far it is. An operation begins on one course;
 * abort and roll back put it on another.
 */
final class Course {

    /**
     * One step of the course. {@code attempt} rises with every failure, so that a step tried anew
     * is a new deed.
     */
    record Task(
            Step step,
            Progress progress,
            int attempt,
            Optional<Instant> at,
            String detail,
            Optional<Fault> fault,
            Optional<Instant> began,
            List<Try> tries) {

        static Task waiting(Step step) {
            return new Task(
                    step,
                    Progress.WAITING,
                    1,
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }

        Task to(Progress next, Instant now, String said, Optional<Fault> why, List<GateCheck> saw) {
            boolean failed = next == Progress.FAILED;
            // a step in doubt is announced again and goes on
            boolean anew = next == Progress.RUNNING && progress != Progress.RUNNING;
            var all = new ArrayList<>(tries);
            if (failed) {
                all.add(new Try(began.orElse(now), now, why, saw));
            }
            return new Task(
                    step,
                    next,
                    failed ? attempt + 1 : attempt,
                    Optional.of(now),
                    said,
                    why,
                    anew ? Optional.of(now) : began,
                    all);
        }

        OperationView.StepView view() {
            return new OperationView.StepView(step, progress, at, detail, began, tries);
        }

        /** Done, or found not to be needed. */
        boolean over() {
            return progress == Progress.DONE || progress == Progress.SKIPPED;
        }
    }

    private final int number;
    private final String word;
    private final List<Task> tasks = new ArrayList<>();

    /**
     * @param number 0 for the first of its operation
     * @param word what put the operation on it: empty, "abort" or "roll-back"
     */
    Course(int number, String word, List<Step> steps) {
        this.number = number;
        this.word = word;
        steps.forEach(step -> tasks.add(Task.waiting(step)));
    }

    int number() {
        return number;
    }

    String word() {
        return word;
    }

    List<Task> tasks() {
        return List.copyOf(tasks);
    }

    Optional<Task> task(Optional<String> node, StepKind kind) {
        return tasks.stream().filter(task -> is(task, node, kind)).findFirst();
    }

    void move(
            Optional<String> node,
            StepKind kind,
            Progress progress,
            Instant at,
            String detail,
            Optional<Fault> fault,
            List<GateCheck> checks) {
        tasks.replaceAll(
                task -> is(task, node, kind) ? task.to(progress, at, detail, fault, checks) : task);
    }

    /**
     * The node was put back by somebody: what was done to it to be out of rotation is to be done
     * again.
     */
    void again(String node, Instant at) {
        boolean finished = task(Optional.of(node), StepKind.RESTORE).map(Task::over).orElse(false);
        if (finished) {
            return;
        }
        tasks.replaceAll(
                task -> task.step().node().equals(Optional.of(node)) ? anew(task, at) : task);
    }

    /** A new attempt, as a deed once done is never done again under its name. */
    private static Task anew(Task task, Instant at) {
        return new Task(
                task.step(),
                Progress.WAITING,
                task.attempt() + 1,
                Optional.of(at),
                "put back meanwhile",
                Optional.empty(),
                Optional.empty(),
                task.tries());
    }

    private static boolean is(Task task, Optional<String> node, StepKind kind) {
        return task.step().kind() == kind && task.step().node().equals(node);
    }
}
