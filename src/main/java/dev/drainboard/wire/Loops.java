package dev.drainboard.wire;

import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The long-lived shells of a connection, at most one for the user and one for root, that scripts
 * are fed to one after the other: 2 ms each where a new channel takes 10, and sudo 5 more; and one
 * line in the host's auth.log for all of them.
 */
final class Loops {

    /** In whose name a loop runs. */
    enum Who {
        USER,
        ROOT
    }

    private final Connection connection;
    private final Map<Who, Loop> loops = new EnumMap<>(Who.class);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closing;
    private volatile long heard = System.nanoTime();

    Loops(Connection connection) {
        this.connection = connection;
    }

    /**
     * How long ago a shell, or the connection under it, must have answered to be trusted with a
     * change, in nanoseconds. What is fed to one that has died unnoticed is in doubt; a new channel
     * that does not open is not.
     */
    private static final long FRESH = Duration.ofMillis(500).toNanos();

    /** A shell that stays open. Whoever has taken it is its only user. */
    static final class Loop {
        private final Switch out = new Switch();
        private final Switch err = new Switch();
        private ExecChannel channel;
        private boolean taken = true;
        private volatile Optional<Reply> awaited = Optional.empty();

        private void opened(ExecChannel open) {
            channel = open;
            open.closed().thenRun(() -> awaited.ifPresent(Reply::close));
        }

        /** The answer to this frame comes into {@code reply}. */
        void ask(Frame frame, Reply reply) {
            awaited = Optional.of(reply);
            out.to = reply.out();
            err.to = reply.err();
            channel.feed(frame.feed());
            if (channel.closed().isDone()) {
                reply.close();
            }
        }

        /** So that an answer of two MiB is not kept until the next question. */
        private void rest() {
            awaited = Optional.empty();
            out.to = OutputStream.nullOutputStream();
            err.to = OutputStream.nullOutputStream();
            taken = false;
        }

        ExecChannel channel() {
            return channel;
        }
    }

    /** Leads to the answer that is being awaited; what comes between answers is dropped. */
    private static final class Switch extends OutputStream {
        private volatile OutputStream to = OutputStream.nullOutputStream();

        @Override
        public void write(int b) throws java.io.IOException {
            to.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws java.io.IOException {
            to.write(bytes, from, length);
        }
    }

    /** As {@link #take}, and empty if the host has not been heard just now. */
    Optional<Loop> takeFresh(Who who, String command, Deadline deadline)
            throws Connection.Unusable, Connection.Busy, InterruptedException {
        return System.nanoTime() - heard < FRESH ? take(who, command, deadline) : Optional.empty();
    }

    /** Empty if it is in use, or if the server allows too few channels for another loop. */
    Optional<Loop> take(Who who, String command, Deadline deadline)
            throws Connection.Unusable, Connection.Busy, InterruptedException {
        Loop mine;
        lock.lock();
        try {
            loops.values().removeIf(loop -> !loop.taken && loop.channel.closed().isDone());
            var loop = loops.get(who);
            if (loop != null) {
                if (loop.taken) {
                    return Optional.empty();
                }
                loop.taken = true;
                return Optional.of(loop);
            }
            if (loops.size() >= connection.slots().roomForLoops()) {
                return Optional.empty();
            }
            mine = new Loop();
            loops.put(who, mine);
        } finally {
            lock.unlock();
        }
        return Optional.of(opened(mine, who, command, deadline));
    }

    private Loop opened(Loop mine, Who who, String command, Deadline deadline)
            throws Connection.Unusable, Connection.Busy, InterruptedException {
        boolean open = false;
        try {
            mine.opened(connection.exec(command, mine.out, mine.err, deadline));
            open = true;
            return mine;
        } finally {
            if (!open) {
                lock.lock();
                try {
                    loops.remove(who, mine);
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** It answered, and may be asked again. */
    void giveBack(Loop loop) {
        heard = System.nanoTime();
        if (closing) {
            abandon(loop);
            return;
        }
        lock.lock();
        try {
            loop.rest();
        } finally {
            lock.unlock();
        }
        if (loopsBeyondRoom()) {
            makeRoom();
        }
    }

    /** It did not answer: it may hang for ever, and no other question shall. */
    void abandon(Loop loop) {
        lock.lock();
        try {
            loops.values().remove(loop);
        } finally {
            lock.unlock();
        }
        loop.channel.disconnect();
    }

    private boolean loopsBeyondRoom() {
        lock.lock();
        try {
            return loops.size() > connection.slots().roomForLoops();
        } finally {
            lock.unlock();
        }
    }

    /** Closes those that nobody uses; one that is in use closes when it is given back. */
    void close() {
        List<Loop> idle;
        lock.lock();
        try {
            closing = true;
            idle = loops.values().stream().filter(loop -> !loop.taken).toList();
            loops.values().removeAll(idle);
        } finally {
            lock.unlock();
        }
        idle.forEach(loop -> loop.channel.disconnect());
    }

    /** Closes a loop that nobody uses, if there are more than the server leaves room for. */
    void makeRoom() {
        Loop idle = null;
        lock.lock();
        try {
            if (loops.size() > connection.slots().roomForLoops()) {
                for (var entry : loops.entrySet()) {
                    if (!entry.getValue().taken) {
                        idle = entry.getValue();
                        loops.remove(entry.getKey());
                        break;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        if (idle != null) {
            idle.channel.disconnect();
        }
    }
}
