package dev.drainboard.ui.kit;

import dev.drainboard.model.Intent;
import dev.drainboard.model.Word;
import java.util.List;
import java.util.Objects;

/** What the window hands out when an operator has confirmed it. */
public sealed interface Order {

    /** The nodes that it names. */
    List<String> nodes();

    /** Something new is to be done. */
    record Wanted(Intent intent) implements Order {
        public Wanted {
            Objects.requireNonNull(intent);
        }

        @Override
        public List<String> nodes() {
            return intent.nodes();
        }
    }

    /** A word of the rollout that runs or stands. */
    record Said(Word.Said said) implements Order {
        public Said {
            Objects.requireNonNull(said);
        }

        @Override
        public List<String> nodes() {
            return List.of();
        }
    }
}
