package dev.drainboard.wire;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import dev.drainboard.wire.ShellException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens connections, hop by hop. A jump host has one connection that all hosts behind it share, and
 * no host sees more than two handshakes of ours at once: sshd drops connections beyond {@code
 * MaxStartups} at random, and newer ones punish the address they come from.
 *
 * <p>What is asked of every connection: the host key is decided before any authentication by our
 * own {@link Pins}, whatever any configuration says of StrictHostKeyChecking; no agent, X11 or
 * configured port is forwarded; nothing is compressed; no SHA-1.
 */
final class Dialer {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().name("ssh-", 0).factory();
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
        } catch (KeyShown shown) {
            return shown.key;
        }
    }

    /** The end of {@link #hostKey}: no failure, but nothing that may go on either. */
    private static final class KeyShown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Optional<HostKey> key;

        KeyShown(Optional<HostKey> key) {
            super(null, null, false, false);
            this.key = key;
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
            return new Handshake(hop, through, onlyKey).session();
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

    /** One attempt at one hop. */
    private final class Handshake {
        private final Hop hop;
        private final Optional<Session> through;
        private final Optional<String> onlyKey;
        private final Pins pins;
        private Watch watch;

        Handshake(Hop hop, Optional<Session> through, Optional<String> onlyKey)
                throws ShellException {
            this.hop = hop;
            this.through = through;
            this.onlyKey = onlyKey;
            this.pins = new Pins(known(), hop.keyName(), this::keyDecided);
        }

        private KnownHosts known() throws ShellException {
            if (onlyKey.isPresent()) {
                return KnownHosts.NONE;
            }
            try {
                return KnownHosts.read(hop.knownHosts());
            } catch (IOException e) {
                throw failure(
                        Kind.UNUSABLE,
                        "known hosts cannot be read: " + e.getMessage(),
                        "make the file readable",
                        e);
            }
        }

        Session session() throws ShellException {
            Optional<Keys> keys =
                    onlyKey.isPresent() ? Optional.empty() : Optional.of(Keys.of(workstation, hop));
            var socket = socket();
            watch = new Watch(socket, limits.keyExchange());
            try {
                var session = configured(socket, keys);
                session.connect(Math.toIntExact(limits.authentication().toMillis()) + 1000);
                return session;
            } catch (JSchException e) {
                if (onlyKey.isPresent() && (pins.shown().isPresent() || noneOfThatKind(e))) {
                    throw new KeyShown(pins.shown());
                }
                throw explained(e, keys);
            } catch (RuntimeException e) {
                // JSch counts on honest lengths in what a server sends
                throw failure(
                        Kind.UNREACHABLE,
                        hop.text() + " sent what is not SSH: " + e,
                        "see what answers on that port",
                        e);
            } finally {
                watch.over();
            }
        }

        private static boolean noneOfThatKind(JSchException e) {
            return e instanceof JSchAlgoNegoFailException
                    && String.valueOf(e.getMessage()).contains("server_host_key");
        }

        private void keyDecided() {
            watch.next(limits.authentication());
        }

        private Session configured(Socket socket, Optional<Keys> keys) throws JSchException {
            var jsch = new JSch();
            jsch.setHostKeyRepository(pins);
            var options = hop.options();
            var session = jsch.getSession(options.user(), options.hostName(), options.port());
            session.setHostKeyRepository(pins);
            keys.ifPresent(session::setIdentityRepository);
            options.hostKeyAlias().ifPresent(session::setHostKeyAlias);
            session.setThreadFactory(VIRTUAL);
            session.setSocketFactory(new Opened(socket));
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("server_host_key", onlyKey.orElseGet(pins::algorithms));
            session.setConfig("prefer_known_host_key_types", "no");
            session.setConfig("host_certificate_to_key_fallback", "no");
            session.setConfig("mac.c2s", MACS);
            session.setConfig("mac.s2c", MACS);
            // JSch would make a key of each kind for every connection, to see whether the JDK can:
            // ours, which we bring along, can
            session.setConfig("CheckKexes", "");
            session.setConfig("CheckSignatures", "");
            session.setConfig("compression.c2s", "none");
            session.setConfig("compression.s2c", "none");
            // before connect: the thread that reads starts within it, with this as its timeout
            session.setServerAliveInterval(Math.toIntExact(limits.keepAlive().toMillis()));
            session.setServerAliveCountMax(Limits.KEEP_ALIVES);
            session.setConfig("StrictHostKeyChecking", "yes");
            return session;
        }

        private Socket socket() throws ShellException {
            var limit = hop.options().connectTimeout().orElse(limits.connect());
            return through.isPresent() ? tunnel(through.get(), limit) : direct(limit);
        }

        private Socket tunnel(Session jump, Duration limit) throws ShellException {
            var options = hop.options();
            try {
                return Tunnel.to(
                        options.hostName(),
                        options.port(),
                        jump,
                        Math.toIntExact(limit.toMillis()));
            } catch (IOException e) {
                throw failure(
                        Kind.UNREACHABLE,
                        "no way to "
                                + hop.text()
                                + " through "
                                + jump.getHost()
                                + ": "
                                + e.getMessage(),
                        "see whether the host is up, and whether "
                                + jump.getHost()
                                + " may reach its SSH port",
                        e);
            }
        }

        private Socket direct(Duration limit) throws ShellException {
            var deadline = Deadline.in(limit);
            IOException last = null;
            for (var address : addresses()) {
                var socket = new Socket();
                try {
                    socket.connect(
                            new InetSocketAddress(address, hop.options().port()),
                            deadline.leftMillis());
                    return socket;
                } catch (IOException e) {
                    last = e;
                    closeQuietly(socket);
                }
            }
            throw failure(
                    Kind.UNREACHABLE,
                    hop.text() + " cannot be reached: " + reason(last, limit),
                    "see whether the host is up, and whether its SSH port is the one configured",
                    last);
        }

        private List<InetAddress> addresses() throws ShellException {
            var name = hop.options().hostName();
            try {
                var all = Arrays.stream(InetAddress.getAllByName(name));
                return switch (hop.options().family()) {
                    case "inet" -> all.filter(a -> a instanceof Inet4Address).toList();
                    case "inet6" -> all.filter(a -> !(a instanceof Inet4Address)).toList();
                    default -> all.toList();
                };
            } catch (UnknownHostException e) {
                throw failure(
                        Kind.UNREACHABLE,
                        "the name " + name + " has no address",
                        "correct `host` in the cluster file, or add the name to DNS",
                        e);
            }
        }

        private static String reason(IOException e, Duration limit) {
            if (e instanceof java.net.SocketTimeoutException) {
                return "no answer within " + Deadline.text(limit);
            }
            return e == null ? "it has no address of that family" : e.getMessage();
        }

        private ShellException explained(JSchException e, Optional<Keys> keys) {
            var said = String.valueOf(e.getMessage());
            if (e instanceof JSchHostKeyException || said.startsWith("rejected HostKey")) {
                return Untrusted.failure(hop, pins, said, e);
            }
            if (watch.expired()) {
                return failure(
                        Kind.UNREACHABLE,
                        hop.text()
                                + (watch.stages() > 0
                                        ? " showed its host key and did not sign us in within "
                                        : " answered and did not get to its host key within ")
                                + Deadline.text(watch.limit()),
                        "see what slows its sshd down (DNS, PAM, load)",
                        e);
            }
            if (said.startsWith("Auth")) {
                return failure(
                        Kind.REFUSED,
                        hop.text()
                                + " does not let "
                                + hop.options().user()
                                + " in with "
                                + keys.map(Keys::text).orElse("no key")
                                + methods(said),
                        "add the public key to ~"
                                + hop.options().user()
                                + "/.ssh/authorized_keys on the host, or name another user or key",
                        e);
            }
            if (e instanceof JSchAlgoNegoFailException) {
                return failure(
                        Kind.UNUSABLE,
                        hop.text() + " and we have no algorithm in common: " + said,
                        "update its OpenSSH (8.0 or newer)",
                        e);
            }
            return failure(
                    Kind.UNREACHABLE,
                    hop.text() + " hung up before we were signed in: " + said,
                    "see its sshd log: MaxStartups, a penalty, a full disk",
                    e);
        }

        /** "Auth fail for methods 'publickey,password'": what else it would take. */
        private static String methods(String said) {
            int quote = said.indexOf('\'');
            var methods = quote < 0 ? "" : said.substring(quote + 1).replace("'", "");
            return methods.isEmpty() || methods.equals("publickey")
                    ? ""
                    : " (it takes " + methods + "; we have only keys)";
        }

        private ShellException failure(Kind kind, String message, String fix, Throwable cause) {
            return new ShellException(kind, hop.asked(), message, fix, cause);
        }
    }

    private static final String MACS =
            "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
                    + "hmac-sha2-256,hmac-sha2-512";

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // it is
        }
    }

    /** Hands JSch the socket that is open already. */
    private record Opened(Socket socket) implements SocketFactory {
        @Override
        public Socket createSocket(String host, int port) {
            return socket;
        }

        @Override
        public InputStream getInputStream(Socket open) throws IOException {
            return open.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket open) throws IOException {
            return open.getOutputStream();
        }
    }
}
