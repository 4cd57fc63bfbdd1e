package dev.drainboard.rollout;

import dev.drainboard.model.OperationView.Progress;

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

    static Next next(Operation operation) {
        return operation.course.tasks().stream()
                .filter(task -> !task.over())
                .findFirst()
                .<Next>map(task -> new Next.Do(task, task.progress() == Progress.RUNNING))
                .orElseGet(Next.Finished::new);
    }
}
