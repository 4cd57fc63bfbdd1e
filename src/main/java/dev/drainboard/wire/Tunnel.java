package dev.drainboard.wire;

import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A way through a host, in the form of a socket with timeouts, so that a connection through a jump
 * host has the same deadlines and keep-alives as a direct one, and no port of this machine is open
 * to others on it.
 */
final class Tunnel extends Socket {

    private final ChannelDirectTCPIP channel;
    private final Arrivals arrivals = new Arrivals();
    private OutputStream departures;

    private Tunnel(ChannelDirectTCPIP channel) {
        this.channel = channel;
    }

    /** Through the host to an address as seen from it. */
    static Tunnel to(String address, int port, Session session, int timeoutMillis)
            throws IOException {
        var channel = (ChannelDirectTCPIP) channel(session, "direct-tcpip");
        channel.setHost(address);
        channel.setPort(port);
        channel.setOrgIPAddress("127.0.0.1");
        channel.setOrgPort(0);
        return new Tunnel(channel).open(session, timeoutMillis);
    }

    /** Through the host to a unix socket of it. */
    static Tunnel to(String path, Session session, int timeoutMillis) throws IOException {
        var channel = (ChannelDirectStreamLocal) channel(session, "direct-streamlocal@openssh.com");
        channel.setSocketPath(path);
        return new Tunnel(channel).open(session, timeoutMillis);
    }

    private static com.jcraft.jsch.Channel channel(Session session, String type)
            throws IOException {
        try {
            var channel = session.openChannel(type);
            if (channel == null) {
                throw new IOException("the connection is closing");
            }
            return channel;
        } catch (JSchException e) {
            throw new IOException("the connection is down", e);
        }
    }

    private Tunnel open(Session session, int timeoutMillis) throws IOException {
        channel.setOutputStream(arrivals.entrance());
        try {
            Opening.of(channel, session, timeoutMillis);
            departures = new Flushing(channel.getOutputStream());
            return this;
        } catch (JSchException e) {
            int reason = channel.getExitStatus();
            channel.disconnect();
            if (reason > 0) {
                throw new Refused(reason);
            }
            throw new IOException("no answer to the request for a way through", e);
        }
    }

    /** The server, or what lies behind it, said no. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(int reason) {
            super(
                    switch (reason) {
                        case 1 -> "the SSH server forbids it";
                        case 2 -> "nothing answers there";
                        case 3 -> "the SSH server does not know how";
                        default -> "the SSH server has no room for it";
                    });
        }
    }

    private static final class Flushing extends FilterOutputStream {
        Flushing(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            out.flush();
        }
    }

    @Override
    public InputStream getInputStream() {
        return arrivals;
    }

    @Override
    public OutputStream getOutputStream() {
        return departures;
    }

    @Override
    public void setSoTimeout(int timeout) {
        arrivals.timeout(timeout);
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // the connection underneath has it
    }

    @Override
    public void shutdownOutput() throws IOException {
        departures.close();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public void close() {
        channel.disconnect();
        arrivals.close();
    }
}
