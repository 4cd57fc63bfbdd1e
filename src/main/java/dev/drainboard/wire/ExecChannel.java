package dev.drainboard.wire;

import com.jcraft.jsch.ChannelExec;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A command of ours on a host: it is fed, and it has an end, of which the channel may tell. */
final class ExecChannel {

    /** Seconds: exit codes were seen up to 16 ms after the end of output, never this late. */
    private static final int LATEST_CLOSE = 5;

    private final ChannelExec channel;
    private final Arrivals feed = new Arrivals();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Never a terminal, never a forwarded agent: neither is asked for unless it is set. */
    ExecChannel(ChannelExec channel, String command, OutputStream out, OutputStream err) {
        this.channel = channel;
        channel.setCommand(command);
        channel.setInputStream(feed);
        channel.setOutputStream(new Quiet(out));
        // JSch closes this one last, when the channel or the connection has gone
        channel.setErrStream(new Quiet(err, closed));
    }

    private static final class Quiet extends FilterOutputStream {
        private final CompletableFuture<Void> closed;

        Quiet(OutputStream out) {
            this(out, new CompletableFuture<>());
        }

        Quiet(OutputStream out, CompletableFuture<Void> closed) {
            super(out);
            this.closed = closed;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            closed.complete(null);
        }
    }

    ChannelExec channel() {
        return channel;
    }

    /** Goes out by a thread of the channel: a host that does not read holds up nobody here. */
    void feed(byte[] bytes) {
        try {
            feed.entrance().write(bytes);
        } catch (IOException closing) {
            // the missing sentinel will tell
        }
    }

    void feedAndEnd(byte[] bytes) {
        feed(bytes);
        feed.close();
    }

    /** Completes when the channel, or the connection under it, has closed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** How the command ended, once the channel has closed, waiting a little for that. */
    String end() throws InterruptedException {
        try {
            closed.get(LATEST_CLOSE, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stillOpen) {
            return "its output ended and its channel did not";
        }
        if (signal().isPresent()) {
            return "it was ended by SIG" + signal().get();
        }
        return exitWords(channel.getExitStatus());
    }

    /** A login shell that waits for sh tells its signal as 128 and more. */
    private static String exitWords(int status) {
        return switch (status) {
            case -1 -> "its channel closed without an exit code";
            case 128 + 1 -> "it was ended by SIGHUP";
            case 128 + 9 -> "it was ended by SIGKILL";
            case 128 + 15 -> "it was ended by SIGTERM";
            default -> "its channel closed with exit code " + status;
        };
    }

    Optional<String> signal() {
        return Optional.ofNullable(channel.getExitSignal()).filter(name -> !name.isBlank());
    }

    int exitStatus() {
        return channel.getExitStatus();
    }

    void disconnect() {
        channel.disconnect();
        feed.close();
        closed.complete(null);
    }
}
