package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A user's websocket: kept open, asked from time to time, opened anew with patience. */
final class Listener {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** In nanoseconds: one that is closed for longer is a failure. */
    private static final long LATE = Duration.ofSeconds(5).toNanos();

    private static final int CONNECT = 3_000;

    private final InetSocketAddress entrance;
    private final Tally tally;

    Listener(InetSocketAddress entrance, Tally tally) {
        this.entrance = entrance;
        this.tally = tally;
    }

    void listenUntilInterrupted() {
        long closedAt = System.nanoTime();
        boolean before = false;
        var pause = FIRST;
        while (!Thread.currentThread().isInterrupted()) {
            try (var socket = new Socket()) {
                var in = open(socket);
                tally.opened(before);
                before = true;
                pause = FIRST;
                try {
                    listen(socket, in);
                } finally {
                    tally.closed();
                    closedAt = System.nanoTime();
                }
            } catch (IOException e) {
                if (System.nanoTime() - closedAt > LATE && !Thread.interrupted()) {
                    tally.failed("a websocket is not open again after 5 s: " + e.getMessage());
                    closedAt = System.nanoTime();
                }
            }
            long millis = pause.toMillis();
            if (!Quietly.sleep(
                    Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis)))) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
    }

    private InputStream open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(CONNECT);
        socket.connect(entrance, CONNECT);
        var head =
                new HttpHead("GET /websocket?version=18.0-2 HTTP/1.1", List.of())
                        .with("Host", "odoo.example.com")
                        .with("Origin", "http://odoo.example.com")
                        .with("Upgrade", "websocket")
                        .with("Connection", "Upgrade")
                        .with("Sec-WebSocket-Version", "13")
                        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        socket.getOutputStream().write(head.bytes());
        var in = new Inlet(socket.getInputStream());
        int status = HttpHead.read(in).map(HttpHead::status).orElse(0);
        if (status != 101) {
            throw new IOException("the handshake was answered with " + status);
        }
        return in;
    }

    /** Until it is closed, or a ping has no answer. */
    private void listen(Socket socket, InputStream in) {
        boolean asked = false;
        try {
            socket.setSoTimeout(ThreadLocalRandom.current().nextInt(15_000, 25_000));
            while (true) {
                try {
                    if (WebsocketFrame.read(in).isEmpty()) {
                        return;
                    }
                    asked = false;
                } catch (SocketTimeoutException quiet) {
                    if (asked) {
                        return;
                    }
                    asked = true;
                    var ping = new WebsocketFrame(WebsocketFrame.PING, new byte[] {'?'});
                    socket.getOutputStream().write(ping.fromClient());
                }
            }
        } catch (IOException cut) {
            // as a node's restart does
        }
    }
}
