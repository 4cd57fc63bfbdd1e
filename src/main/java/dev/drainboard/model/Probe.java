package dev.drainboard.model;

import java.time.Duration;

/** A question that is asked on a rhythm, and how long its last answer may be believed. */
public enum Probe {
    BALANCER,
    HEALTH,
    CONNECTIONS,
    /** A node's own log, where the balancers do not count. */
    REQUESTS,
    /** What holds a node that drains. */
    HOLDERS,
    RUNTIME,
    /** Clients that a balancer has bound to nodes. */
    SESSIONS,
    /** How many workers a node was started with: changes with a start only. */
    WORKERS,
    DATABASE,
    FILESTORE,
    LOCK,
    OPERATION;

    /** No answer is called old before this, however quick the rhythm: a reading takes its time. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    /** The pause from one question to the next, as long as answers are alike. */
    public Duration every(Cluster cluster) {
        return switch (this) {
            case BALANCER, HEALTH -> cluster.health().every();
            case CONNECTIONS, LOCK, OPERATION -> Duration.ofSeconds(1);
            case DATABASE, HOLDERS -> Duration.ofSeconds(2);
            case REQUESTS -> Duration.ofSeconds(5);
            case FILESTORE -> Duration.ofSeconds(10);
            case RUNTIME, SESSIONS -> Duration.ofSeconds(30);
            case WORKERS -> Duration.ofMinutes(1);
        };
    }

    /**
     * An answer older than this is unknown: three rhythms have passed without another. The quarter
     * of a rhythm on top is for an answer that took the whole of a three-second timeout, so that a
     * saturated node does not flicker; a node cut from the network is still unknown within 4 s.
     */
    public Duration limit(Cluster cluster) {
        // asked for each target of each picture, and Duration multiplies by way of BigDecimal
        var limit = Duration.ofNanos(every(cluster).toNanos() / 4 * 13);
        return limit.compareTo(LEAST) < 0 ? LEAST : limit;
    }
}
