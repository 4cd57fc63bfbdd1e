package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines between whoever reads a host and whoever looks. The one is never held up by the other: what
 * is too much is dropped, the oldest first, and counted. At most {@value #MOST} lines of {@value
 * #LONGEST} characters.
 */
final class LogBuffer {

    static final int MOST = 2000;
    static final int LONGEST = 4096;
    private static final int AT_ONCE = 200;

    /** Written by while-heard.sh to see whether anybody hears it. */
    private static final String MARK = "\u0001";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private long dropped;
    private boolean ended;
    private Optional<Fault> why = Optional.empty();

    /** What there is for whoever looks. */
    sealed interface Next {
        /**
         * @param dropped how many were lost before the first of these
         */
        record Lines(List<String> lines, long dropped) implements Next {}

        /** Nothing more comes. */
        record End(Optional<Fault> why) implements Next {}
    }

    void add(String line) {
        if (line.equals(MARK)) {
            return;
        }
        var kept = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (lines.size() == MOST) {
                lines.removeFirst();
                dropped++;
            }
            lines.addLast(kept);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first end counts; lines that came before it are still taken. */
    void end(Optional<Fault> fault) {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                why = fault;
                news.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #end}, and nobody wants what came before it. */
    void forget() {
        lock.lock();
        try {
            lines.clear();
            dropped = 0;
            ended = true;
            why = Optional.empty();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for one. */
    Next take() throws InterruptedException {
        lock.lock();
        try {
            while (lines.isEmpty() && !ended) {
                news.await();
            }
            if (lines.isEmpty()) {
                return new Next.End(why);
            }
            var taken = new ArrayList<String>();
            while (taken.size() < AT_ONCE && !lines.isEmpty()) {
                taken.add(lines.removeFirst());
            }
            long lost = dropped;
            dropped = 0;
            return new Next.Lines(taken, lost);
        } finally {
            lock.unlock();
        }
    }
}
