package dev.drainboard.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A wire on loopback that breaks after so many bytes of one direction, in one of two ways. */
final class FaultProxy implements AutoCloseable {

    enum Fault {
        /** Nothing passes any more in either direction, and nobody is told. */
        BLACK_HOLE,
        RESET
    }

    enum Direction {
        TO_CLIENT,
        TO_SERVER
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int to;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile Fault fault = Fault.BLACK_HOLE;
    private volatile Direction direction = Direction.TO_CLIENT;
    private volatile boolean broken;

    FaultProxy(int to) throws IOException {
        this.to = to;
        Thread.ofVirtual().name("fault-proxy").start(this::acceptUntilClosed);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on, after so many bytes in that direction. */
    void breakAfter(long bytes, Direction direction, Fault fault) {
        this.fault = fault;
        this.direction = direction;
        left.set(bytes);
    }

    private void acceptUntilClosed() {
        while (!listener.isClosed()) {
            try {
                var near = listener.accept();
                var far = new Socket(InetAddress.getLoopbackAddress(), to);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> carry(near, far, Direction.TO_SERVER));
                Thread.ofVirtual().start(() -> carry(far, near, Direction.TO_CLIENT));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to, Direction mine) {
        var buffer = new byte[8192];
        try {
            while (true) {
                int count = from.getInputStream().read(buffer);
                if (count < 0) {
                    if (!broken) {
                        to.shutdownOutput();
                    }
                    return;
                }
                int pass = broken ? 0 : count;
                if (mine == direction && !broken) {
                    pass = Math.clamp(left.getAndAdd(-count), 0, count);
                    broken = pass < count;
                }
                to.getOutputStream().write(buffer, 0, pass);
                if (broken && fault == Fault.RESET) {
                    from.setSoLinger(true, 0);
                    to.setSoLinger(true, 0);
                    from.close();
                    to.close();
                    return;
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
