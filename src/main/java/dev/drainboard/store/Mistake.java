package dev.drainboard.store;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that is wrong in a file.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param found what stands there, in words
 * @param expected what could stand there, in words
 * @param nearest what was probably meant; empty if nothing is near
 */
public record Mistake(
        String file, int line, int column, String found, String expected, Optional<String> nearest)
        implements Comparable<Mistake> {

    private static final Comparator<Mistake> BY_PLACE =
            Comparator.comparing(Mistake::file)
                    .thenComparingInt(Mistake::line)
                    .thenComparingInt(Mistake::column);

    public Mistake {
        Objects.requireNonNull(file);
        Objects.requireNonNull(found);
        Objects.requireNonNull(expected);
        Objects.requireNonNull(nearest);
    }

    @Override
    public int compareTo(Mistake other) {
        return BY_PLACE.compare(this, other);
    }

    /** As compilers write it, so that editors and terminals can jump there. */
    @Override
    public String toString() {
        return file
                + ":"
                + line
                + ":"
                + column
                + ": found "
                + found
                + ", expected "
                + expected
                + nearest.map(word -> " (did you mean " + word + "?)").orElse("");
    }
}
