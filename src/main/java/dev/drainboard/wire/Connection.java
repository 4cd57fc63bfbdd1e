package dev.drainboard.wire;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One SSH connection that is signed in, and its channels. */
final class Connection {

    /** Milliseconds after the sentinel in which a server closes the channel by itself. */
    private static final int CLOSING = 500;

    private final Session session;
    private final Slots slots = new Slots();
    private final Loops loops = new Loops(this);
    private volatile boolean retired;

    Connection(Session session) {
        this.session = session;
    }

    /** Nothing was sent, and this connection is of no more use: another one may be. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Nothing was sent, because no channel was free before the deadline. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;
    }

    boolean alive() {
        return session.isConnected();
    }

    Session session() {
        return session;
    }

    Loops loops() {
        return loops;
    }

    Slots slots() {
        return slots;
    }

    /**
     * A channel that runs {@code command}, to which nothing has been fed yet. It counts until
     * {@link #leave} or until it closes.
     */
    ExecChannel exec(String command, OutputStream out, OutputStream err, Deadline deadline)
            throws Unusable, Busy, InterruptedException {
        for (int refusals = 0; ; refusals++) {
            if (slots.full()) {
                loops.makeRoom();
            }
            if (!slots.acquire(deadline)) {
                throw new Busy();
            }
            ChannelExec channel = null;
            try {
                channel = (ChannelExec) session.openChannel("exec");
                if (channel == null) {
                    throw new JSchException("session is closing");
                }
                var exec = new ExecChannel(channel, command, out, err);
                Opening.of(channel, session, deadline.leftMillis());
                exec.closed().thenRun(this::released);
                return exec;
            } catch (JSchException e) {
                if (channel == null || channel.getExitStatus() < 0) {
                    slots.release();
                    throw new Unusable("no channel was opened", e);
                }
                int others = slots.refused();
                loops.makeRoom();
                if (others == 0) {
                    waitForTheServer(refusals, e);
                }
            }
        }
    }

    private void released() {
        slots.release();
        if (retired && slots.free()) {
            session.disconnect();
        }
    }

    /** No new calls come: it closes when those that run have ended. */
    void retire() {
        retired = true;
        loops.close();
        if (slots.free()) {
            session.disconnect();
        }
    }

    /** The server may still count channels that are closed here: its child has to end first. */
    private static void waitForTheServer(int refusals, JSchException e)
            throws Unusable, InterruptedException {
        if (refusals > 5) {
            throw new Unusable("the server allows no channel", e);
        }
        Thread.sleep(20L << refusals);
    }

    /** All is known of the command: its channel may close when the server gets to it. */
    void leave(ExecChannel channel) {
        CompletableFuture.delayedExecutor(CLOSING, TimeUnit.MILLISECONDS)
                .execute(
                        () -> {
                            if (!channel.closed().isDone()) {
                                channel.disconnect();
                            }
                        });
    }

    Tunnel tunnel(String address, int port, int timeoutMillis) throws IOException {
        return Tunnel.to(address, port, session, timeoutMillis);
    }

    Tunnel tunnel(String path, int timeoutMillis) throws IOException {
        return Tunnel.to(path, session, timeoutMillis);
    }

    void close() {
        session.disconnect();
    }
}
