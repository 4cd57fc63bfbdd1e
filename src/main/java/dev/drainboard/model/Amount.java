package dev.drainboard.model;

/**
 * A number of nodes, or a percentage of them.
 *
 * @param value of nodes, or of a hundred
 */
public record Amount(int value, boolean percent) {

    public Amount {
        if (value < 0 || percent && value > 100) {
            throw new IllegalArgumentException("not an amount: " + value);
        }
    }

    public static Amount of(int nodes) {
        return new Amount(nodes, false);
    }

    /** Of {@code total} nodes, a percentage rounded up. */
    public int among(int total) {
        return percent ? Math.ceilDiv(total * value, 100) : value;
    }

    @Override
    public String toString() {
        return percent ? value + " %" : Integer.toString(value);
    }
}
