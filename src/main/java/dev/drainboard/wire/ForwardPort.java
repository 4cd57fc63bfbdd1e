package dev.drainboard.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A port of this machine, on loopback only, that leads through a host. Each caller gets a channel;
 * when the connection broke in between, the next caller gets a new one.
 */
final class ForwardPort implements Shell.Forward {

    private static final Duration OPENING = Duration.ofSeconds(10);

    private final ServerSocket listener;
    private final Line line;
    private final String address;
    private final int remotePort;
    private final Consumer<ForwardPort> onClose;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    ForwardPort(Line line, String address, int remotePort, Consumer<ForwardPort> onClose)
            throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        this.line = line;
        this.address = address;
        this.remotePort = remotePort;
        this.onClose = onClose;
        Thread.ofVirtual().name("ssh-forward").start(this::acceptUntilClosed);
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    private void acceptUntilClosed() {
        while (!listener.isClosed()) {
            try {
                var near = listener.accept();
                Thread.ofVirtual().name("ssh-forward-out").start(() -> lead(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** A caller for whom no way opens sees what it would see at a closed port: an end. */
    private void lead(Socket near) {
        open.add(near);
        var deadline = Deadline.in(OPENING);
        try (near;
                var far =
                        line.connection(deadline)
                                .tunnel(address, remotePort, deadline.leftMillis())) {
            var back = Thread.ofVirtual().name("ssh-forward-in").start(() -> carry(far, near));
            carry(near, far);
            back.join();
        } catch (IOException | ShellException e) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(near);
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // one side has gone: so shall the other
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // it is
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException closed) {
            // it is
        }
        open.forEach(ForwardPort::closeQuietly);
        onClose.accept(this);
    }
}
