package dev.drainboard.wire;

import com.jcraft.jsch.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens connections, hop by hop. A jump host has one connection that all hosts behind it share, and
 * no host sees more than two handshakes of ours at once: sshd drops connections beyond {@code
 * MaxStartups} at random, and newer ones punish the address they come from. What is asked of every
 * connection is in {@link Handshake}.
 */
final class Dialer {

    private static final int HANDSHAKES = 2;

    private final Workstation workstation;
    private final Limits limits;
    private final Map<String, Semaphore> handshakes = new ConcurrentHashMap<>();
    private final Map<List<Hop>, Jump> jumps = new HashMap<>();

    Dialer(Workstation workstation, Limits limits) {
        this.workstation = workstation;
        this.limits = limits;
    }

    Workstation workstation() {
        return workstation;
    }

    /** A jump host: one connection, opened again after it broke. */
    private static final class Jump {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<Session> session = Optional.empty();
    }

    /**
     * Signed in to the last hop.
     *
     * @throws ShellException {@code UNREACHABLE, UNTRUSTED, REFUSED} or {@code UNUSABLE}
     */
    Session dial(Target target) throws ShellException {
        return dial(Hop.route(workstation, target), Optional.empty());
    }

    /**
     * Goes as far as the last hop's host key, and no further.
     *
     * @param algorithms the kinds of host key to ask for
     * @return the key that it proved to have; empty if it has none of that kind
     */
    Optional<HostKey> hostKey(List<Hop> route, String algorithms) throws ShellException {
        try {
            dial(route, Optional.of(algorithms)).disconnect();
            throw new IllegalStateException("signed in where only the host key was asked for");
        } catch (Handshake.KeyShown shown) {
            return shown.key();
        }
    }

    private Session dial(List<Hop> route, Optional<String> onlyKey) throws ShellException {
        var hop = route.getLast();
        var before = route.subList(0, route.size() - 1);
        Optional<Session> through =
                before.isEmpty() ? Optional.empty() : Optional.of(jump(List.copyOf(before)));
        var turn =
                handshakes.computeIfAbsent(
                        hop.options().hostName() + " " + hop.options().port(),
                        key -> new Semaphore(HANDSHAKES, true));
        turn.acquireUninterruptibly();
        try {
            return new Handshake(hop, through, onlyKey, workstation, limits).session();
        } finally {
            turn.release();
        }
    }

    private Session jump(List<Hop> route) throws ShellException {
        Jump jump;
        synchronized (jumps) {
            jump = jumps.computeIfAbsent(route, key -> new Jump());
        }
        jump.lock.lock();
        try {
            if (jump.session.filter(Session::isConnected).isEmpty()) {
                jump.session = Optional.of(dial(route, Optional.empty()));
            }
            return jump.session.get();
        } finally {
            jump.lock.unlock();
        }
    }

    /** Hangs up on the jump hosts. */
    void close() {
        List<Jump> all;
        synchronized (jumps) {
            all = List.copyOf(jumps.values());
            jumps.clear();
        }
        all.forEach(jump -> jump.session.ifPresent(Session::disconnect));
    }
}
