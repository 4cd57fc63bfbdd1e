package dev.drainboard.wire;

import com.jcraft.jsch.Session;
import dev.drainboard.wire.ShellException.Kind;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way to a hop's SSH port: straight, to each of its addresses in turn, or through the hop
 * before.
 */
record HopSocket(Hop hop, Optional<Session> through, Limits limits) {

    Socket open() throws ShellException {
        var limit = hop.options().connectTimeout().orElse(limits.connect());
        return through.isPresent() ? tunnel(through.get(), limit) : direct(limit);
    }

    private Socket tunnel(Session jump, Duration limit) throws ShellException {
        var options = hop.options();
        try {
            return Tunnel.to(
                    options.hostName(), options.port(), jump, Math.toIntExact(limit.toMillis()));
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

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // it is
        }
    }

    private ShellException failure(Kind kind, String message, String fix, Throwable cause) {
        return new ShellException(kind, hop.asked(), message, fix, cause);
    }
}
