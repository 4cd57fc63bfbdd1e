package dev.drainboard.model;

/** The steps of an operation, in the words of the command line. */
public enum StepKind {
    PREFLIGHT("preflight"),
    PRE_PULL("prePull"),
    /** The hooks of these names. */
    BEFORE("before"),
    BEFORE_NODE("beforeNode"),
    DRAIN("drain"),
    AWAIT_IDLE("awaitIdle"),
    MAINT("maint"),
    UPDATE("update"),
    GATE("gate"),
    WARM_UP("warmUp"),
    RESTORE("restore"),
    SOAK("soak"),
    AFTER_NODE("afterNode"),
    /** Somebody is asked whether to go on. */
    ASK("ask"),
    AFTER("after");

    private final String word;

    StepKind(String word) {
        this.word = word;
    }

    /** As in {@code --json} and in the journal. */
    public String word() {
        return word;
    }

    /**
     * @throws IllegalArgumentException for a word that is none of ours
     */
    public static StepKind of(String word) {
        for (var kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no step '" + word + "'");
    }
}
