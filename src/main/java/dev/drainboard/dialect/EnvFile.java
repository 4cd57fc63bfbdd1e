package dev.drainboard.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code .env} as docker compose reads it: {@code NAME=value} or {@code NAME: value}, {@code
 * export} before it, values bare or in quotes (which may span lines), comments, and of several
 * assignments to one name the last one wins. A change replaces the bytes of one value and no other.
 */
public final class EnvFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    /** What means itself, in quotes and out of them. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@+-]+");

    /** A byte a character, so that what is not UTF-8 survives. */
    private final String text;

    private EnvFile(String text) {
        this.text = text;
    }

    public static EnvFile of(byte[] bytes) {
        return new EnvFile(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The value as it stands between its quotes; references in it are not resolved. */
    public Optional<String> value(String name) {
        return last(name)
                .map(span -> text.substring(span.from(), span.to()))
                .map(
                        value ->
                                new String(
                                        value.getBytes(StandardCharsets.ISO_8859_1),
                                        StandardCharsets.UTF_8));
    }

    /**
     * The file with another value for {@code name}: in the place of the one that wins, or as a line
     * at the end if there is none.
     *
     * @throws IllegalArgumentException if the name is none, or the value would need quoting
     */
    public EnvFile with(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a variable: " + name);
        }
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException("not a plain value: " + value);
        }
        return last(name)
                .map(span -> text.substring(0, span.from()) + value + text.substring(span.to()))
                .map(EnvFile::new)
                .orElseGet(() -> new EnvFile(text + appended(name + "=" + value)));
    }

    private String appended(String line) {
        var end = text.contains("\r\n") ? "\r\n" : "\n";
        return (text.isEmpty() || text.endsWith("\n") ? "" : end) + line + end;
    }

    /** Where a value stands, without its quotes. */
    private record Span(int from, int to) {}

    private Optional<Span> last(String name) {
        Optional<Span> found = Optional.empty();
        int at = 0;
        while (at < text.length()) {
            at = skip(at, " \t\r\n");
            int line = at;
            at = skipExport(at);
            var key = NAME.matcher(text).region(at, text.length());
            if (!key.lookingAt()) {
                at = lineEnd(line);
                continue;
            }
            int sign = skip(key.end(), " \t");
            if (sign >= text.length() || text.charAt(sign) != '=' && text.charAt(sign) != ':') {
                at = lineEnd(line);
                continue;
            }
            var value = value(skip(sign + 1, " \t"));
            if (key.group().equals(name)) {
                found = Optional.of(value);
            }
            at = lineEnd(value.to());
        }
        return found;
    }

    private int skipExport(int at) {
        boolean export =
                text.startsWith("export", at)
                        && at + 6 < text.length()
                        && " \t".indexOf(text.charAt(at + 6)) >= 0;
        return export ? skip(at + 6, " \t") : at;
    }

    private Span value(int from) {
        if (from < text.length() && "'\"".indexOf(text.charAt(from)) >= 0) {
            char quote = text.charAt(from);
            for (int at = from + 1; at < text.length(); at++) {
                if (text.charAt(at) == '\\' && quote == '"') {
                    at++;
                } else if (text.charAt(at) == quote) {
                    return new Span(from + 1, at);
                }
            }
        }
        int end = lineEnd(from);
        for (int at = from; at < end; at++) {
            boolean comment =
                    text.charAt(at) == '#'
                            && (at == from || " \t".indexOf(text.charAt(at - 1)) >= 0);
            if (comment) {
                end = at;
            }
        }
        while (end > from && " \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Span(from, end);
    }

    private int skip(int at, String blanks) {
        while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int lineEnd(int at) {
        int end = text.indexOf('\n', Math.min(at, text.length()));
        return end < 0 ? text.length() : end;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnvFile file && Arrays.equals(file.bytes(), bytes());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
