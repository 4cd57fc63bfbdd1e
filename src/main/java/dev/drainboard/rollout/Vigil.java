package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.JournalEntry.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, while a node is out of rotation, that it stays so. A reload of HAProxy forgets every
 * drain (measured; works as designed there), and a configuration tool may write its file anew: what
 * was undone is set again within a second, and named in the journal.
 */
final class Vigil implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(400);
    private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);

    private final Rotation rotation;
    private final Work work;
    private final AdminState wanted;
    private final Thread thread;
    private volatile boolean over;

    Vigil(Rotation rotation, Work work, AdminState wanted) {
        this.rotation = rotation;
        this.work = work;
        this.wanted = wanted;
        this.thread = Thread.ofVirtual().name("vigil-" + work.node()).start(this::watchUntilOver);
    }

    private void watchUntilOver() {
        while (!over) {
            try {
                rotation.rest(EVERY);
                if (!over) {
                    look();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Sets again what was undone; what fails is seen by the step itself, and by the next look. */
    synchronized void look() {
        try {
            var again = rotation.again(work, wanted, "-v" + work.recorder().unique());
            if (!again.isEmpty()) {
                work.recorder()
                        .now(
                                work.recorder()
                                        .of(
                                                Kind.FOUND,
                                                Optional.of(work.node()),
                                                String.join(", ", again)
                                                        + " had "
                                                        + work.node()
                                                        + " in rotation again (a reload or somebody else); taken out again",
                                                Map.of("drift", String.join(",", again))));
            }
        } catch (FaultException e) {
            LOG.debug("vigil over {}: {}", work.node(), e.fault().what());
        }
    }

    /** Returns when no look is under way. */
    @Override
    public void close() {
        over = true;
        synchronized (this) {
            thread.interrupt();
        }
    }
}
