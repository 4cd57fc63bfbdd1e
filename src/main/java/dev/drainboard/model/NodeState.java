package dev.drainboard.model;

/** A node in one word; each has a shape, a colour and this word on the board. */
public enum NodeState {
    HEALTHY("healthy"),
    DEGRADED("degraded"),
    FAILED("failed"),
    DRAINING("draining"),
    UPDATING("updating"),
    HEALTH_GATE("healthGate"),
    WARMING_UP("warmingUp"),
    OUT("out"),
    WAITING("waiting"),
    UNKNOWN("unknown");

    private final String word;

    NodeState(String word) {
        this.word = word;
    }

    /** As in {@code --json}. */
    public String word() {
        return word;
    }
}
