package dev.drainboard.sandbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The workers behind a node's 8069: each takes one request at a time and holds a transaction while
 * it does. Who finds none free waits, in order.
 */
final class Workers {

    static final int COUNT = 6;

    /** For how long a connection to the database is kept that nobody uses. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final Semaphore free = new Semaphore(COUNT, true);
    private final Set<Work> atWork = ConcurrentHashMap.newKeySet();
    private final long[] lastUse = new long[COUNT];
    private boolean occupied;

    /**
     * One request in hand.
     *
     * @param began in nanoseconds of this JVM
     */
    record Work(String what, long began) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    Workers() {
        java.util.Arrays.fill(lastUse, System.nanoTime() - KEPT.toNanos());
    }

    /** Waits for a worker, and keeps it busy for that time; with no time, without a transaction. */
    void during(String what, Duration time) throws InterruptedException {
        free.acquire();
        try {
            if (!time.isZero()) {
                inTransaction(what, time);
            }
        } finally {
            free.release();
        }
    }

    private void inTransaction(String what, Duration time) throws InterruptedException {
        var work = new Work(what, System.nanoTime());
        atWork.add(work);
        touch();
        try {
            Thread.sleep(time);
        } finally {
            touch();
            atWork.remove(work);
        }
    }

    private synchronized void touch() {
        for (int i = 0; i < Math.min(atWork.size(), COUNT); i++) {
            lastUse[i] = System.nanoTime();
        }
    }

    /** In hand, the oldest first. */
    List<Work> atWork() {
        Collection<Work> now = List.copyOf(atWork);
        return now.stream().sorted(Comparator.comparingLong(Work::began)).toList();
    }

    /** Connections to the database: as many as were in use at once within the last minute. */
    synchronized int connections() {
        long since = System.nanoTime() - KEPT.toNanos();
        return (int) java.util.Arrays.stream(lastUse).filter(use -> use - since > 0).count();
    }

    /** Every worker is kept busy with nothing, once it is free, until {@link #release}. */
    synchronized void occupy() {
        if (!occupied) {
            occupied = true;
            Thread.ofVirtual()
                    .name("saturation")
                    .start(
                            () -> {
                                free.acquireUninterruptibly(COUNT);
                                releaseIfOver();
                            });
        }
    }

    synchronized void release() {
        if (occupied) {
            occupied = false;
            notifyAll();
        }
    }

    private synchronized void releaseIfOver() {
        while (occupied) {
            try {
                wait();
            } catch (InterruptedException e) {
                occupied = false;
            }
        }
        free.release(COUNT);
    }

    /**
     * Whether all that was in hand was answered within the time; nothing is taken on after that.
     */
    boolean finish(Duration grace) throws InterruptedException {
        release();
        return free.tryAcquire(COUNT, grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
