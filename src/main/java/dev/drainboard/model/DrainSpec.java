package dev.drainboard.model;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a drain waits for requests, and what follows.
 *
 * @param patience drain.wait of the file: for requests in use to end; websockets are never waited
 *     for unless {@code websockets} says so
 */
public record DrainSpec(Duration patience, Then then, Websockets websockets, Sticky sticky) {

    public static final DrainSpec DEFAULT =
            new DrainSpec(Duration.ofMinutes(2), Then.ASK, Websockets.CLOSE, Sticky.MOVE);

    public DrainSpec {
        Objects.requireNonNull(then);
        Objects.requireNonNull(websockets);
        Objects.requireNonNull(sticky);
        if (patience.isNegative()) {
            throw new IllegalArgumentException("drain.wait is below zero");
        }
    }

    /** What follows when the wait is over and requests are still in use. */
    public enum Then {
        ASK,
        PROCEED,
        ABORT
    }

    /** {@code CLOSE}: by the restart, all at once, when no request is left. */
    public enum Websockets {
        CLOSE,
        WAIT
    }

    /**
     * {@code MOVE}: drain, then maint at once, so that bound clients move; {@code KEEP}: drain
     * only.
     */
    public enum Sticky {
        MOVE,
        KEEP
    }
}
