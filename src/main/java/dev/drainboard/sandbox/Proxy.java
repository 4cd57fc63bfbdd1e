package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * The balancer of kind haproxy: HTTP/1.1 for its clients, requests to one backend and websockets to
 * the other, sticky by cookie, with checks of its own. A request that finds a server shut goes to
 * another.
 */
final class Proxy implements AutoCloseable {

    private final Backend http;
    private final Backend websocket;
    private final InetSocketAddress from;
    private final Port port;
    private final Checks checks;
    private final long started = System.nanoTime();

    /**
     * @param usual the port for clients, if it is free
     */
    Proxy(Loopback loopback, String address, int usual, Backend http, Backend websocket)
            throws IOException {
        this.http = http;
        this.websocket = websocket;
        this.from = new InetSocketAddress(InetAddress.ofLiteral(address), 0);
        ServerSocket listener = loopback.listen(address, usual);
        this.port = new Port("proxy", listener, this::serve);
        this.checks = new Checks(List.of(http, websocket), from);
    }

    private void serve(Visit visit) {
        new ProxySession(this, visit).serve();
    }

    Backend backend(HttpHead head) {
        return head.path().startsWith("/websocket") ? websocket : http;
    }

    List<Backend> backends() {
        return List.of(http, websocket);
    }

    /** Whence nodes are asked. */
    InetSocketAddress from() {
        return from;
    }

    InetSocketAddress entrance() {
        return new InetSocketAddress(InetAddress.ofLiteral(port.address()), port.number());
    }

    int connections() {
        return port.visits().size();
    }

    long upSeconds() {
        return (System.nanoTime() - started) / 1_000_000_000;
    }

    @Override
    public void close() {
        checks.close();
        port.close();
    }
}
