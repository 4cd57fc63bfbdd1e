package dev.drainboard.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Notices that this machine slept: the wall clock went on and the steady one did not. A link that
 * looks connected afterwards is usually dead, because the other side gave up long ago.
 */
final class Sleep {

    private static final Duration JUMP = Duration.ofSeconds(5);

    private final InstantSource clock;
    private Instant wall;
    private long steady;

    Sleep(InstantSource clock) {
        this.clock = clock;
        awake();
    }

    /** From now on. */
    void awake() {
        wall = clock.instant();
        steady = System.nanoTime();
    }

    /** Whether it slept since it was asked last. */
    boolean since() {
        var passed = Duration.between(wall, clock.instant());
        var counted = Duration.ofNanos(System.nanoTime() - steady);
        awake();
        return passed.minus(counted).abs().compareTo(JUMP) > 0;
    }
}
