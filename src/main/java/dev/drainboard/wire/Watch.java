package dev.drainboard.wire;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Closes a socket when a stage of a handshake takes too long. A read timeout would not do: a server
 * that sends one byte every four seconds never meets one.
 */
final class Watch {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Socket socket;
    private Deadline deadline;
    private int stages;
    private boolean over;
    private boolean expired;

    Watch(Socket socket, Duration first) {
        this.socket = socket;
        this.deadline = Deadline.in(first);
        Thread.ofVirtual().name("ssh-watch").start(this::closeWhenLate);
    }

    /** The next stage has begun and may take so long. */
    void next(Duration limit) {
        lock.lock();
        try {
            stages++;
            deadline = Deadline.in(limit);
        } finally {
            lock.unlock();
        }
    }

    void over() {
        lock.lock();
        try {
            over = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void closeWhenLate() {
        lock.lock();
        try {
            while (!over && !deadline.over()) {
                changed.awaitNanos(deadline.left());
            }
            if (!over) {
                expired = true;
                socket.close();
            }
        } catch (InterruptedException | IOException closing) {
            // nobody interrupts it, and a socket that fails to close is closed
        } finally {
            lock.unlock();
        }
    }

    boolean expired() {
        lock.lock();
        try {
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /** How many stages were left behind. */
    int stages() {
        return stages;
    }

    Duration limit() {
        return deadline.whole();
    }
}
