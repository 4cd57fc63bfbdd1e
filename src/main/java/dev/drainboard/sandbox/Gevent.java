package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/** An Odoo's 8072: HTTP/1.1 with kept connections, and websockets. */
record Gevent(String node, OdooPages pages, Mood mood) {

    void serve(Visit visit) {
        try {
            boolean keeps = true;
            while (keeps) {
                mood.thaw();
                var head = HttpHead.read(visit.in());
                keeps = head.isPresent() && answer(visit, head.get());
            }
        } catch (IOException gone) {
            // closed by either side
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether another request may follow. */
    private boolean answer(Visit visit, HttpHead head) throws IOException, InterruptedException {
        HttpBody.ofRequest(head).copy(visit.in(), OutputStream.nullOutputStream());
        mood.thaw();
        if (head.path().equals("/websocket") && head.says("upgrade", "websocket")) {
            if (handshake(visit, head)) {
                frames(visit);
            }
            return false;
        }
        boolean keeps = head.keepsAlive();
        var answer = pages.to(head, mood.failing());
        visit.out().write(answer.message("HTTP/1.1", head.method(), keeps));
        return keeps;
    }

    private static boolean handshake(Visit visit, HttpHead head) throws IOException {
        var missing =
                Stream.of("origin", "sec-websocket-key", "sec-websocket-version")
                        .filter(name -> head.field(name).isEmpty())
                        .toList();
        if (!missing.isEmpty()) {
            var words = "Empty or missing header(s): " + String.join(", ", missing);
            var answer = Answer.of(400, Answer.HTML, words);
            visit.out().write(answer.message("HTTP/1.1", head.method(), false));
            return false;
        }
        var key = head.field("sec-websocket-key").orElseThrow();
        visit.out()
                .write(
                        new HttpHead("HTTP/1.1 101 Switching Protocols", List.of())
                                .with("Upgrade", "websocket")
                                .with("Connection", "Upgrade")
                                .with("Sec-WebSocket-Accept", WebsocketFrame.accept(key))
                                .bytes());
        return true;
    }

    private void frames(Visit visit) throws IOException, InterruptedException {
        for (var frame = WebsocketFrame.read(visit.in());
                frame.isPresent();
                frame = WebsocketFrame.read(visit.in())) {
            mood.thaw();
            var payload = frame.get().payload();
            switch (frame.get().opcode()) {
                case WebsocketFrame.PING ->
                        send(visit, new WebsocketFrame(WebsocketFrame.PONG, payload));
                case WebsocketFrame.TEXT ->
                        send(visit, WebsocketFrame.text("{\"node\": \"" + node + "\"}"));
                case WebsocketFrame.CLOSE -> {
                    send(visit, new WebsocketFrame(WebsocketFrame.CLOSE, payload));
                    return;
                }
                default -> {
                    // a pong, or the rest of something longer
                }
            }
        }
    }

    private static void send(Visit visit, WebsocketFrame frame) throws IOException {
        visit.out().write(frame.fromServer());
    }
}
