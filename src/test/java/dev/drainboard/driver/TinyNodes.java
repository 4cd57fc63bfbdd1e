package dev.drainboard.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Nodes as small as can be: {@code /} answers with the address asked, {@code /hold} never answers,
 * {@code /websocket} shakes hands and stays. One HTTP port and one for websockets, the same on all.
 */
final class TinyNodes implements AutoCloseable {

    private final int http = NginxBed.freePort();
    private final int websocket = NginxBed.freePort();
    private final Queue<ServerSocket> listening = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> held = new ConcurrentLinkedQueue<>();

    TinyNodes(Stream<String> addresses) throws IOException {
        for (var address : addresses.toList()) {
            for (int port : List.of(http, websocket)) {
                var server = new ServerSocket();
                listening.add(server);
                server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
                Thread.ofVirtual().name("tiny-" + address).start(() -> serve(server, address));
            }
        }
    }

    int http() {
        return http;
    }

    int websocket() {
        return websocket;
    }

    /** Ends one node: connections to it are refused. */
    void stop(String address) throws IOException {
        for (var server : listening) {
            if (server.getInetAddress().getHostAddress().equals(address)) {
                server.close();
            }
        }
    }

    /** Ends every connection: what is held is answered by its end. */
    void release() {
        held.forEach(TinyNodes::close);
        held.clear();
    }

    private void serve(ServerSocket server, String address) {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                held.add(client);
                Thread.ofVirtual().start(() -> answer(client, address));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket client, String address) {
        try {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.US_ASCII));
            var request = String.valueOf(in.readLine());
            for (var line = request; line != null && !line.isEmpty(); ) {
                line = in.readLine();
            }
            if (request.contains("/hold")) {
                return;
            }
            if (request.contains("/drop")) {
                client.close();
                return;
            }
            if (request.contains("/slow")) {
                Thread.sleep(100);
            }
            boolean socket = request.contains("/websocket");
            client.getOutputStream()
                    .write(
                            (socket ? UPGRADED : said(request, address))
                                    .getBytes(StandardCharsets.US_ASCII));
            if (!socket) {
                client.close();
            }
        } catch (IOException | InterruptedException gone) {
            // a check of HAProxy's, or a user who left
        }
    }

    /** A path that ends in a status is answered with it. */
    private static String said(String request, String address) {
        var asked = request.matches("GET /status/[0-9]{3} .*");
        var status = asked ? request.substring("GET /status/".length()).substring(0, 3) : "200";
        return "HTTP/1.0 " + status + " So\r\nConnection: close\r\n\r\n" + address;
    }

    private static final String UPGRADED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    @Override
    public void close() {
        for (var server : listening) {
            close(server);
        }
        release();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            // it was going anyway
        }
    }
}
