package dev.drainboard.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a node's runtime said.
 *
 * @param revision what runs now
 * @param instance tells one start from the next: container id and start time, or pid and start
 *     time; empty: nothing runs
 * @param stopGraceSeconds how long it lets requests finish on stop; empty if it cannot be known
 * @param notes what a person should know, a sentence each
 */
public record RuntimeFacts(
        Optional<Revision> revision,
        Optional<String> instance,
        Optional<Long> stopGraceSeconds,
        List<String> notes) {

    public RuntimeFacts {
        Objects.requireNonNull(revision);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(stopGraceSeconds);
        notes = List.copyOf(notes);
    }
}
