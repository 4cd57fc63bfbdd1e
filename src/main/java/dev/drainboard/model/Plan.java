package dev.drainboard.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A list that a person can read: what will be done, in order. */
public record Plan(Intent intent, List<Step> steps, List<String> notes) {

    public Plan {
        Objects.requireNonNull(intent);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** With these in front of what is noted. */
    public Plan with(List<String> first) {
        return new Plan(
                intent, steps, Stream.concat(first.stream(), notes.stream()).distinct().toList());
    }
}
