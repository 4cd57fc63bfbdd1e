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

    /**
     * The names of the clusters on which something that was ordered in this window is still carried
     * out, the shown one first. Must not block.
     */
    List<String> atWork();

    /**
     * Lets each of them stand after the step under way, and begins nothing that waits its turn
     * there. Returns at once, and may be asked as often as one likes: what is just beginning hears
     * it the next time.
     */
    void stand();

    /** What is ordered from now on is begun again; what was asked to stand still does. */
    void goOn();
}
