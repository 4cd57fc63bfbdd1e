package dev.drainboard.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An operation as the journal tells it: what the rollout page and {@code status} show.
 *
 * @param operator who began it
 * @param steps all steps of the plan in order, with how far each is
 * @param fault why it stopped
 * @param reserves it keeps all others out as long as it is not over
 */
public record OperationView(
        String operation,
        String purpose,
        String operator,
        Instant began,
        Phase phase,
        List<StepView> steps,
        Optional<Fault> fault,
        boolean reserves) {

    /** Where an operation is in its life. */
    public enum Phase {
        RUNNING("running"),
        /** Stands, or was left, by the operator's wish or because somebody is asked. */
        PAUSED("paused"),
        /** Stands, or ended, because a step failed. */
        FAILED("failed"),
        /** No end in the journal and nobody holds the lock. */
        CUT_OFF("cutOff"),
        SUCCEEDED("succeeded"),
        ABORTED("aborted");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** How far a step is. */
    public enum Progress {
        WAITING,
        RUNNING,
        DONE,
        SKIPPED,
        FAILED
    }

    /** One step and how far it is; {@code at} is when it came there, empty while it waits. */
    public record StepView(Step step, Progress progress, Optional<Instant> at, String detail) {
        public StepView {
            Objects.requireNonNull(step);
            Objects.requireNonNull(progress);
            Objects.requireNonNull(at);
            Objects.requireNonNull(detail);
        }
    }

    public OperationView {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(purpose);
        Objects.requireNonNull(operator);
        Objects.requireNonNull(began);
        Objects.requireNonNull(phase);
        steps = List.copyOf(steps);
        Objects.requireNonNull(fault);
    }

    /** The step under way, or the one that failed. */
    public Optional<StepView> current() {
        return steps.stream()
                .filter(
                        step ->
                                step.progress() == Progress.RUNNING
                                        || step.progress() == Progress.FAILED)
                .reduce((first, second) -> second);
    }

    /**
     * The state that a node shows because of the step it is in; empty if this operation does
     * nothing with it now.
     */
    public Optional<NodeState> stateOf(String node) {
        if (over()) {
            return Optional.empty();
        }
        return current()
                .filter(step -> step.step().node().equals(Optional.of(node)))
                .filter(step -> step.progress() == Progress.RUNNING)
                .flatMap(
                        step ->
                                switch (step.step().kind()) {
                                    case DRAIN, AWAIT_IDLE, MAINT ->
                                            Optional.of(NodeState.DRAINING);
                                    case UPDATE -> Optional.of(NodeState.UPDATING);
                                    case GATE -> Optional.of(NodeState.HEALTH_GATE);
                                    case WARM_UP -> Optional.of(NodeState.WARMING_UP);
                                    case PREFLIGHT, PRE_PULL, RESTORE, SOAK -> Optional.empty();
                                });
    }

    /** Reserves the cluster and waits for a word. */
    public boolean stopped() {
        return reserves && phase != Phase.RUNNING && !over();
    }

    /** Nothing more comes of it, and it keeps nobody out. */
    public boolean over() {
        return switch (phase) {
            case SUCCEEDED, ABORTED -> true;
            case RUNNING -> false;
            case PAUSED, FAILED, CUT_OFF -> !reserves;
        };
    }
}
