package dev.drainboard.wire;

/**
 * An expected failure of a connection. Its message says what happened and why, {@link #fix()} what
 * to do.
 */
public final class ShellException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of failure, which decides what may be done next. */
    public enum Kind {
        /** Nothing was sent: no route, refused, silent, or a name that does not resolve. */
        UNREACHABLE,
        /** The host key is not known, is another one, or was revoked. Nothing was authenticated. */
        UNTRUSTED,
        /** The host refused every key that was offered. */
        REFUSED,
        /**
         * The connection or its configuration cannot be used: a keyword that is not supported, no
         * key file, sudo asks a password.
         */
        UNUSABLE,
        /**
         * The deadline passed, or the link broke, after the script was sent: it may or may not have
         * run, and may still run.
         */
        UNKNOWN
    }

    private final Kind kind;
    private final String host;
    private final String fix;

    public ShellException(Kind kind, String host, String message, String fix, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.host = host;
        this.fix = fix;
    }

    public Kind kind() {
        return kind;
    }

    public String host() {
        return host;
    }

    public String fix() {
        return fix;
    }
}
