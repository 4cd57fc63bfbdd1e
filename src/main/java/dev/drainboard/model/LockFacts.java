package dev.drainboard.model;

import java.time.Instant;
import java.util.Objects;

/**
 * Who holds the cluster.
 *
 * @param holder the operator
 * @param host the operator's machine, with {@code pid} and {@code processStart} the process
 * @param heartbeat on the clock of the state host, as is {@code now}
 * @param purpose in words ("rollout to 1.1")
 * @param gone its process was of this machine and has ended; of another machine nobody can tell
 */
public record LockFacts(
        String holder,
        String host,
        long pid,
        String processStart,
        Instant since,
        Instant heartbeat,
        Instant now,
        String purpose,
        String operation,
        long token,
        boolean gone) {

    /** A lock whose heartbeat is older than this may be taken over, with evidence. */
    public static final java.time.Duration STALE = java.time.Duration.ofSeconds(30);

    public LockFacts {
        Objects.requireNonNull(holder);
        Objects.requireNonNull(host);
        Objects.requireNonNull(processStart);
        Objects.requireNonNull(since);
        Objects.requireNonNull(heartbeat);
        Objects.requireNonNull(now);
        Objects.requireNonNull(purpose);
        Objects.requireNonNull(operation);
    }

    public boolean stale() {
        return heartbeat.plus(STALE).isBefore(now);
    }

    /** Nobody is at work any more: it may be taken over. */
    public boolean abandoned() {
        return gone || stale();
    }
}
