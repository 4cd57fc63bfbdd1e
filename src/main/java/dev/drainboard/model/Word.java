package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;

/** What is said of a rollout that runs or stands. */
public enum Word {
    /** Go on from the step that failed or is in doubt. */
    RESUME("resume"),
    /** Do the failed step once more. */
    RETRY("retry"),
    /** Take the nodes that this rollout changed to their revision before. */
    ROLL_BACK("roll-back"),
    /** Update nothing more, put back what passes the gate, and end. */
    ABORT("abort"),
    /** Stand after the step under way. */
    PAUSE("pause");

    private final String word;

    Word(String word) {
        this.word = word;
    }

    /** As the command line takes it after two dashes. */
    public String word() {
        return word;
    }

    /**
     * What an operator hands out besides an {@link Intent}.
     *
     * @param override why it goes on below the minimum, or with requests in use; empty: it does not
     * @param of the operation that was looked at when it was said, by its number, and no other
     *     hears it; empty: whichever stands
     */
    public record Said(Word word, Optional<String> override, Optional<String> of) {
        public Said {
            Objects.requireNonNull(word);
            Objects.requireNonNull(override);
            Objects.requireNonNull(of);
        }

        /** Of whichever operation stands. */
        public Said(Word word, Optional<String> override) {
            this(word, override, Optional.empty());
        }
    }
}
