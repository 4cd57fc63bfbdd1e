package dev.drainboard.model;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Answers counted by how long they took: a counter for each time in milliseconds, in steps of a
 * quarter, so that a percentile is right within an eighth. Immutable; counters only grow, and
 * {@link #since} is what came between two.
 */
public final class Times {

    private static final double STEP = 1.25;

    /** 1 ms * 1.25^64 is 26 minutes; what took longer counts there. */
    private static final int STEPS = 65;

    public static final Times NONE = new Times(new long[STEPS]);

    private final long[] counts;

    private Times(long[] counts) {
        this.counts = counts;
    }

    /** With these answers counted too. */
    public Times plus(double... ms) {
        var more = counts.clone();
        for (double time : ms) {
            more[step(time)]++;
        }
        return new Times(more);
    }

    /** With all that {@code other} counted. */
    public Times plus(Times other) {
        var sum = counts.clone();
        Arrays.setAll(sum, i -> sum[i] + other.counts[i]);
        return new Times(sum);
    }

    private static int step(double ms) {
        if (!(ms >= 0)) {
            throw new IllegalArgumentException("not a time: " + ms);
        }
        int step = ms <= 1 ? 0 : (int) Math.ceil(Math.log(ms) / Math.log(STEP));
        return Math.min(step, STEPS - 1);
    }

    /** What was counted after {@code earlier}; nothing where the counters fell. */
    public Times since(Times earlier) {
        var between = new long[STEPS];
        for (int i = 0; i < STEPS; i++) {
            between[i] = counts[i] - earlier.counts[i];
            if (between[i] < 0) {
                return NONE;
            }
        }
        return new Times(between);
    }

    public long count() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The time within which {@code share} of the answers came; empty if there was none.
     *
     * @param share above 0, at most 1
     */
    public OptionalDouble percentile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("not a share: " + share);
        }
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < STEPS && wanted > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return OptionalDouble.of(middle(i));
            }
        }
        return OptionalDouble.empty();
    }

    /** The mean, as near as the steps are; empty if there was none. */
    public OptionalDouble mean() {
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += counts[i] * middle(i);
        }
        return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count());
    }

    private static double middle(int step) {
        return step == 0 ? 1 : Math.pow(STEP, step - 0.5);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Times times && Arrays.equals(counts, times.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return count() + " answers";
    }
}
