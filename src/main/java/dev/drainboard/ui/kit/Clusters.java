package dev.drainboard.ui.kit;

import dev.drainboard.model.Environment;
import dev.drainboard.model.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The cluster files that this window knows, and the way from one to another. */
public interface Clusters {

    /** One of them, as it was when it was opened last. */
    record Known(Path file, String name, Environment environment, Now now) {
        public Known {
            Objects.requireNonNull(file);
            Objects.requireNonNull(name);
            Objects.requireNonNull(environment);
            Objects.requireNonNull(now);
        }
    }

    /** What this window does with it at present. */
    enum Now {
        SHOWN,
        /** Another is shown, and what was ordered here before is still carried out. */
        WORKING,
        /** Nothing: no connection is open and nobody is asked. */
        CLOSED
    }

    /** The shown one first, then those opened before, the newest first. Must not block. */
    List<Known> known();

    /**
     * Shows the cluster of this file in place of the one that is shown. What was ordered there goes
     * on until it has ended or stands. Asked on a virtual thread, may block.
     *
     * @return why nothing was changed; empty: it is shown
     */
    Optional<Fault> open(Path file);
}
