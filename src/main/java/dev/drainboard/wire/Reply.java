package dev.drainboard.wire;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The answer to one frame while it comes in. Two streams are written by whoever reads the
 * connection; one thread waits in {@link #await}, and it is that thread which hands lines on, so
 * that a slow reader of lines never holds up the connection.
 */
final class Reply {

    /** How an answer ended. */
    enum End {
        /** The sentinel came: everything is known. */
        COMPLETE,
        /** The deadline passed first. */
        LATE,
        /** The channel closed first. */
        CUT
    }

    /** The end mark on standard error may come a little after the sentinel on standard output. */
    private static final long STRAGGLER = TimeUnit.SECONDS.toNanos(2);

    /** Bytes of lines not taken yet; a reader slower than the host loses what is beyond. */
    private static final int MOST_WAITING = 8 << 20;

    private final Marked out;
    private final Marked err;
    private final Lines lines;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<Piece> unread = new ArrayDeque<>();
    private final boolean following;
    private OptionalInt exit = OptionalInt.empty();
    private boolean errOver;
    private boolean closed;
    private int waiting;

    private Reply(Frame frame, boolean following, Consumer<String> line) {
        this.following = following;
        this.lines = new Lines(line);
        this.out = new Marked(frame, this::arrived, this::sentinel);
        this.err =
                new Marked(frame, (bytes, newlineHeld) -> {}, word -> change(() -> errOver = true));
    }

    static Reply to(Frame frame) {
        return new Reply(frame, false, line -> {});
    }

    /**
     * @param line is given each line of standard output within {@link #await}
     */
    static Reply to(Frame frame, Consumer<String> line) {
        return new Reply(frame, true, line);
    }

    OutputStream out() {
        return out;
    }

    OutputStream err() {
        return err;
    }

    /** Nothing more will come. */
    void close() {
        change(() -> closed = true);
    }

    private record Piece(byte[] bytes, boolean newlineHeld) {}

    private void arrived(byte[] bytes, boolean newlineHeld) {
        if (following) {
            change(
                    () -> {
                        if (waiting < MOST_WAITING) {
                            waiting += bytes.length;
                            unread.add(new Piece(bytes, newlineHeld));
                        }
                    });
        }
    }

    private void sentinel(String word) {
        change(() -> exit = number(word));
    }

    private static OptionalInt number(String word) {
        return word.matches("[0-9]{1,3}")
                ? OptionalInt.of(Integer.parseInt(word))
                : OptionalInt.empty();
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    End await(Deadline deadline) throws InterruptedException {
        var end = awaitSentinel(deadline);
        lines.end();
        return end;
    }

    private End awaitSentinel(Deadline deadline) throws InterruptedException {
        long until = deadline.nanos();
        boolean extended = false;
        while (true) {
            Piece next;
            lock.lock();
            try {
                while ((next = unread.poll()) == null) {
                    if (exit.isPresent() && (errOver || closed)) {
                        return End.COMPLETE;
                    }
                    if (exit.isPresent() && !extended) {
                        until = System.nanoTime() + STRAGGLER;
                        extended = true;
                    }
                    if (closed) {
                        return End.CUT;
                    }
                    long left = until - System.nanoTime();
                    if (left <= 0) {
                        return extended ? End.COMPLETE : End.LATE;
                    }
                    news.awaitNanos(left);
                }
                waiting -= next.bytes.length;
            } finally {
                lock.unlock();
            }
            lines.add(next.bytes);
            if (next.newlineHeld) {
                lines.wholeSoFar();
            }
        }
    }

    boolean begun() {
        return out.begun();
    }

    /** The last line that came instead of an answer, as sudo or a login shell said it; or empty. */
    String said() {
        var lines =
                (out.noise() + "\n" + err.noise())
                        .replaceAll("\\p{Cntrl}&&[^\n]", "")
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        return lines.isEmpty() ? "" : lines.getLast().strip();
    }

    /** What came; before the end that is all that can be told. */
    Shell.Output output() {
        return new Shell.Output(
                exit.orElse(-1), out.bytes(), err.bytes(), out.truncated() || err.truncated());
    }
}
