package dev.drainboard.driver;

import dev.drainboard.model.FaultException;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A host as drivers ask it: every failure, of the connection or of the script, is a fault. {@code
 * what} is always one sentence that says what could not be done, and to whom ("node2 could not be
 * updated.").
 */
public record Remote(Shell shell) {

    /** For readings: long enough for a loaded host, short enough for a board. */
    public static final Duration READING = Duration.ofSeconds(5);

    /** For a change whose step has no limit of its own. */
    public static final Duration CHANGE = Duration.ofSeconds(30);

    public Remote {
        Objects.requireNonNull(shell);
    }

    public String host() {
        return shell.host();
    }

    /** For what may be asked twice. */
    public Shell.Output ask(Script script, Duration deadline, String what) throws FaultException {
        return good(script, what, tryAsk(script, deadline, what));
    }

    /** For whatever changes something: it is fed to the host once. */
    public Shell.Output run(Script script, Duration deadline, String what) throws FaultException {
        return good(script, what, tryRun(script, deadline, what));
    }

    /** As {@link #ask}, and an exit code other than 0 is an answer, not a fault. */
    public Shell.Output tryAsk(Script script, Duration deadline, String what)
            throws FaultException {
        try {
            return shell.ask(script, deadline);
        } catch (ShellException e) {
            throw Faults.of(e, what).thrown();
        }
    }

    /** As {@link #run}, and an exit code other than 0 is an answer, not a fault. */
    public Shell.Output tryRun(Script script, Duration deadline, String what)
            throws FaultException {
        try {
            return shell.run(script, deadline);
        } catch (ShellException e) {
            throw Faults.of(e, what).thrown();
        }
    }

    /**
     * As {@link #tryRun}, in a channel that nothing else shares: for what takes long or starts
     * programs of the user's, which may go on speaking after its end.
     */
    public Shell.Output tryRunApart(Script script, Duration deadline, String what)
            throws FaultException {
        return tryFollow(script, deadline, line -> {}, what);
    }

    /** As {@link #tryRun}, line by line. */
    public Shell.Output tryFollow(
            Script script, Duration deadline, Consumer<String> line, String what)
            throws FaultException {
        try {
            return shell.follow(script, deadline, line);
        } catch (ShellException e) {
            throw Faults.of(e, what).thrown();
        }
    }

    /** What a script's output means when it ended with other than 0. */
    public FaultException failed(Script script, Shell.Output output, String what) {
        return Faults.of(host(), script, output, what).thrown();
    }

    private Shell.Output good(Script script, String what, Shell.Output output)
            throws FaultException {
        if (!output.ok()) {
            throw failed(script, output, what);
        }
        return output;
    }
}
