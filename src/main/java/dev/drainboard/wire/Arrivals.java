package dev.drainboard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipe: what is written to {@link #entrance} is read here, by any thread, with a timeout. In the
 * place of {@code PipedInputStream}, which breaks when its last reader's thread has ended. Writing
 * never blocks, because it is done by the one thread that reads a whole connection.
 */
final class Arrivals extends InputStream {

    /** More than every window of ours together: whoever sends more ignores what we allowed. */
    private static final int MOST = 32 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private int at;
    private int size;
    private boolean ended;
    private volatile int timeoutMillis;

    /**
     * @param timeout of each read, in milliseconds; 0: none
     */
    void timeout(int timeout) {
        timeoutMillis = timeout;
    }

    OutputStream entrance() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                put(java.util.Arrays.copyOfRange(bytes, from, from + length));
            }

            @Override
            public void close() {
                Arrivals.this.close();
            }
        };
    }

    private void put(byte[] bytes) throws IOException {
        lock.lock();
        try {
            if (ended || size > MOST) {
                throw new IOException(ended ? "closed" : "nobody reads");
            }
            if (bytes.length > 0) {
                waiting.add(bytes);
                size += bytes.length;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (waiting.isEmpty()) {
                if (ended) {
                    return -1;
                }
                if (timeoutMillis == 0) {
                    news.await();
                } else if (left <= 0) {
                    throw new SocketTimeoutException("nothing came in " + timeoutMillis + " ms");
                } else {
                    left = news.awaitNanos(left);
                }
            }
            var first = waiting.peek();
            int step = Math.min(length, first.length - at);
            System.arraycopy(first, at, into, from, step);
            at += step;
            size -= step;
            if (at == first.length) {
                waiting.remove();
                at = 0;
            }
            return step;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** No more will come; what has come can still be read. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
