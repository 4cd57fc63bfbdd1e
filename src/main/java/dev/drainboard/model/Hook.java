package dev.drainboard.model;

/** A moment of a rollout at which a command of the user's own runs on the workstation. */
public enum Hook {
    /** Every node holds the new revision, and none was touched yet. */
    BEFORE("before"),
    /** The node is about to be drained. */
    BEFORE_NODE("beforeNode"),
    /** The node is back and was watched. */
    AFTER_NODE("afterNode"),
    /** All nodes are through. */
    AFTER("after"),
    /** A step failed; before anything is taken back. */
    ON_FAILURE("onFailure");

    private final String word;

    Hook(String word) {
        this.word = word;
    }

    /** As the cluster file names it. */
    public String word() {
        return word;
    }
}
