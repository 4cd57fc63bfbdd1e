package dev.drainboard.watch;

import dev.drainboard.model.Metric;
import dev.drainboard.model.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The last so many moments at a rhythm, for a fixed set of nodes: half floats (three digits, up to
 * 65 504; JDK's {@code floatToFloat16}) in one array for each column and metric. An hour of seconds
 * costs 57 600 bytes a node, 2.4 MB for 40 nodes and the cluster; a day of minutes 23 040 bytes a
 * node, 0.9 MB for 40.
 *
 * <p>Belongs to {@link Chronicle}, which lets one thread at a time in.
 */
final class Ring {

    private static final short UNKNOWN = Float.floatToFloat16(Float.NaN);
    private static final float HIGHEST = 65_504;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long step;
    private final int slots;
    private final int columns;

    /** By column and metric; a slot is where its number since 1970 falls. */
    private final short[][] numbers;

    /** Number of the newest slot since 1970. */
    private long newest = NEVER;

    /** Of the oldest that was ever written. */
    private long oldest = Long.MAX_VALUE;

    /**
     * @param columns nodes and the cluster
     */
    Ring(Duration step, int slots, int columns) {
        this.step = step.toMillis();
        this.slots = slots;
        this.columns = columns;
        this.numbers = new short[columns * Metric.values().length][slots];
        for (var column : numbers) {
            Arrays.fill(column, UNKNOWN);
        }
    }

    /** What is kept of numbers, in bytes. */
    long bytes() {
        return (long) numbers.length * slots * Short.BYTES;
    }

    private long slot(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), step);
    }

    /**
     * Into its slot; what was there, and between it and the newest, is forgotten. A clock that was
     * set back takes what it had not lived yet with it.
     */
    void put(Moment moment) {
        long slot = slot(moment.at());
        if (slot > newest) {
            clear(Math.max(newest + 1, slot - slots + 1), slot);
        } else {
            clear(Math.max(slot, newest - slots + 1), newest);
        }
        newest = slot;
        oldest = Math.min(oldest, slot);
        for (int column = 0; column < columns; column++) {
            for (var metric : Metric.values()) {
                of(column, metric)[index(slot)] = half(moment.get(column, metric));
            }
        }
    }

    private static short half(float number) {
        return Float.floatToFloat16(Math.min(number, HIGHEST));
    }

    private void clear(long from, long to) {
        for (var column : numbers) {
            for (long slot = from; slot <= to; slot++) {
                column[index(slot)] = UNKNOWN;
            }
        }
    }

    private int index(long slot) {
        return (int) Math.floorMod(slot, (long) slots);
    }

    private short[] of(int column, Metric metric) {
        return numbers[column * Metric.values().length + metric.ordinal()];
    }

    /** Whether somebody wrote here at that time, and it is kept: an unknown is one then. */
    boolean lived(long millis) {
        long slot = Math.floorDiv(millis, step);
        return slot >= oldest && slot > newest - slots;
    }

    /**
     * Of a span of time; NaN where nothing is known. States are not averaged, the last one counts.
     *
     * @param from in milliseconds since 1970, included
     * @param to excluded; at least the slot in which {@code from} falls is looked at
     */
    double mean(int column, Metric metric, long from, long to) {
        long first = Math.floorDiv(from, step);
        long last = Math.max(first, Math.floorDiv(to - 1, step));
        first = Math.max(first, newest - slots + 1);
        last = Math.min(last, newest);
        var values = of(column, metric);
        double sum = 0;
        int known = 0;
        for (long slot = last; slot >= first; slot--) {
            double value = Float.float16ToFloat(values[index(slot)]);
            if (!Double.isNaN(value)) {
                if (metric.whole() == Metric.Whole.OWN) {
                    return value;
                }
                sum += value;
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }
}
