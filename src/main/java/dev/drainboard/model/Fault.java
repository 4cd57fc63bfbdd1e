package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An expected failure, as data: what, why, what to do, and the evidence.
 *
 * @param code stable and searchable, screen.noun.reason ("nginx.reload.not-applied")
 * @param what one sentence: what could not be done, and to whom
 * @param why one sentence: the cause as far as it is known
 * @param fix one sentence: what to do
 * @param host where it happened
 * @param command the remote command's name or text
 * @param output the end of what it printed, at most some lines
 * @param kind decides the exit code and whether it may be tried again
 */
public record Fault(
        String code,
        String what,
        String why,
        String fix,
        Optional<String> host,
        Optional<String> command,
        OptionalInt exit,
        Optional<String> output,
        Kind kind) {

    /** What a fault means for what may be done next. */
    public enum Kind {
        /** The work failed; what was begun is known. Exit 1. */
        FAILED,
        /** It may or may not have happened: to be asked again before anything else. Exit 1. */
        UNKNOWN,
        /** The command or the cluster file is wrong. Exit 2. */
        WRONG,
        /** A guard refused. Exit 3. */
        REFUSED,
        /** Somebody else holds the cluster, or our token is too old. Exit 4. */
        HELD,
        /** A host could not be reached or trusted. Exit 5. */
        UNREACHABLE,
        /** Somebody is asked. Exit 6. */
        ASKED
    }

    public Fault {
        Objects.requireNonNull(code);
        Objects.requireNonNull(what);
        Objects.requireNonNull(why);
        Objects.requireNonNull(fix);
        Objects.requireNonNull(host);
        Objects.requireNonNull(command);
        Objects.requireNonNull(exit);
        Objects.requireNonNull(output);
        Objects.requireNonNull(kind);
    }

    public static Fault of(Kind kind, String code, String what, String why, String fix) {
        return new Fault(
                code,
                what,
                why,
                fix,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                kind);
    }

    public Fault on(String host) {
        return new Fault(code, what, why, fix, Optional.of(host), command, exit, output, kind);
    }

    /** With the command that showed it, its exit code and the end of its output. */
    public Fault ran(String command, int exit, String output) {
        return new Fault(
                code,
                what,
                why,
                fix,
                host,
                Optional.of(command),
                OptionalInt.of(exit),
                Optional.of(output),
                kind);
    }

    public Fault said(String output) {
        return new Fault(code, what, why, fix, host, command, exit, Optional.of(output), kind);
    }

    public FaultException thrown() {
        return new FaultException(this);
    }
}
