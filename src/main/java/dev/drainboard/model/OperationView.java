package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation as the journal tells it: what the rollout page and {@code status} show.
 *
 * @param operator who began it
 * @param steps all steps of the plan in order, with how far each is
 * @param fault why it stopped
 * @param reserves it keeps all others out as long as it is not over
 * @param story what it went through before
 */
public record OperationView(
        String operation,
        String purpose,
        String operator,
        Instant began,
        Phase phase,
        List<StepView> steps,
        Optional<Fault> fault,
        boolean reserves,
        Story story) {

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

    /**
     * One step and how far it is.
     *
     * @param at when it came there; empty while it waits
     * @param began when it was announced, of a step that was tried anew the last time; empty: it
     *     never was
     * @param tries that failed or were given up, oldest first; of a failed step the last is this
     *     failure
     */
    public record StepView(
            Step step,
            Progress progress,
            Optional<Instant> at,
            String detail,
            Optional<Instant> began,
            List<Try> tries) {
        public StepView {
            Objects.requireNonNull(step);
            Objects.requireNonNull(progress);
            Objects.requireNonNull(at);
            Objects.requireNonNull(detail);
            Objects.requireNonNull(began);
            tries = List.copyOf(tries);
        }

        /** Of which nobody knows when it began. */
        public StepView(Step step, Progress progress, Optional<Instant> at, String detail) {
            this(step, progress, at, detail, Optional.empty(), List.of());
        }

        /** How long it took; empty unless it was done and its begin is known. */
        public Optional<Duration> took() {
            return progress == Progress.DONE
                    ? began.flatMap(from -> at.map(to -> Duration.between(from, to)))
                    : Optional.empty();
        }
    }

    /**
     * A step was tried and did not come to its end.
     *
     * @param checks of the gate's last round; of other steps none
     */
    public record Try(Instant from, Instant to, Optional<Fault> fault, List<GateCheck> checks) {
        public Try {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
            Objects.requireNonNull(fault);
            checks = List.copyOf(checks);
        }

        /** It was given up because somebody was asked or asked for a pause: no failure. */
        public boolean givenUp() {
            return fault.filter(why -> why.kind() == Fault.Kind.ASKED).isPresent();
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
        Objects.requireNonNull(story);
    }

    /** Of which nothing is told but how it is now. */
    public OperationView(
            String operation,
            String purpose,
            String operator,
            Instant began,
            Phase phase,
            List<StepView> steps,
            Optional<Fault> fault,
            boolean reserves) {
        this(operation, purpose, operator, began, phase, steps, fault, reserves, Story.NONE);
    }

    /** The nodes on which an update was at least begun, on this course or one before. */
    public List<String> changed() {
        return Stream.concat(
                        story.left().stream().flatMap(left -> left.steps().stream()),
                        steps.stream())
                .filter(step -> step.step().kind() == StepKind.UPDATE)
                .filter(
                        step ->
                                step.progress() != Progress.WAITING
                                        && step.progress() != Progress.SKIPPED)
                .flatMap(step -> step.step().node().stream())
                .distinct()
                .toList();
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

    /** The step under way or failed, else the last that was begun: where the operation stands. */
    public Optional<StepView> place() {
        return current()
                .or(
                        () ->
                                steps.stream()
                                        .filter(step -> step.progress() != Progress.WAITING)
                                        .reduce((first, second) -> second));
    }

    /** Why it stands and waits for a word; empty: it does not. */
    public Optional<Story.Why> why() {
        if (!stopped()) {
            return Optional.empty();
        }
        var told = story.now().map(Story.Stand::why);
        return Optional.of(
                switch (phase) {
                    case CUT_OFF -> Story.Why.CUT_OFF;
                    case PAUSED ->
                            told.orElse(fault.isEmpty() ? Story.Why.PAUSED : Story.Why.ASKED);
                    case FAILED, RUNNING, SUCCEEDED, ABORTED -> Story.Why.FAILED;
                });
    }

    /** Somebody wanted it to stand: nothing failed and nobody is asked. */
    public boolean paused() {
        return why().equals(Optional.of(Story.Why.PAUSED));
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
                                    case PREFLIGHT,
                                            PRE_PULL,
                                            RESTORE,
                                            SOAK,
                                            BEFORE,
                                            BEFORE_NODE,
                                            AFTER_NODE,
                                            ASK,
                                            AFTER ->
                                            Optional.empty();
                                });
    }

    /** Reserves the cluster and waits for a word. */
    public boolean stopped() {
        return reserves && phase != Phase.RUNNING && !over();
    }

    /**
     * Whether it waits as the cluster file says; a drain or a maint alone may have been told
     * otherwise, which is not in here.
     */
    public boolean waitsByTheFile() {
        return purpose.startsWith("rollout") || purpose.startsWith("update");
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
