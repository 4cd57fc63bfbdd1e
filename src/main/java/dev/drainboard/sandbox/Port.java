package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A port that a node listens on, and the connections to it. */
final class Port implements AutoCloseable {

    /** As a kernel numbers sockets: another start is another number. */
    private static final AtomicInteger INODES = new AtomicInteger(40_000);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private final ServerSocket listener;
    private final String name;
    private final int inode = INODES.incrementAndGet();
    private final Map<Visit, Thread> visits = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param serves each connection, on a thread of its own, until it returns; the connection is
     *     closed then
     */
    Port(String name, ServerSocket listener, Consumer<Visit> serves) {
        this.listener = listener;
        this.name = name;
        Thread.ofVirtual().name(name + "-accept").start(() -> accept(serves));
    }

    private void accept(Consumer<Visit> serves) {
        while (!closed) {
            try {
                var visit = new Visit(listener.accept());
                var thread = Thread.ofVirtual().name(name).unstarted(() -> serve(visit, serves));
                visits.put(visit, thread);
                thread.start();
            } catch (IOException over) {
                // closed, or a visitor who had left before we looked, or too many files are open
                Quietly.sleep(PAUSE);
            }
        }
    }

    private void serve(Visit visit, Consumer<Visit> serves) {
        try (visit) {
            if (!closed) {
                serves.accept(visit);
            }
        } finally {
            visits.remove(visit);
        }
    }

    int number() {
        return listener.getLocalPort();
    }

    String address() {
        return listener.getInetAddress().getHostAddress();
    }

    int inode() {
        return inode;
    }

    Set<Visit> visits() {
        return visits.keySet();
    }

    boolean listens() {
        return !closed;
    }

    /** Nobody is let in any more; who is in stays. */
    void shut() {
        closed = true;
        Quietly.close(listener);
    }

    @Override
    public void close() {
        shut();
        visits.forEach(
                (visit, thread) -> {
                    visit.close();
                    thread.interrupt();
                });
    }
}
