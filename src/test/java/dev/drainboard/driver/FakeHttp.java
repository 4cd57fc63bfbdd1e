package dev.drainboard.driver;

import dev.drainboard.wire.Http;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers of a healthy Odoo, unless told otherwise; remembers what it was asked. Keys are addresses
 * without the scheme ("10.0.0.10:8069/web/health"), or their beginnings.
 */
final class FakeHttp implements Http {

    /** What comes instead of an answer of a healthy Odoo. */
    interface Reply {
        Answer answer() throws HttpFailure;
    }

    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();

    FakeHttp on(String beginning, Reply reply) {
        replies.put(beginning, reply);
        return this;
    }

    FakeHttp on(String beginning, int status, String body) {
        return on(beginning, () -> answer(status, body, Map.of()));
    }

    FakeHttp fails(String beginning, HttpFailure.Kind kind) {
        return on(
                beginning,
                () -> {
                    throw new HttpFailure(
                            kind, kind.name().toLowerCase(java.util.Locale.ROOT), null);
                });
    }

    static Answer answer(int status, String body, Map<String, String> headers) {
        var all = new HashMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new Answer(status, all, body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(4));
    }

    @Override
    public Answer get(
            URI address,
            Optional<String> host,
            Map<String, String> headers,
            Duration timeout,
            int cap)
            throws HttpFailure {
        asked.add(host.orElse("-") + " " + address);
        var reply = reply(address);
        if (reply.isPresent()) {
            return reply.get().answer();
        }
        return switch (address.getPath()) {
            case "/web/health", "/websocket/health" ->
                    answer(200, "{\"status\": \"pass\"}", Map.of());
            case "/web/login" ->
                    answer(
                            200,
                            "<link rel=\"stylesheet\" href=\"/web/assets/1/a.css\"/>"
                                    + "<script src='/web/assets/1/b.js?x=1&amp;y=2'></script>",
                            Map.of());
            default ->
                    answer(address.getPath().startsWith("/web/assets/") ? 200 : 404, "", Map.of());
        };
    }

    @Override
    public Answer handshake(URI address, Optional<String> host, Duration timeout)
            throws HttpFailure {
        asked.add(host.orElse("-") + " " + address);
        var reply = reply(address);
        return reply.isPresent() ? reply.get().answer() : answer(101, "", Map.of());
    }

    private Optional<Reply> reply(URI address) {
        var rest = address.toString().replaceFirst("^[a-z]+://", "");
        return replies.keySet().stream()
                .filter(rest::startsWith)
                .max(java.util.Comparator.comparingInt(String::length))
                .map(replies::get);
    }
}
