package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drainboard.wire.Http.HttpFailure;
import dev.drainboard.wire.Http.HttpFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OkHttpTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final OkHttp http = new OkHttp();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private Behaviour behaviour;

    private interface Behaviour {
        void answer(String request, Socket socket) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var request = head(socket.getInputStream());
            told.add(request);
            behaviour.answer(request, socket);
        } catch (Exception gone) {
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            head.append((char) b);
        }
        return head.toString();
    }

    private void answers(String text) {
        behaviour =
                (request, socket) ->
                        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    private Http.Answer get() throws HttpFailure {
        return http.get(uri("/web/health?a=1"), Optional.of("erp.test"), Map.of(), SOON, 100);
    }

    private Kind failure(Duration timeout) {
        return catchThrowableOfType(
                        HttpFailure.class,
                        () -> http.get(uri("/"), Optional.empty(), Map.of(), timeout, 100))
                .kind();
    }

    @Test
    void the_answer_is_what_the_server_sent() throws Exception {
        answers("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-A: 1\r\nx-a: 2\r\n\r\npass");
        var answer = get();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("pass");
        assertThat(answer.headers().get("x-a")).containsExactly("1", "2");
        assertThat(answer.took()).isPositive().isLessThan(SOON);
        assertThat(told.getFirst())
                .startsWith("GET /web/health?a=1 HTTP/1.1\r\n")
                .contains("Host: erp.test\r\n");
    }

    @Test
    void a_redirect_is_an_answer() throws Exception {
        answers("HTTP/1.1 303 See Other\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
        assertThat(get().status()).isEqualTo(303);
        assertThat(get().header("Location")).contains("/elsewhere");
        assertThat(told).hasSize(2);
    }

    @Test
    void each_question_has_a_connection_of_its_own() throws Exception {
        var ports = new CopyOnWriteArrayList<Integer>();
        behaviour =
                (request, socket) -> {
                    ports.add(socket.getPort());
                    for (int i = 0; i < 2; i++) {
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes());
                        head(socket.getInputStream());
                    }
                };
        get();
        get();
        assertThat(ports).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void of_a_body_without_end_only_the_head_is_kept() throws Exception {
        behaviour =
                (request, socket) -> {
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
                    while (true) {
                        socket.getOutputStream().write(new byte[10_000]);
                    }
                };
        assertThat(get().body()).hasSize(100);
    }

    @Test
    void a_body_that_drips_is_silent_at_the_deadline() {
        behaviour =
                (request, socket) -> {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n".getBytes());
                    while (true) {
                        socket.getOutputStream().write('x');
                        Thread.sleep(50);
                    }
                };
        long began = System.nanoTime();
        assertThat(failure(Duration.ofMillis(400))).isEqualTo(Kind.SILENT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_server_that_says_nothing_is_silent() {
        behaviour = (request, socket) -> Thread.sleep(5000);
        assertThat(failure(Duration.ofMillis(200))).isEqualTo(Kind.SILENT);
    }

    @Test
    void a_server_that_hangs_up_has_reset() {
        behaviour = (request, socket) -> {};
        assertThat(failure(SOON)).isEqualTo(Kind.RESET);
        behaviour = (request, socket) -> socket.setSoLinger(true, 0);
        assertThat(failure(SOON)).isEqualTo(Kind.RESET);
        answers("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nhalf");
        assertThat(failure(SOON)).isEqualTo(Kind.RESET);
        assertThat(told).as("nothing is asked twice").hasSize(3);
    }

    @Test
    void where_nothing_listens_is_refused() throws Exception {
        server.close();
        assertThat(failure(SOON)).isEqualTo(Kind.REFUSED);
    }

    @Test
    void a_name_without_an_address_is_unreachable() {
        var failure =
                catchThrowableOfType(
                        HttpFailure.class,
                        () ->
                                http.get(
                                        URI.create("http://no-such-name.invalid/"),
                                        Optional.empty(),
                                        Map.of(),
                                        SOON,
                                        1));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void a_connection_that_does_not_come_about_is_unreachable_and_not_silent() throws Exception {
        // a listener whose queue is full drops what knocks, as a cut cable does
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var knocking = new java.util.ArrayList<Socket>();
            for (int i = 0; i < 8; i++) {
                var socket = new Socket();
                knocking.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 50);
                } catch (IOException dropped) {
                    break;
                }
            }
            var address = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
            var asked =
                    catchThrowableOfType(
                            HttpFailure.class,
                            () ->
                                    http.get(
                                            address,
                                            Optional.empty(),
                                            Map.of(),
                                            Duration.ofMillis(300),
                                            1));
            var shaken =
                    catchThrowableOfType(
                            HttpFailure.class,
                            () ->
                                    http.handshake(
                                            address, Optional.empty(), Duration.ofMillis(300)));
            assertThat(List.of(asked.kind(), shaken.kind())).containsOnly(Kind.UNREACHABLE);
            for (var socket : knocking) {
                socket.close();
            }
        }
    }

    @Test
    void what_is_not_http_is_told_as_such() {
        answers("SSH-2.0-OpenSSH_9.2\r\n\r\n");
        assertThat(failure(SOON)).isEqualTo(Kind.NOT_HTTP);
    }

    @Test
    void a_websocket_that_opens_answers_101_and_is_closed() throws Exception {
        var after = new CopyOnWriteArrayList<Integer>();
        behaviour =
                (request, socket) -> {
                    socket.getOutputStream().write(accepted(request));
                    socket.setSoTimeout(3000);
                    after.add(socket.getInputStream().read());
                    while (socket.getInputStream().read() >= 0) {
                        continue;
                    }
                    after.add(-1);
                };
        assertThat(http.handshake(uri("/websocket"), Optional.of("erp.test"), SOON).status())
                .isEqualTo(101);
        assertThat(told.getFirst())
                .contains("Origin: http://erp.test\r\n")
                .contains("Upgrade: websocket\r\n")
                .contains("Host: erp.test\r\n");
        for (int i = 0; i < 200 && after.size() < 2; i++) {
            Thread.sleep(10);
        }
        assertThat(after).as("a close frame, then the end").containsExactly(0x88, -1);
    }

    private static byte[] accepted(String request) throws Exception {
        var key = request.replaceAll("(?s).*Sec-WebSocket-Key: ([^\r]*).*", "$1");
        var sha = MessageDigest.getInstance("SHA-1");
        var guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        var accept = Base64.getEncoder().encodeToString(sha.digest((key + guid).getBytes()));
        return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept
                        + "\r\n\r\n")
                .getBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 500, 502})
    void a_websocket_that_is_refused_answers_its_status(int status) throws Exception {
        answers("HTTP/1.1 " + status + " No\r\nContent-Length: 2\r\n\r\nno");
        assertThat(http.handshake(uri("/websocket"), Optional.empty(), SOON).status())
                .isEqualTo(status);
    }

    @Test
    void a_websocket_server_that_says_nothing_is_silent() {
        behaviour = (request, socket) -> Thread.sleep(5000);
        var failure =
                catchThrowableOfType(
                        HttpFailure.class,
                        () -> http.handshake(uri("/"), Optional.empty(), Duration.ofMillis(300)));
        assertThat(failure.kind()).isEqualTo(Kind.SILENT);
    }
}
