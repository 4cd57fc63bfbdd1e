package dev.drainboard.store;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import java.time.Duration;

/** Runs a script of this room on a state host, and puts what went wrong into words. */
final class HostScript {

    /** As at the head of {@code prelude.sh}. */
    static final int MISSING_TOOL = 70;

    static final int UNUSABLE = 71;
    static final int BUSY = 75;
    static final int OLD_TOKEN = 76;
    static final int CHANGED = 77;

    /** Waiting for the door (5 s), and a slow disk. */
    static final Duration DEADLINE = Duration.ofSeconds(15);

    /** {@code status} is to return within 6 s. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** For the second try after an answer that never came: most often the link was new again. */
    private static final Duration AGAIN = Duration.ofSeconds(6);

    /** How often a door that somebody else holds is knocked at: with 5 s each, half a minute. */
    private static final int KNOCKS = 6;

    private HostScript() {}

    /**
     * All scripts of this room may be asked twice without harm, so they go over the long-lived
     * channel, and what was cut off is asked once more.
     *
     * @return the output; its exit code is 0 or one of {@code expected}
     */
    static Shell.Output ask(Shell shell, Script script, int... expected) throws FaultException {
        return ask(shell, script, DEADLINE, expected);
    }

    /** A reading, which somebody waits for: not asked again, and given up sooner. */
    static Shell.Output look(Shell shell, Script script) throws FaultException {
        try {
            var output = shell.ask(script, LOOK);
            if (output.ok()) {
                return output;
            }
            throw fault(shell, script, output).thrown();
        } catch (ShellException e) {
            throw fault(shell, script, e).thrown();
        }
    }

    static Shell.Output ask(Shell shell, Script script, Duration deadline, int... expected)
            throws FaultException {
        Shell.Output output = once(shell, script, deadline);
        for (int knock = 1; output.exit() == BUSY && knock < KNOCKS; knock++) {
            output = once(shell, script, deadline);
        }
        if (output.ok()) {
            return output;
        }
        for (int code : expected) {
            if (output.exit() == code) {
                return output;
            }
        }
        throw fault(shell, script, output).thrown();
    }

    private static Shell.Output once(Shell shell, Script script, Duration deadline)
            throws FaultException {
        try {
            return shell.ask(script, deadline);
        } catch (ShellException e) {
            if (e.kind() != ShellException.Kind.UNKNOWN) {
                throw fault(shell, script, e).thrown();
            }
        }
        try {
            return shell.ask(script, AGAIN.compareTo(deadline) < 0 ? AGAIN : deadline);
        } catch (ShellException e) {
            throw fault(shell, script, e).thrown();
        }
    }

    private static Fault fault(Shell shell, Script script, ShellException e) {
        boolean unknown = e.kind() == ShellException.Kind.UNKNOWN;
        return Fault.of(
                        unknown ? Fault.Kind.UNKNOWN : Fault.Kind.UNREACHABLE,
                        "state.host." + Json.word(e.kind()),
                        what(shell, script),
                        e.getMessage() + ".",
                        e.fix())
                .on(shell.host());
    }

    private static String what(Shell shell, Script script) {
        return "'" + script.name() + "' could not be done on the state host " + shell.host() + ".";
    }

    private static Fault fault(Shell shell, Script script, Shell.Output output) {
        var said = output.errors().strip();
        var last = said.substring(said.lastIndexOf('\n') + 1);
        var fault =
                switch (output.exit()) {
                    case MISSING_TOOL ->
                            Fault.of(
                                    Fault.Kind.FAILED,
                                    "state.tool.missing",
                                    what(shell, script),
                                    "The host lacks a tool: " + last + ".",
                                    "Install it there.");
                    case UNUSABLE -> unusable(shell, script, last);
                    case BUSY ->
                            Fault.of(
                                    Fault.Kind.FAILED,
                                    "state.busy",
                                    what(shell, script),
                                    "Something else held the host's door for half a minute.",
                                    "Wait for the change that is under way there, then try again.");
                    case OLD_TOKEN ->
                            Fault.of(
                                    Fault.Kind.HELD,
                                    "lock.token.old",
                                    what(shell, script),
                                    "Somebody took the cluster over meanwhile (" + last + ").",
                                    "Look who holds it with `drainboard status`; nothing of this"
                                            + " operation is done any more.");
                    default ->
                            Fault.of(
                                    Fault.Kind.FAILED,
                                    "state.script.failed",
                                    what(shell, script),
                                    last.isEmpty() ? "It told no reason." : last + ".",
                                    "Look at the output, mend the host, and try again.");
                };
        return fault.on(shell.host()).ran(script.name(), output.exit(), said);
    }

    /** Most often: no sudo, and nobody made the directory. */
    private static Fault unusable(Shell shell, Script script, String place) {
        var directory = script.data().getOrDefault("STATE", "");
        return Fault.of(
                Fault.Kind.FAILED,
                "state.directory.unusable",
                what(shell, script),
                "Its state cannot be kept or read there: " + place + ".",
                "Make it usable for every operator, for example on "
                        + shell.host()
                        + ": sudo install -d -m 2770 -g OPERATORS "
                        + directory
                        + " (OPERATORS: a group that all of them are in), make room on its disk,"
                        + " or let the cluster file say sudo: true.");
    }
}
