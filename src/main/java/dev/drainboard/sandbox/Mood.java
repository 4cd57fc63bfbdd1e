package dev.drainboard.sandbox;

/** What has befallen a running Odoo, as those see it who answer for it. */
final class Mood {

    private volatile boolean failing;
    private volatile boolean over;
    private boolean frozen;

    /** Users are answered 500. */
    boolean failing() {
        return failing;
    }

    void fail(boolean wanted) {
        failing = wanted;
    }

    /** It has ended, and answers nobody any more. */
    boolean over() {
        return over;
    }

    void end() {
        over = true;
        freeze(false);
    }

    synchronized void freeze(boolean wanted) {
        frozen = wanted;
        notifyAll();
    }

    /** Waits while it is frozen. */
    synchronized void thaw() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }
}
