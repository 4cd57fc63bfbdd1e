package dev.drainboard.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The head of an HTTP message: its first line and its fields, in their order. */
record HttpHead(String start, List<Field> fields) {

    private static final int LONGEST = 65_536;

    record Field(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    HttpHead {
        fields = List.copyOf(fields);
    }

    /**
     * @return empty: the other side closed before it said a word
     * @throws EOFException it is cut off
     */
    static Optional<HttpHead> read(InputStream in) throws IOException {
        var start = line(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        var fields = new ArrayList<Field>();
        while (true) {
            var line = line(in).orElseThrow(() -> new EOFException("the head is cut off"));
            if (line.isEmpty()) {
                return Optional.of(new HttpHead(start.get(), fields));
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
    }

    /** One line without its end; empty at the end of the stream. */
    static Optional<String> line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.isEmpty()) {
                    return Optional.empty();
                }
                throw new EOFException("a line is cut off");
            }
            if (line.length() > LONGEST) {
                throw new IOException("a line without end");
            }
            line.append((char) next);
        }
        int end = line.length();
        return Optional.of(
                end > 0 && line.charAt(end - 1) == '\r'
                        ? line.substring(0, end - 1)
                        : line.toString());
    }

    private String word(int number) {
        var words = start.split(" ", 3);
        return number < words.length ? words[number] : "";
    }

    String method() {
        return word(0);
    }

    /** The path with its query. */
    String target() {
        return word(1);
    }

    String path() {
        int query = target().indexOf('?');
        return query < 0 ? target() : target().substring(0, query);
    }

    /** The first value of an argument of the query. */
    Optional<String> argument(String name) {
        int query = target().indexOf('?');
        return query < 0
                ? Optional.empty()
                : List.of(target().substring(query + 1).split("&")).stream()
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1))
                        .findFirst();
    }

    /** Of an answer; 0 if it is none. */
    int status() {
        var code = start.startsWith("HTTP/") ? word(1) : "";
        return code.length() == 3 && code.chars().allMatch(Character::isDigit)
                ? Integer.parseInt(code)
                : 0;
    }

    Optional<String> field(String name) {
        return fields.stream().filter(field -> field.is(name)).map(Field::value).findFirst();
    }

    boolean says(String name, String word) {
        return field(name).filter(value -> value.toLowerCase().contains(word)).isPresent();
    }

    /** Whether the connection is kept after this message, as far as this side is asked. */
    boolean keepsAlive() {
        boolean old = start.contains("HTTP/1.0");
        return old ? says("connection", "keep-alive") : !says("connection", "close");
    }

    Optional<String> cookie(String name) {
        return fields.stream()
                .filter(field -> field.is("cookie"))
                .flatMap(field -> List.of(field.value().split(";\\s*")).stream())
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    HttpHead without(String... names) {
        Set<String> gone = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        gone.addAll(List.of(names));
        return new HttpHead(
                start, fields.stream().filter(field -> !gone.contains(field.name())).toList());
    }

    HttpHead with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new HttpHead(start, more);
    }

    HttpHead starting(String other) {
        return new HttpHead(other, fields);
    }

    byte[] bytes() {
        var text = new StringBuilder(start).append("\r\n");
        fields.forEach(
                field ->
                        text.append(field.name())
                                .append(": ")
                                .append(field.value())
                                .append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
