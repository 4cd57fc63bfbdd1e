package dev.drainboard.model;

import java.util.Objects;

/** One question of the gate with its answer, in words. */
public record GateCheck(String name, boolean passed, String want, String got) {

    public GateCheck {
        Objects.requireNonNull(name);
        Objects.requireNonNull(want);
        Objects.requireNonNull(got);
    }
}
