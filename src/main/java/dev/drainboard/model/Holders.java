package dev.drainboard.model;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What is still at work on a node that drains, by name where that can be known.
 *
 * @param all what holds it first, the oldest first
 * @param idle connections without a request, which nobody waits for; empty: not counted
 * @param gaps what could not be asked, a sentence each: then there may be more
 */
public record Holders(List<Holder> all, OptionalInt idle, List<String> gaps) {

    public Holders {
        all = List.copyOf(all);
        Objects.requireNonNull(idle);
        gaps = List.copyOf(gaps);
    }

    /** What the drain waits for. */
    public List<Holder> holding() {
        return all.stream().filter(Holder::holds).toList();
    }
}
