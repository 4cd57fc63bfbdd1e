package dev.drainboard.model;

import dev.drainboard.model.OperationView.StepView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operation went through before it came where it is: the courses that it left for a way
 * back or an end, and how often it stood still.
 *
 * @param left oldest first
 * @param stands oldest first; only the last may still last
 * @param ended when it was over; empty: it is not
 */
public record Story(List<Left> left, List<Stand> stands, Optional<Instant> ended) {

    public static final Story NONE = new Story(List.of(), List.of(), Optional.empty());

    public Story {
        left = List.copyOf(left);
        stands = List.copyOf(stands);
        Objects.requireNonNull(ended);
    }

    /**
     * A course that the operation was on until somebody said another word.
     *
     * @param word what was said ("abort", "roll-back"), and {@code by} whom
     * @param steps as they were then
     */
    public record Left(String word, String by, Instant at, List<StepView> steps) {
        public Left {
            Objects.requireNonNull(word);
            Objects.requireNonNull(by);
            Objects.requireNonNull(at);
            steps = List.copyOf(steps);
        }
    }

    /** Why an operation stood still. */
    public enum Why {
        /** Somebody wanted it so. */
        PAUSED,
        /** Somebody is asked how it goes on. */
        ASKED,
        /** A step failed. */
        FAILED,
        /** Whoever conducted it was gone. */
        CUT_OFF
    }

    /**
     * A time in which nothing ran.
     *
     * @param to empty: it lasts
     * @param by who asked for the pause, else who conducted it
     */
    public record Stand(Instant from, Optional<Instant> to, Why why, String by) {
        public Stand {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
            Objects.requireNonNull(why);
            Objects.requireNonNull(by);
        }

        public Stand until(Instant end) {
            return new Stand(from, Optional.of(end), why, by);
        }
    }

    /** The stand that lasts; empty: it runs, or is over. */
    public Optional<Stand> now() {
        return stands.isEmpty()
                ? Optional.empty()
                : Optional.of(stands.getLast()).filter(stand -> stand.to().isEmpty());
    }

    /** The same operation found cut off at {@code last}, its newest sign of life. */
    public Story cutOff(Instant last, String by) {
        var all = new java.util.ArrayList<>(stands);
        all.add(new Stand(last, Optional.empty(), Why.CUT_OFF, by));
        return new Story(left, all, ended);
    }
}
