package dev.drainboard.sandbox;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A connection to a node, with what a kernel knows of it: so that {@code ss} on its host can tell
 * the truth.
 */
final class Visit implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private volatile long received;
    private volatile long sent;
    private volatile long lastReceived = System.nanoTime();
    private volatile long lastSent = System.nanoTime();

    Visit(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new Inlet(new Counted(socket.getInputStream()));
        this.out = new Sent(socket.getOutputStream());
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    Socket socket() {
        return socket;
    }

    InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    InetSocketAddress peer() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    /**
     * What came, read or not: a frozen process reads nothing, and its kernel has it all the same.
     */
    long received() {
        try {
            return received + socket.getInputStream().available();
        } catch (IOException closed) {
            return received;
        }
    }

    long sent() {
        return sent;
    }

    long millisSinceReceived() {
        return (System.nanoTime() - lastReceived) / 1_000_000;
    }

    long millisSinceSent() {
        return (System.nanoTime() - lastSent) / 1_000_000;
    }

    @Override
    public void close() {
        Quietly.close(socket);
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            if (read > 0) {
                received += read;
                lastReceived = System.nanoTime();
            }
            return read;
        }
    }

    private final class Sent extends FilterOutputStream {
        Sent(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            sent += length;
            lastSent = System.nanoTime();
        }
    }
}
