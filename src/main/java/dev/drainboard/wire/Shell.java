package dev.drainboard.wire;

import java.io.Closeable;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One host, reached by SSH over one multiplexed connection that is opened when first needed and
 * again after it broke. Safe for many threads; no more than four channels are open at once, further
 * calls wait for one within their deadline.
 *
 * <p>Every command ends with a sentinel that carries its exit code: without it nothing is known of
 * the outcome, and the call fails with {@link ShellException.Kind#UNKNOWN} rather than claim
 * success or failure.
 */
public interface Shell extends AutoCloseable {

    /** The host as a person wrote it. */
    String host();

    /**
     * Runs the script once and waits for its end. For everything that changes something: it is
     * never fed a second time, and only to a shell that is known to listen, a new one or one that
     * answered just now.
     *
     * @throws ShellException as its kind says; {@code UNKNOWN} if the script may or may not have
     *     run to its end
     */
    Output run(Script script, Duration deadline) throws ShellException;

    /**
     * As {@link #run}, over the host's long-lived channel (one for the user, one for root), and fed
     * again where it turns out that nobody listened. For what may be asked twice.
     */
    Output ask(Script script, Duration deadline) throws ShellException;

    /**
     * As {@link #run}, and every line of standard output is handed on as it arrives, without its
     * newline.
     *
     * @return the end; its {@code out} is what was kept within the cap
     */
    Output follow(Script script, Duration deadline, Consumer<String> line) throws ShellException;

    /**
     * A loopback port of this machine that leads to {@code address}:{@code port} as seen from the
     * host. The listener answers until it is closed or the shell is.
     */
    Forward forward(String address, int port) throws ShellException;

    /**
     * Sends {@code request} to the unix socket at {@code path} on the host, ends our side, and
     * gives back what came until the other side ended, at most two MiB. Needs no program on the
     * host; an SSH server may forbid it.
     *
     * @throws ShellException {@code UNUSABLE} if the server opens no way to that socket, so a
     *     caller can fall back to a script; {@code UNKNOWN} if the way broke after the request was
     *     sent
     */
    default byte[] socket(String path, byte[] request, Duration deadline) throws ShellException {
        throw new ShellException(
                ShellException.Kind.UNUSABLE,
                host(),
                "unix sockets cannot be reached through this connection",
                "use a program on the host",
                null);
    }

    /** Closes the connection; a later call opens a new one. */
    @Override
    void close();

    /**
     * What a script left. {@code out} and {@code err} keep the first and last MiB each; {@code
     * truncated} if there was more.
     */
    record Output(int exit, byte[] out, byte[] err, boolean truncated) {

        public String text() {
            return new String(out, java.nio.charset.StandardCharsets.UTF_8);
        }

        public String errors() {
            return new String(err, java.nio.charset.StandardCharsets.UTF_8);
        }

        public boolean ok() {
            return exit == 0;
        }
    }

    /** A way through the host; {@code port} is on 127.0.0.1 here. */
    interface Forward extends Closeable {
        int port();

        @Override
        void close();
    }
}
