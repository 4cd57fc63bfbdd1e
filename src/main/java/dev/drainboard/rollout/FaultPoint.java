package dev.drainboard.rollout;

import dev.drainboard.model.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places at which {@code DRAINBOARD_FAULT=name[:n]} stops this process as a power cut would, so
 * that a harness can prove what a crash leaves behind. Without the variable they do nothing.
 */
public final class FaultPoint {

    /** Nothing stops. */
    public static final FaultPoint NONE = new FaultPoint(Optional.empty(), () -> {});

    private final Optional<String> name;
    private final AtomicInteger left;
    private final Runnable stop;

    /**
     * @param wish {@code name} or {@code name:n}, the n-th time it is passed; empty: none
     * @param stop ends the process and does not return
     * @throws IllegalArgumentException for a name that is none of {@link #names()}
     */
    public FaultPoint(Optional<String> wish, Runnable stop) {
        var parts = wish.map(text -> text.split(":", 2));
        this.name = parts.map(part -> part[0]);
        this.left =
                new AtomicInteger(
                        parts.filter(part -> part.length > 1)
                                .map(part -> Integer.parseInt(part[1]))
                                .orElse(1));
        this.stop = stop;
        if (name.isPresent() && !names().contains(name.get())) {
            throw new IllegalArgumentException(
                    "DRAINBOARD_FAULT: no point is named '"
                            + name.get()
                            + "'; see `drainboard faults`");
        }
    }

    /** Passes a point. */
    void pass(String point) {
        if (name.isPresent() && name.get().equals(point) && left.decrementAndGet() == 0) {
            stop.run();
        }
    }

    void pass(StepKind step, String moment) {
        pass(step.word() + "." + moment);
    }

    /** All names, in the order in which a rollout passes them. */
    public static List<String> names() {
        var names = new ArrayList<>(List.of("lock.taken", "journal.opened"));
        for (var step : StepKind.values()) {
            if (step == StepKind.ASK) {
                continue; // it does nothing, and ends the process by itself
            }
            names.add(step.word() + ".announced");
            switch (step) {
                case PREFLIGHT -> names.add("preflight.fenced");
                case PRE_PULL -> names.add("prePull.found");
                case DRAIN ->
                        names.addAll(
                                List.of("drain.planned", "drain.found", "drain.firstBalancer"));
                case MAINT -> names.add("maint.firstBalancer");
                case AWAIT_IDLE -> names.add("awaitIdle.firstLook");
                case UPDATE -> names.add("update.begun");
                case GATE -> names.add("gate.firstRound");
                case RESTORE -> names.addAll(List.of("restore.firstBalancer", "restore.putBack"));
                case WARM_UP, SOAK, BEFORE, BEFORE_NODE, AFTER_NODE, ASK, AFTER -> {}
            }
            names.add(step.word() + ".acted");
            names.add(step.word() + ".recorded");
        }
        names.addAll(List.of("word.said", "journal.stopped", "journal.closed", "lock.returned"));
        return List.copyOf(names);
    }
}
