package dev.drainboard.model;

/** What {@link History} keeps of each node, and of the cluster as a whole. */
public enum Metric {
    /** Requests a second. The cluster's: the sum. */
    REQUESTS("requestsPerSecond", Whole.SUM),
    /** 5xx a second. The cluster's: the sum. */
    ERRORS("errors5xxPerSecond", Whole.SUM),
    /** Milliseconds; p95 or average, as {@link NodeStatus#rate} says. The cluster's: the mean. */
    LATENCY("latencyMs", Whole.MEAN),
    /** Requests in use on 8069. The cluster's: the sum. */
    ACTIVE("httpActive", Whole.SUM),
    /** The cluster's: the sum. */
    WEBSOCKETS("websockets", Whole.SUM),
    /** Connections to PostgreSQL. The cluster's: the sum. */
    DATABASE("databaseConnections", Whole.SUM),
    /** Milliseconds of {@code /web/health}. The cluster's: the highest. */
    HEALTH("healthMs", Whole.HIGHEST),
    /**
     * The ordinal of {@link NodeState}; the cluster's that of {@link ClusterState}. Never averaged:
     * the last of a span counts.
     */
    STATE("state", Whole.OWN);

    /** How the cluster's number is made of the nodes'. */
    public enum Whole {
        SUM,
        MEAN,
        HIGHEST,
        OWN
    }

    private final String word;
    private final Whole whole;

    Metric(String word, Whole whole) {
        this.word = word;
        this.whole = whole;
    }

    /** Its column in a CSV, with its unit; without one it is a count. */
    public String word() {
        return word;
    }

    public Whole whole() {
        return whole;
    }
}
