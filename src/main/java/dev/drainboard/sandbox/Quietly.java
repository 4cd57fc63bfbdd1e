package dev.drainboard.sandbox;

import java.time.Duration;

/** Ends what may have ended already, and waits for what may be interrupted. */
final class Quietly {

    private Quietly() {}

    static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception gone) {
            // it was to be gone
        }
    }

    /** Whether the whole time passed; an interrupt is kept for the caller's loop. */
    static boolean sleep(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void join(Thread thread, Duration most) {
        try {
            thread.join(most);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
