package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A browser with one connection at most, and its cookies. */
final class Browser implements AutoCloseable {

    private static final int PATIENCE = 30_000;
    private static final int CONNECT = 5_000;
    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"method\":\"call\",\"params\":{}}";

    private final InetSocketAddress entrance;
    private final boolean keepsAlive;
    private final Tally tally;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Optional<Socket> connection = Optional.empty();
    private InputStream in = InputStream.nullInputStream();

    Browser(InetSocketAddress entrance, boolean keepsAlive, Tally tally) {
        this.entrance = entrance;
        this.keepsAlive = keepsAlive;
        this.tally = tally;
    }

    /** The connection ended before the first byte of an answer. */
    private static final class NothingAnswered extends IOException {
        private static final long serialVersionUID = 1L;

        NothingAnswered(String message) {
            super(message);
        }
    }

    /** Asks, and tells the tally. */
    void send(String method, String path) {
        tally.request(method.equals("POST"));
        try {
            int status = tried(method, path);
            if (status >= 500) {
                tally.failed(path + " answered " + status);
            }
        } catch (IOException e) {
            close();
            tally.failed(path + ": " + e);
        }
    }

    private int tried(String method, String path) throws IOException {
        boolean reused = connection.isPresent();
        try {
            return exchange(method, path);
        } catch (NothingAnswered e) {
            close();
            if (!reused) {
                throw e;
            }
            tally.reset();
            return exchange(method, path);
        }
    }

    private int exchange(String method, String path) throws IOException {
        if (connection.isEmpty()) {
            connect();
        }
        var answer = ask(method, path);
        int status = answer.status();
        for (var field : answer.fields()) {
            if (field.is("set-cookie")) {
                var pair = field.value().split(";")[0].split("=", 2);
                cookies.put(pair[0], pair.length > 1 ? pair[1] : "");
            }
        }
        var body = HttpBody.ofAnswer(answer, method);
        body.copy(in, OutputStream.nullOutputStream());
        if (!keepsAlive || !answer.keepsAlive() || body instanceof HttpBody.UntilEnd) {
            close();
        }
        return status;
    }

    private void connect() throws IOException {
        var socket = new Socket();
        connection = Optional.of(socket);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        socket.connect(entrance, CONNECT);
        in = new Inlet(socket.getInputStream());
    }

    private HttpHead ask(String method, String path) throws IOException {
        try {
            connection.orElseThrow().getOutputStream().write(message(method, path));
            return HttpHead.read(in)
                    .orElseThrow(() -> new NothingAnswered("closed with no byte answered"));
        } catch (SocketException e) {
            throw new NothingAnswered(e.toString());
        }
    }

    private byte[] message(String method, String path) {
        boolean post = method.equals("POST");
        var head =
                new HttpHead(method + " " + path + " HTTP/1.1", List.of())
                        .with("Host", "odoo.example.com")
                        .with("Connection", keepsAlive ? "keep-alive" : "close");
        if (!cookies.isEmpty()) {
            head =
                    head.with(
                            "Cookie",
                            cookies.entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                                    .collect(Collectors.joining("; ")));
        }
        if (post) {
            head =
                    head.with("Content-Type", "application/json")
                            .with("Content-Length", Integer.toString(BODY.length()));
        }
        var text = new String(head.bytes(), StandardCharsets.ISO_8859_1) + (post ? BODY : "");
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        connection.ifPresent(Quietly::close);
        connection = Optional.empty();
    }
}
