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
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * One attempt to sign in to one hop. The host key is decided before any authentication by our own
 * {@link Pins}, whatever any configuration says of StrictHostKeyChecking; no agent, X11 or
 * configured port is forwarded; nothing is compressed; no SHA-1.
 */
final class Handshake {

    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().name("ssh-", 0).factory();
    private static final String MACS =
            "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
                    + "hmac-sha2-256,hmac-sha2-512";

    private final Hop hop;
    private final Optional<Session> through;
    private final Optional<String> onlyKey;
    private final Workstation workstation;
    private final Limits limits;
    private final Pins pins;
    private Watch watch;

    /**
     * @param onlyKey the kinds of host key to ask for and to see, instead of signing in
     */
    Handshake(
            Hop hop,
            Optional<Session> through,
            Optional<String> onlyKey,
            Workstation workstation,
            Limits limits)
            throws ShellException {
        this.workstation = workstation;
        this.limits = limits;
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
        var socket = new HopSocket(hop, through, limits).open();
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

    /** The end where only the key was asked for: no failure, but nothing that may go on either. */
    static final class KeyShown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Optional<HostKey> key;

        KeyShown(Optional<HostKey> key) {
            super(null, null, false, false);
            this.key = key;
        }

        /** Empty: the host has none of that kind. */
        Optional<HostKey> key() {
            return key;
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
