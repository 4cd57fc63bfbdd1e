package dev.drainboard.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A loopback port of this machine that leads to another address, byte for byte. */
final class Relay implements Shell.Forward {

    private final ServerSocket server;
    private final String address;
    private final int to;

    Relay(String address, int to) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.address = address;
        this.to = to;
        Thread.ofVirtual().name("relay").start(this::acceptUntilClosed);
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    private void acceptUntilClosed() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                Thread.ofVirtual().name("relay").start(() -> join(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket near) {
        try (near;
                var far = new Socket(address, to)) {
            var back = Thread.ofVirtual().name("relay-back").start(() -> carry(far, near));
            carry(near, far);
            back.join();
        } catch (IOException | InterruptedException gone) {
            // both ends are closed, which is all a relay can say
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // the other direction notices by itself
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
