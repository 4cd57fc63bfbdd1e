package dev.drainboard.ui.kit;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * The one bridge onto the JavaFX thread. A knock carries no value: at most one hop is under way,
 * and when it lands it pulls what is newest then. So a burst of a thousand readings is one repaint.
 */
public final class FxHop<T> {

    private final Supplier<T> newest;
    private final Consumer<T> show;
    private final AtomicBoolean underWay = new AtomicBoolean();

    /**
     * @param newest asked on the JavaFX thread, so it must not block
     * @param show runs on the JavaFX thread
     */
    public FxHop(Supplier<T> newest, Consumer<T> show) {
        this.newest = Objects.requireNonNull(newest);
        this.show = Objects.requireNonNull(show);
    }

    /** From any thread, as often as one likes. */
    public void knock() {
        if (underWay.compareAndSet(false, true)) {
            Platform.runLater(
                    () -> {
                        // first open for the next knock, then pull: nothing newer is ever missed
                        underWay.set(false);
                        show.accept(newest.get());
                    });
        }
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
                            var result = work.get();
                            Platform.runLater(() -> show.accept(result));
                        });
    }
}
