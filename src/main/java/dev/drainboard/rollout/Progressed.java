package dev.drainboard.rollout;

import dev.drainboard.model.GateRounds;
import dev.drainboard.model.Step;

/** Hears what happens within a step; nothing of it is kept. */
@FunctionalInterface
public interface Progressed {

    /** Something for a person to read. */
    void tell(Step step, String line);

    /** One more round of the gate was asked. */
    default void asked(Step step, GateRounds rounds) {}
}
