package dev.drainboard.rollout;

import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.Step;
import java.util.List;

/** What comes next, from what the journal says and nothing else. Pure. */
final class Decision {

    private Decision() {}

    /** What comes next. */
    sealed interface Next {

        /**
         * @param inDoubt it was announced before and nobody knows whether it was done: the same
         *     deed is asked for again
         */
        record Do(Course.Task task, boolean inDoubt) implements Next {}

        /** Every step of the course is over. */
        record Finished() implements Next {}
    }

    /** The steps that are not over, in order: one that failed or is in doubt is the first. */
    static List<Step> left(Operation operation) {
        return operation.course.tasks().stream()
                .filter(task -> !task.over())
                .map(Course.Task::step)
                .toList();
    }

    static Next next(Operation operation) {
        return operation.course.tasks().stream()
                .filter(task -> !task.over())
                .findFirst()
                .<Next>map(task -> new Next.Do(task, task.progress() == Progress.RUNNING))
                .orElseGet(Next.Finished::new);
    }
}
