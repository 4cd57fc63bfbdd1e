package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Numbers at equal distances in time, oldest first; NaN is unknown. Immutable, and made of
 * primitives since a window may draw thousands of them.
 */
public final class Series {

    private final Instant from;
    private final Duration step;
    private final double[] values;

    /**
     * @param from where the first span begins
     * @param step how long each span is
     * @param values of each span
     */
    public Series(Instant from, Duration step, double... values) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("not a step: " + step);
        }
        this.from = from;
        this.step = step;
        this.values = values.clone();
    }

    public int size() {
        return values.length;
    }

    /** NaN: unknown. */
    public double at(int i) {
        return values[i];
    }

    /** Where the span {@code i} begins. */
    public Instant time(int i) {
        return from.plus(step.multipliedBy(i));
    }

    public Duration step() {
        return step;
    }

    public double[] values() {
        return values.clone();
    }

    /** Of the last span; empty when that is unknown, however much is known of before. */
    public OptionalDouble newest() {
        double value = values.length == 0 ? Double.NaN : values[values.length - 1];
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The newest that is known. */
    public OptionalDouble last() {
        return IntStream.rangeClosed(1, values.length)
                .mapToDouble(back -> values[values.length - back])
                .filter(value -> !Double.isNaN(value))
                .findFirst();
    }

    /** The highest that is known. */
    public OptionalDouble highest() {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max();
    }

    /** Whether nothing is known. */
    public boolean blank() {
        return Arrays.stream(values).allMatch(Double::isNaN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series series
                && from.equals(series.from)
                && step.equals(series.step)
                && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return from.hashCode() * 31 + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return from + " every " + step + " " + Arrays.toString(values);
    }
}
