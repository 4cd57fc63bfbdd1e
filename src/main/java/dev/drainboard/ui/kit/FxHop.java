package dev.drainboard.ui.kit;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * The one bridge onto the JavaFX thread. A knock carries no value: what is newest then is made on a
 * thread of its own, at most one at a time, and handed over; of several that were made before the
 * JavaFX thread had time only the last is shown. So a burst of a thousand readings is one repaint,
 * and that thread has nothing to do but to paint.
 */
public final class FxHop<T> {

    private final Supplier<T> newest;
    private final Consumer<T> show;
    private final AtomicBoolean knocked = new AtomicBoolean();
    private final AtomicReference<T> made = new AtomicReference<>();
    private final ScheduledExecutorService maker =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().name("what is shown").daemon().unstarted(work));
    private volatile boolean asleep;

    /**
     * @param newest asked on a thread of its own; never null
     * @param show runs on the JavaFX thread
     */
    public FxHop(Supplier<T> newest, Consumer<T> show) {
        this.newest = Objects.requireNonNull(newest);
        this.show = Objects.requireNonNull(show);
    }

    /** From any thread, as often as one likes. */
    public void knock() {
        if (!asleep && knocked.compareAndSet(false, true)) {
            try {
                maker.execute(this::make);
            } catch (RejectedExecutionException closed) {
                // between the question and the knock: nobody looks any more
            }
        }
    }

    /** Knocks by itself: what is shown grows older though nobody knocks. */
    public void knockEvery(Duration time) {
        maker.scheduleAtFixedRate(
                this::knock, time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** While nobody looks nothing is made; who looks again sees what is newest. */
    public void sleep(boolean nobodyLooks) {
        asleep = nobodyLooks;
        knock();
    }

    /** Nothing more is made or shown. */
    public void close() {
        asleep = true;
        maker.shutdownNow();
    }

    private void make() {
        // first open for the next knock, then pull: nothing newer is ever missed
        knocked.set(false);
        try {
            if (made.getAndSet(Objects.requireNonNull(newest.get())) == null) {
                Platform.runLater(this::land);
            }
        } catch (RuntimeException bug) {
            // an executor would keep it to itself
            tell(bug);
        }
    }

    /** The window does: it hears what its own thread meets. */
    private static void tell(RuntimeException bug) {
        Platform.runLater(
                () -> {
                    throw bug;
                });
    }

    private void land() {
        show.accept(made.getAndSet(null));
    }

    /** Does this on the JavaFX thread, soon. */
    public static void run(Runnable deed) {
        Platform.runLater(deed);
    }

    /** Does {@code work} on a virtual thread of that name, and hands over what it brings. */
    public static <R> void fetch(String name, Supplier<R> work, Consumer<R> show) {
        Thread.ofVirtual()
                .name(name)
                .start(
                        () -> {
                            try {
                                var result = work.get();
                                Platform.runLater(() -> show.accept(result));
                            } catch (RuntimeException bug) {
                                tell(bug);
                            }
                        });
    }
}
