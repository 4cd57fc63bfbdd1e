package dev.drainboard.wire;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Opens a channel. JSch waits for the server's answer until the timeout even if the connection dies
 * in the meantime, because nobody tells the one who waits; so we do.
 */
final class Opening {

    private static final Executor SOON =
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

    private final Channel channel;
    private final Session session;
    private volatile boolean over;

    private Opening(Channel channel, Session session) {
        this.channel = channel;
        this.session = session;
    }

    /**
     * @throws JSchException if it was refused (the channel then has a positive exit status), or no
     *     answer came
     */
    static void of(Channel channel, Session session, int timeoutMillis) throws JSchException {
        var opening = new Opening(channel, session);
        SOON.execute(opening::wakeIfDead);
        try {
            channel.connect(timeoutMillis);
        } finally {
            opening.over = true;
        }
    }

    private void wakeIfDead() {
        if (over) {
            return;
        }
        if (!session.isConnected()) {
            synchronized (channel) {
                channel.notifyAll();
            }
        }
        SOON.execute(this::wakeIfDead);
    }
}
