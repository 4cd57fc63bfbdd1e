package dev.drainboard.wire;

import java.time.Duration;

/** An instant on this machine's steady clock by which something has to be over. */
record Deadline(long nanos, Duration whole) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), time);
    }

    /** Nanoseconds that are left; zero or less when there are none. */
    long left() {
        return nanos - System.nanoTime();
    }

    /** Milliseconds that are left, at least one: zero means "for ever" to sockets. */
    int leftMillis() {
        return Math.clamp(left() / 1_000_000, 1, Integer.MAX_VALUE);
    }

    boolean over() {
        return left() <= 0;
    }

    /** The earlier of the two. */
    Deadline or(Duration time) {
        var other = in(time);
        return other.nanos - nanos < 0 ? other : this;
    }

    /** As a person reads it: "30 s", "250 ms". */
    String text() {
        return text(whole);
    }

    static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
