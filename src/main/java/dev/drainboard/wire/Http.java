package dev.drainboard.wire;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks HTTP servers and shakes hands with websockets. Redirects are not followed: to a health check
 * a redirect is an answer.
 */
public interface Http {

    /**
     * @param host the Host header; empty: the authority of the address
     * @param cap bytes of the body kept; the rest is not read
     * @throws HttpFailure refused, silent past the timeout, reset, or not HTTP
     */
    Answer get(
            URI address,
            Optional<String> host,
            Map<String, String> headers,
            Duration timeout,
            int cap)
            throws HttpFailure;

    /** A websocket handshake with an Origin; 101 is a yes, and the socket is closed at once. */
    Answer handshake(URI address, Optional<String> host, Duration timeout) throws HttpFailure;

    /**
     * {@code took} from the first byte sent to the last byte of the body kept. Header names in
     * lower case.
     */
    record Answer(int status, Map<String, List<String>> headers, byte[] body, Duration took) {
        public String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }

        public Optional<String> header(String name) {
            var values = headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
            return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
        }
    }

    /**
     * No answer. {@link #kind()} tells a dead server (refused, reset) from one that cannot be
     * reached (no connection came about: no route, or none in time) and one that is silent (it
     * accepted, and nothing came in time).
     */
    final class HttpFailure extends Exception {
        private static final long serialVersionUID = 1L;

        /**
         * Through a forward the connection is accepted by our own end, so {@code SILENT} may be a
         * cut cable there.
         */
        public enum Kind {
            REFUSED,
            RESET,
            UNREACHABLE,
            SILENT,
            NOT_HTTP
        }

        private final Kind kind;

        public HttpFailure(Kind kind, String message, Throwable cause) {
            super(message, cause);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }
}
