package dev.drainboard.wire;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many channels of a connection may be open: four, or as many as the server turned out to
 * allow. OpenSSH's {@code MaxSessions} is 10 by default, and is set to 2 or 1 by careful people;
 * nobody tells a client, so it is learned from the first refusal.
 */
final class Slots {

    static final int MOST = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private int capacity = MOST;
    private int held;

    /** Whether one was had before the deadline. */
    boolean acquire(Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (held >= capacity) {
                long left = deadline.left();
                if (left <= 0) {
                    return false;
                }
                freed.awaitNanos(left);
            }
            held++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            held--;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The server refused the channel for which a slot is held: what was open beside it is what it
     * allows.
     *
     * @return how many were open beside it; the slot is given back
     */
    int refused() {
        lock.lock();
        try {
            held--;
            capacity = Math.clamp(held, 1, capacity);
            freed.signalAll();
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** How many channels that stay open leave room for one that does not. */
    int roomForLoops() {
        lock.lock();
        try {
            return Math.min(2, capacity - 1);
        } finally {
            lock.unlock();
        }
    }

    /** Whether no channel is open. */
    boolean free() {
        lock.lock();
        try {
            return held == 0;
        } finally {
            lock.unlock();
        }
    }

    boolean full() {
        lock.lock();
        try {
            return held >= capacity;
        } finally {
            lock.unlock();
        }
    }
}
