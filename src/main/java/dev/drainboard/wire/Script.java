package dev.drainboard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A remote command as a value: a constant text in POSIX sh, and the data it works on. The text
 * never changes with the data; data arrives in shell variables, each within single quotes, so that
 * no name from a file ever reaches a shell as anything but text. (Base64 would do too, and costs 2
 * ms of a host for each value.)
 *
 * @param name what a person calls it, shown in plans, journals and faults ("nginx: read
 *     configuration")
 * @param body POSIX sh; ends with the exit code that the caller gets
 * @param data shell variable to its value, set before the body in this order
 * @param asRoot runs as {@code sudo -n sh -s} where the host's entry says {@code sudo: true}, else
 *     as the user
 */
public record Script(String name, String body, Map<String, String> data, boolean asRoot) {

    /**
     * Functions {@code need} and {@code fence}, and the table of exit codes that all scripts share.
     */
    public static final String PRELUDE = text(Script.class, "prelude.sh");

    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,40}");

    public Script {
        Objects.requireNonNull(name);
        Objects.requireNonNull(body);
        data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** A script that runs as the user who signed in. */
    public static Script of(String name, String body) {
        return new Script(name, body, Map.of(), false);
    }

    /**
     * The body is the resource of that name beside {@code room}: scripts are kept as .sh files,
     * where tools can read them.
     */
    public static Script resource(Class<?> room, String name, String file) {
        return of(name, text(room, file));
    }

    public Script root() {
        return new Script(name, body, data, true);
    }

    /**
     * Sets a shell variable for the body. Newlines at the end of the value are dropped, as a
     * command substitution does; a value with a NUL cannot be carried.
     *
     * @throws IllegalArgumentException if the variable's name is not upper-case letters, digits and
     *     underscores, or the value has a NUL
     */
    public Script with(String variable, String value) {
        if (!VARIABLE.matcher(variable).matches()) {
            throw new IllegalArgumentException("not a variable of a script: " + variable);
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a NUL cannot be carried to a shell, in " + variable);
        }
        var more = new LinkedHashMap<>(data);
        more.put(variable, value);
        return new Script(name, body, more, asRoot);
    }

    public Script with(String variable, long value) {
        return with(variable, Long.toString(value));
    }

    /** This script preceded by {@code prelude}, which defines functions that the body calls. */
    public Script after(String prelude) {
        return new Script(name, prelude + "\n" + body, data, asRoot);
    }

    /**
     * The variables and the body, ready for {@code sh -s}; frames and sentinels are the channel's
     * business.
     */
    public String render() {
        var text = new StringBuilder("LC_ALL=C; export LC_ALL\n");
        data.forEach((variable, value) -> text.append(assignment(variable, value)).append('\n'));
        return text.append(body).toString();
    }

    private static String assignment(String variable, String value) {
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == '\n') {
            end--;
        }
        return variable + "='" + value.substring(0, end).replace("'", "'\\''") + "'";
    }

    /** The text of a resource beside {@code room}. */
    public static String text(Class<?> room, String file) {
        try (InputStream in = room.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "no resource " + file + " beside " + room.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
