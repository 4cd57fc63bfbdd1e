package dev.drainboard.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** {@link LineSocket} from this machine. */
public final class TcpLineSocket implements LineSocket {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int CAP = 2 << 20;

    private final String host;
    private final int port;

    public TcpLineSocket(String host, int port) {
        this.host = Objects.requireNonNull(host);
        this.port = port;
    }

    @Override
    public String address() {
        return host + ":" + port;
    }

    @Override
    public String ask(String line, Duration time) throws ShellException {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("not one line");
        }
        long until = System.nanoTime() + time.toNanos();
        try (var socket = new Socket()) {
            connect(socket, until);
            return exchange(socket, line, until);
        } catch (IOException e) {
            throw failure(
                    ShellException.Kind.UNKNOWN, "the connection broke: " + e.getMessage(), e);
        }
    }

    private void connect(Socket socket, long until) throws ShellException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw failure(
                    ShellException.Kind.UNREACHABLE, "the name " + host + " has no address", null);
        }
        try {
            socket.connect(address, (int) Math.min(left(until), CONNECT.toMillis()));
        } catch (IOException e) {
            throw failure(ShellException.Kind.UNREACHABLE, e.getMessage(), e);
        }
    }

    private String exchange(Socket socket, String line, long until)
            throws IOException, ShellException {
        var out = socket.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        var in = socket.getInputStream();
        var answer = new ByteArrayOutputStream();
        var buffer = new byte[16_384];
        while (true) {
            long left = left(until);
            if (left <= 1) {
                throw failure(ShellException.Kind.UNKNOWN, "no end of an answer in time", null);
            }
            socket.setSoTimeout((int) left);
            try {
                int got = in.read(buffer);
                if (got < 0) {
                    return answer.toString(StandardCharsets.UTF_8);
                }
                answer.write(buffer, 0, got);
            } catch (SocketTimeoutException e) {
                throw failure(ShellException.Kind.UNKNOWN, "no end of an answer in time", e);
            }
            if (answer.size() > CAP) {
                throw failure(ShellException.Kind.UNKNOWN, "an answer without an end", null);
            }
        }
    }

    /** Milliseconds, at least one: zero would mean for ever to a socket. */
    private static long left(long until) {
        return Math.clamp((until - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    }

    private ShellException failure(ShellException.Kind kind, String why, Throwable cause) {
        return new ShellException(
                kind,
                address(),
                address() + ": " + why,
                "See that HAProxy runs, that its `stats socket` listens there, and that nothing"
                        + " between us and it refuses.",
                cause);
    }
}
