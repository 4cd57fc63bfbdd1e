package dev.drainboard.wire;

import dev.drainboard.wire.ShellException.Kind;

/**
 * What is said of a script that did not come back whole.
 *
 * @param host as it was asked for
 * @param user who is signed in there
 */
record SshFailures(String host, String user) {

    ShellException unknown(Script script, String how) {
        return failure(
                Kind.UNKNOWN,
                "whether \"" + script.name() + "\" was done on " + host + " is unknown: " + how,
                "look at the host again before anything is repeated");
    }

    /** The shell ended before its first mark: it was not there, or was not allowed. */
    ShellException neverBegun(boolean asRoot, Reply reply, ExecChannel channel) {
        var said = reply.said().isEmpty() ? "" : " (\"" + shortened(reply.said()) + "\")";
        if (!asRoot) {
            return failure(
                    Kind.UNUSABLE,
                    host + " let " + user + " in and did not run sh" + said,
                    "give " + user + " a login shell that runs commands");
        }
        if (channel.exitStatus() == 127) {
            return failure(
                    Kind.UNUSABLE,
                    host + " has no sudo" + said,
                    "install sudo there, sign in as root, or write `sudo: false`");
        }
        return failure(
                Kind.UNUSABLE,
                "sudo on " + host + " does not run sh without a password" + said,
                "add with visudo on the host: " + user + " ALL=(root) NOPASSWD: /bin/sh -s");
    }

    private static String shortened(String said) {
        return said.length() <= 200 ? said : said.substring(0, 200) + "...";
    }

    ShellException noChannel(Script script, Connection.Unusable e) {
        return new ShellException(
                Kind.UNREACHABLE,
                host,
                host + " opened no channel for \"" + script.name() + "\", which was not begun",
                "see its sshd: MaxSessions, load, processes that hang",
                e);
    }

    ShellException busy(Script script, Deadline deadline) {
        return failure(
                Kind.UNREACHABLE,
                "\""
                        + script.name()
                        + "\" was not begun: within "
                        + deadline.text()
                        + " no channel to "
                        + host
                        + " became free",
                "see what runs there, and try again");
    }

    private ShellException failure(Kind kind, String message, String fix) {
        return new ShellException(kind, host, message, fix, null);
    }
}
