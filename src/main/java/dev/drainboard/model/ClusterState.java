package dev.drainboard.model;

/** A cluster in one word. */
public enum ClusterState {
    HEALTHY("healthy"),
    /** One more loss breaks the minimum. */
    AT_RISK("atRisk"),
    DEGRADED("degraded"),
    ROLLING_OUT("rollingOut"),
    ROLLOUT_STOPPED("rolloutStopped"),
    /** Something could not be asked. */
    PARTLY_STALE("partlyStale");

    private final String word;

    ClusterState(String word) {
        this.word = word;
    }

    /** As in {@code --json}. */
    public String word() {
        return word;
    }
}
