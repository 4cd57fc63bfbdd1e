package dev.drainboard.sandbox;

/**
 * Events a second, as HAProxy counts them: this second's, and as much of the last one's as is left.
 */
final class Rate {

    private static final long SECOND = 1_000_000_000L;

    private long second = now() / SECOND;
    private long current;
    private long before;
    private long most;

    private static long now() {
        return System.nanoTime() + (1L << 62); // never below zero
    }

    synchronized void count() {
        roll();
        current++;
        most = Math.max(most, current);
    }

    synchronized long perSecond() {
        long into = roll();
        return current + before * (SECOND - into) / SECOND;
    }

    synchronized long most() {
        return most;
    }

    /** How far the second has gone. */
    private long roll() {
        long now = now();
        long at = now / SECOND;
        if (at != second) {
            before = at == second + 1 ? current : 0;
            current = 0;
            second = at;
        }
        return now % SECOND;
    }
}
