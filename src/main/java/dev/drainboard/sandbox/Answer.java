package dev.drainboard.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a node answers to a request. */
record Answer(int status, String type, byte[] body, List<HttpHead.Field> more) {

    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json; charset=utf-8";

    Answer {
        more = List.copyOf(more);
    }

    static Answer of(int status, String type, String body, HttpHead.Field... more) {
        return new Answer(status, type, body.getBytes(StandardCharsets.UTF_8), List.of(more));
    }

    static Answer error() {
        return of(500, HTML, "Internal Server Error");
    }

    static HttpHead.Field field(String name, String value) {
        return new HttpHead.Field(name, value);
    }

    /** The whole message; without its body if only the head was asked for. */
    byte[] message(String version, String method, boolean keepsAlive) {
        var head = new StringBuilder(version + " " + status + " " + reason() + "\r\n");
        head.append("Server: Werkzeug\r\nContent-Type: ").append(type).append("\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        more.forEach(
                field ->
                        head.append(field.name())
                                .append(": ")
                                .append(field.value())
                                .append("\r\n"));
        head.append("Connection: ").append(keepsAlive ? "keep-alive" : "close").append("\r\n\r\n");
        var bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (method.equals("HEAD")) {
            return bytes;
        }
        var all = java.util.Arrays.copyOf(bytes, bytes.length + body.length);
        System.arraycopy(body, 0, all, bytes.length, body.length);
        return all;
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 303 -> "SEE OTHER";
            case 400 -> "BAD REQUEST";
            case 404 -> "NOT FOUND";
            case 405 -> "METHOD NOT ALLOWED";
            default -> "INTERNAL SERVER ERROR";
        };
    }
}
