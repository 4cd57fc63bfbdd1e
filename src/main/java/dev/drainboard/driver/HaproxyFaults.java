package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Fault.Kind;
import java.util.List;

/** What can be wrong with an HAProxy, in the user's words. */
record HaproxyFaults(String balancer) {

    /** Exit codes of our scripts beside those of the prelude. */
    static final int SILENT = 72;

    static final int NOT_THIS_USER = 73;
    static final int LEVEL = 74;

    private static final String LET_ADMIN =
            "Give its `stats socket` line in haproxy.cfg `level admin` and reload HAProxy.";

    String unread() {
        return balancer + " could not be read.";
    }

    Fault silent(String path, String said) {
        return silent(unread(), path, said);
    }

    Fault silent(String what, String path, String said) {
        return Fault.of(
                Kind.FAILED,
                "haproxy.socket.silent",
                what,
                "Nobody answers at " + path + (said.isEmpty() ? "." : ": " + said + "."),
                "See that HAProxy runs, and that `socket` names its `stats socket`.");
    }

    Fault notThisUser(String path) {
        return Fault.of(
                Kind.FAILED,
                "haproxy.socket.denied",
                unread(),
                "The user of this host may not write to " + path + ", or it is not there.",
                "Set `sudo: true` for this host, or let the user's group in: `stats socket "
                        + path
                        + " mode 660 group GROUP level admin`.");
    }

    Fault notAPath(String path) {
        return Fault.of(
                Kind.WRONG,
                "haproxy.socket.path",
                unread(),
                "The socket's path is not one that may be given to a program: "
                        + Faults.printable(path),
                "Name a path of letters, digits and _ . / @ + - as `socket`.");
    }

    Fault garbled(String why) {
        return Fault.of(
                Kind.FAILED,
                "haproxy.answer.garbled",
                unread(),
                "Its answer is not understood: " + why + ".",
                "See with `show servers state` and `show stat` at the socket what answers there;"
                        + " HAProxy 2.2 to 3.2 are known.");
    }

    Fault level(String what, String level) {
        return Fault.of(
                Kind.REFUSED,
                "haproxy.socket.level",
                what,
                "Its socket lets us read only: its level is " + level + ".",
                LET_ADMIN);
    }

    Fault severalProcesses(String node, long processes) {
        return Fault.of(
                Kind.REFUSED,
                "haproxy.processes.several",
                node + " cannot leave " + balancer + ".",
                processes + " processes share the load (nbproc), and a socket changes only one.",
                "Use threads (`nbthread`) in the place of `nbproc`.");
    }

    Fault nowhere(String node, String lookedFor, List<String> backends) {
        return Fault.of(
                Kind.REFUSED,
                "haproxy.node.nowhere",
                node + " stands in no backend of " + balancer + ".",
                lookedFor
                        + (backends.isEmpty()
                                ? "It has no backend with a server."
                                : "It has the backends " + String.join(", ", backends) + "."),
                "Name its `addresses` in the cluster file as HAProxy does, or its server as the"
                        + " node.");
    }

    Fault gone(String what, List<String> servers) {
        return Fault.of(
                Kind.FAILED,
                "haproxy.server.gone",
                what,
                "It has no longer " + String.join(", ", servers) + ".",
                "Somebody changed its configuration; look at it, then begin again.");
    }

    Fault restless(String what) {
        return Fault.of(
                Kind.FAILED,
                "haproxy.server.restless",
                what,
                "Somebody else changes the same servers at the same time.",
                "See what does (an agent-check, a configuration tool, a colleague), then try"
                        + " again.");
    }

    Fault notApplied(String what, String said, boolean undone) {
        return Fault.of(
                Kind.FAILED,
                undone ? "host.config.not-applied" : "host.undo.failed",
                what,
                (undone
                                ? "HAProxy refused, and what was done is undone: "
                                : "HAProxy refused, and undoing failed too: ")
                        + Faults.end(said),
                undone
                        ? "See HAProxy's own log for the cause."
                        : "The balancer is left as it is: look at it by hand before anything"
                                + " else.");
    }
}
