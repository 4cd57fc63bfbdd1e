package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * An exec request: {@code sh -c COMMAND}, as a login shell would run it. The channel closes once
 * the process has ended and nobody holds its output any more, as OpenSSH's does. A client that goes
 * takes the pipes with it and not the process.
 */
final class ShCommand implements Command {

    /** Starts the process on the host, for a client at that address. */
    interface Starter {
        Process start(String command, SocketAddress client) throws IOException;
    }

    private static final int NOT_STARTED = 127;

    private final String command;
    private final Starter starter;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;
    private volatile Optional<Process> process = Optional.empty();

    ShCommand(String command, Starter starter) {
        this.command = command;
        this.starter = starter;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        var client = channel.getSession().getIoSession().getRemoteAddress();
        try {
            var started = starter.start(command, client);
            process = Optional.of(started);
            thread("in", () -> copy(in, started.getOutputStream()));
            var outs = thread("out", () -> copy(started.getInputStream(), out));
            var errs = thread("err", () -> copy(started.getErrorStream(), err));
            thread("end", () -> end(started, outs, errs));
        } catch (IOException e) {
            thread("refused", () -> refuse(e));
        }
    }

    private static Thread thread(String what, Runnable work) {
        return Thread.ofVirtual().name("sandbox-sh-" + what).start(work);
    }

    /** Each piece as it comes. */
    private static void copy(InputStream from, OutputStream to) {
        try (from;
                to) {
            var buffer = new byte[8192];
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                to.flush();
            }
        } catch (IOException over) {
            // one of the two has gone, and the other learns of it by the close
        }
    }

    private void end(Process started, Thread outs, Thread errs) {
        try {
            int code = started.waitFor();
            outs.join();
            errs.join();
            exit.onExit(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(IOException e) {
        try {
            err.write((e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException gone) {
            // so has its question
        }
        exit.onExit(NOT_STARTED, e.getMessage());
    }

    @Override
    public void destroy(ChannelSession channel) {
        process.ifPresent(
                started -> {
                    Quietly.close(in);
                    Quietly.close(out);
                    Quietly.close(err);
                });
    }
}
