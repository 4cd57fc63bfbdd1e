package dev.drainboard.model;

/** A balancer, the database or the filestore in one word. */
public enum ServiceState {
    HEALTHY("healthy"),
    DEGRADED("degraded"),
    FAILED("failed"),
    UNKNOWN("unknown");

    private final String word;

    ServiceState(String word) {
        this.word = word;
    }

    /** As in {@code --json}. */
    public String word() {
        return word;
    }
}
