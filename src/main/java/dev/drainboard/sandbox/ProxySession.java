package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;

/** One client's connection to the proxy: its requests, one after the other. */
final class ProxySession {

    private static final int CLIENT_TIMEOUT = 120_000;
    private static final int SERVER_TIMEOUT = 120_000;
    private static final int CONNECT_TIMEOUT = 5_000;
    private static final int RETRIES = 3;

    private final Proxy proxy;
    private final Visit client;

    ProxySession(Proxy proxy, Visit client) {
        this.proxy = proxy;
        this.client = client;
    }

    void serve() {
        try {
            client.socket().setSoTimeout(CLIENT_TIMEOUT);
            boolean keeps = true;
            while (keeps) {
                var head = HttpHead.read(client.in());
                keeps = head.isPresent() && pass(head.get());
            }
        } catch (IOException gone) {
            // the client, which has nobody to be told
        }
    }

    /** A request's way to a server, while it is counted there. */
    private record Passage(
            Backend backend, Server server, Socket socket, long began, long connected)
            implements AutoCloseable {
        long connectMillis() {
            return (connected - began) / 1_000_000;
        }

        @Override
        public void close() {
            Quietly.close(socket);
        }
    }

    private boolean pass(HttpHead head) throws IOException {
        var passage = connect(proxy.backend(head), head);
        if (passage.isEmpty()) {
            return refuse(
                    "503 Service Unavailable", "No server is available to handle this request.");
        }
        long response = 0;
        try (var way = passage.get()) {
            long sent = send(way, head);
            var in = new Inlet(way.socket().getInputStream());
            var answer = answer(way, in);
            if (answer.isEmpty()) {
                return refuse(
                        "502 Bad Gateway",
                        "The server returned an invalid or incomplete response.");
            }
            response = (System.nanoTime() - way.connected()) / 1_000_000;
            way.server().figures().answered(answer.get().status());
            if (answer.get().status() == 101) {
                tunnel(way, answer.get(), in, sent);
                return false;
            }
            return hand(way, head, answer.get(), in, sent);
        } finally {
            var way = passage.get();
            long total = (System.nanoTime() - way.began()) / 1_000_000;
            way.server().figures().end(way.connectMillis(), response, total);
        }
    }

    /** With retries; one that cannot be reached is left for another. Empty: there is none. */
    private Optional<Passage> connect(Backend backend, HttpHead head) {
        var failed = new HashSet<Server>();
        for (int attempt = 0; attempt <= RETRIES; attempt++) {
            var server = backend.choose(head, failed);
            if (server.isEmpty()) {
                return Optional.empty();
            }
            var figures = server.get().figures();
            long began = System.nanoTime();
            var socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.bind(proxy.from());
                socket.connect(
                        new InetSocketAddress(server.get().address(), server.get().port()),
                        CONNECT_TIMEOUT);
                socket.setSoTimeout(SERVER_TIMEOUT);
                return Optional.of(
                        new Passage(backend, server.get(), socket, began, System.nanoTime()));
            } catch (IOException e) {
                Quietly.close(socket);
                figures.refused();
                figures.leave();
                if (attempt < RETRIES) {
                    figures.retried();
                    figures.redispatched();
                }
                failed.add(server.get());
            }
        }
        return Optional.empty();
    }

    private long send(Passage way, HttpHead head) throws IOException {
        var forwarded =
                head.without("X-Forwarded-For", "X-Forwarded-Host")
                        .with("X-Forwarded-For", client.peer().getAddress().getHostAddress())
                        .with("X-Forwarded-Host", head.field("host").orElse(""));
        var bytes = forwarded.bytes();
        try {
            way.socket().getOutputStream().write(bytes);
            return bytes.length
                    + HttpBody.ofRequest(head).copy(client.in(), way.socket().getOutputStream());
        } catch (IOException e) {
            way.server().figures().broken();
            return bytes.length; // its answer, or that there is none, tells
        }
    }

    private static Optional<HttpHead> answer(Passage way, InputStream in) {
        try {
            var head = HttpHead.read(in).filter(answer -> answer.status() > 0);
            if (head.isEmpty()) {
                way.server().figures().broken();
            }
            return head;
        } catch (IOException e) {
            way.server().figures().broken();
            return Optional.empty();
        }
    }

    private boolean hand(Passage way, HttpHead asked, HttpHead answer, InputStream in, long sent)
            throws IOException {
        var body = HttpBody.ofAnswer(answer, asked.method());
        boolean keeps = asked.keepsAlive() && !(body instanceof HttpBody.UntilEnd);
        int space = answer.start().indexOf(' ');
        var head =
                answer.starting("HTTP/1.1" + answer.start().substring(space))
                        .without("Connection", "Keep-Alive")
                        .with("Connection", keeps ? "keep-alive" : "close");
        var name = way.server().name();
        if (way.backend().sticky() && !asked.cookie(Backend.COOKIE).equals(Optional.of(name))) {
            head = head.with("Set-Cookie", Backend.COOKIE + "=" + name + "; path=/");
        }
        var bytes = head.bytes();
        client.out().write(bytes);
        try {
            way.server().figures().moved(sent, bytes.length + body.copy(in, client.out()));
        } catch (SocketTimeoutException e) {
            way.server().figures().broken();
            throw e;
        }
        return keeps;
    }

    private void tunnel(Passage way, HttpHead answer, InputStream in, long sent)
            throws IOException {
        way.socket().setSoTimeout(0);
        client.socket().setSoTimeout(0);
        client.out().write(answer.bytes());
        var up = Thread.ofVirtual().name("proxy-tunnel").start(() -> pump(client.in(), way, true));
        way.server().figures().moved(sent, 0);
        pump(in, way, false);
        Quietly.join(up, java.time.Duration.ofSeconds(2));
    }

    /** Until either side ends; then both do. */
    private void pump(InputStream from, Passage way, boolean up) {
        try {
            OutputStream to = up ? way.socket().getOutputStream() : client.out();
            var buffer = new byte[2048];
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                way.server().figures().moved(up ? read : 0, up ? 0 : read);
            }
        } catch (IOException over) {
            // the other direction has ended
        } finally {
            client.close();
            way.close();
        }
    }

    private boolean refuse(String status, String words) throws IOException {
        var body = "<html><body><h1>" + status + "</h1>\n" + words + "\n</body></html>\n";
        client.out()
                .write(
                        ("HTTP/1.1 "
                                        + status
                                        + "\r\ncontent-length: "
                                        + body.length()
                                        + "\r\ncache-control: no-cache\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.US_ASCII));
        return false;
    }
}
