package dev.drainboard.ui.frame;

import dev.drainboard.model.Fault;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the window's own thread met and nobody expected: noted with all its details, and told in
 * words, once each, since what fails in one picture fails in the next.
 */
final class Mistakes implements Thread.UncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Mistakes.class);

    private final Consumer<Fault> tell;
    private final Set<Integer> met = new HashSet<>();

    Mistakes(Consumer<Fault> tell) {
        this.tell = tell;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable bug) {
        if (!met.add(Arrays.hashCode(bug.getStackTrace()))) {
            return;
        }
        LOG.error("{} met a mistake of ours", thread.getName(), bug);
        tell.accept(
                Fault.of(
                        Fault.Kind.UNKNOWN,
                        "window.mistake",
                        "A part of this window could not be drawn, or did not do what was asked.",
                        "A mistake in Drainboard: " + bug + ".",
                        "What runs goes on. If numbers stand still, close the window and open it again."));
    }
}
