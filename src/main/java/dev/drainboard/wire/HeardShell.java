package dev.drainboard.wire;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** A shell that says of each change when it begins and how it ends. What only asks is not told. */
public final class HeardShell implements Shell {

    /** Hears that a script begins. */
    public interface Ear {
        End begins(String host, Script script);
    }

    /** Hears how it ended; one of both is called, once. */
    public interface End {
        void exited(int code);

        void lost(String why);
    }

    private interface Call {
        Output make() throws ShellException;
    }

    private final Shell shell;
    private final Ear ear;

    public HeardShell(Shell shell, Ear ear) {
        this.shell = Objects.requireNonNull(shell);
        this.ear = Objects.requireNonNull(ear);
    }

    @Override
    public String host() {
        return shell.host();
    }

    @Override
    public Output run(Script script, Duration deadline) throws ShellException {
        return heard(script, () -> shell.run(script, deadline));
    }

    @Override
    public Output ask(Script script, Duration deadline) throws ShellException {
        return shell.ask(script, deadline);
    }

    @Override
    public Output follow(Script script, Duration deadline, Consumer<String> line)
            throws ShellException {
        return heard(script, () -> shell.follow(script, deadline, line));
    }

    private Output heard(Script script, Call call) throws ShellException {
        var end = ear.begins(host(), script);
        try {
            var output = call.make();
            end.exited(output.exit());
            return output;
        } catch (ShellException | RuntimeException | Error e) {
            end.lost(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    public Forward forward(String address, int port) throws ShellException {
        return shell.forward(address, port);
    }

    @Override
    public byte[] socket(String path, byte[] request, Duration deadline) throws ShellException {
        return shell.socket(path, request, deadline);
    }

    @Override
    public void close() {
        shell.close();
    }
}
