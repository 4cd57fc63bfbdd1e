package dev.drainboard.cli;

/** Ctrl-C: the first one pauses, the second one leaves. */
@FunctionalInterface
public interface Interrupts {

    /** Calls {@code first} once on the first interrupt while {@link Watched} is open. */
    Watched on(Runnable first);

    /** Until closed, an interrupt is not the end. */
    interface Watched extends AutoCloseable {
        @Override
        void close();
    }
}
