package dev.drainboard.model;

import java.util.List;
import java.util.Objects;

/** A list that a person can read: what will be done, in order. */
public record Plan(Intent intent, List<Step> steps, List<String> notes) {

    public Plan {
        Objects.requireNonNull(intent);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }
}
