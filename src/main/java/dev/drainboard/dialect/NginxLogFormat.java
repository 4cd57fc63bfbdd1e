package dev.drainboard.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A {@code log_format} that tells which server answered. A line is read from left to right once,
 * each value up to the text that follows it: what a client puts into a header may garble its own
 * line, and costs no more time than that line is long.
 */
public final class NginxLogFormat {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)}|([A-Za-z0-9_]+))");

    private static final String ADDRESS = "upstream_addr";
    private static final String STATUS = "status";
    private static final String UPSTREAM_STATUS = "upstream_status";
    private static final String UPSTREAM_TIME = "upstream_response_time";
    private static final String TIME = "request_time";
    private static final String CLIENT = "remote_addr";

    /** {@code text} stands before the variable; the last part has no variable. */
    private record Part(String text, String variable) {}

    private final List<Part> parts;

    /**
     * One server's part in one request.
     *
     * @param address as nginx wrote it: {@code 10.0.0.1:8069}
     * @param status empty: it gave no answer
     * @param seconds until its answer was read; empty: not written
     */
    public record Answer(String address, OptionalInt status, OptionalDouble seconds) {
        public Answer {
            Objects.requireNonNull(address);
            Objects.requireNonNull(status);
            Objects.requireNonNull(seconds);
        }
    }

    /**
     * One request.
     *
     * @param answers each server that was asked, in order; none for a line that is not of this
     *     format
     * @param client as nginx wrote its address; empty text: not written
     */
    public record Line(List<Answer> answers, String client) {
        public Line {
            answers = List.copyOf(answers);
            Objects.requireNonNull(client);
        }
    }

    private NginxLogFormat(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Empty if it does not tell who answered and how, or cannot be taken apart. */
    public static Optional<NginxLogFormat> of(String format) {
        var parts = new ArrayList<Part>();
        var matcher = VARIABLE.matcher(format);
        int end = 0;
        while (matcher.find()) {
            var text = format.substring(end, matcher.start());
            if (text.isEmpty() && !parts.isEmpty()) {
                return Optional.empty();
            }
            parts.add(
                    new Part(text, matcher.group(1) != null ? matcher.group(1) : matcher.group(2)));
            end = matcher.end();
        }
        parts.add(new Part(format.substring(end), ""));
        var names = parts.stream().map(Part::variable).toList();
        boolean tells =
                names.contains(ADDRESS)
                        && (names.contains(STATUS) || names.contains(UPSTREAM_STATUS));
        return tells ? Optional.of(new NginxLogFormat(parts)) : Optional.empty();
    }

    /** Whether a line says how long an answer took. */
    public boolean timed() {
        return parts.stream()
                .anyMatch(
                        part ->
                                part.variable().equals(UPSTREAM_TIME)
                                        || part.variable().equals(TIME));
    }

    /** Each server that was asked, in order; none for a line that is not of this format. */
    public List<Answer> read(String line) {
        return line(line).answers();
    }

    /** The same, and who asked. */
    public Line line(String line) {
        return values(line)
                .map(values -> new Line(answers(values), values.getOrDefault(CLIENT, "")))
                .orElseGet(() -> new Line(List.of(), ""));
    }

    private Optional<Map<String, String>> values(String line) {
        var values = new HashMap<String, String>();
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            if (!line.startsWith(part.text(), at)) {
                return Optional.empty();
            }
            at += part.text().length();
            if (!part.variable().isEmpty()) {
                int end = end(line, at, part.variable(), parts.get(i + 1));
                if (end < 0) {
                    return Optional.empty();
                }
                values.put(part.variable(), line.substring(at, end));
                at = end;
            }
        }
        return Optional.of(values);
    }

    private static int end(String line, int at, String variable, Part next) {
        if (variable.startsWith("upstream_")) {
            return endOfList(line, at, next.text());
        }
        return next.text().isEmpty() ? line.length() : line.indexOf(next.text(), at);
    }

    /** {@code 10.0.0.1:8069, 10.0.0.2:8069 : 10.0.0.3:80}: blanks belong to it after its signs. */
    private static int endOfList(String line, int at, String after) {
        int end = item(line, at, after);
        while (line.startsWith(", ", end) || line.startsWith(" : ", end)) {
            end = item(line, end + (line.charAt(end) == ',' ? 2 : 3), after);
        }
        return end;
    }

    private static int item(String line, int from, String after) {
        int end = from;
        while (end < line.length()
                && line.charAt(end) != ' '
                && line.charAt(end) != ','
                && (after.isEmpty() || !line.startsWith(after, end))) {
            end++;
        }
        return end;
    }

    private static List<Answer> answers(Map<String, String> values) {
        var addresses = list(values.get(ADDRESS));
        var statuses = list(values.getOrDefault(UPSTREAM_STATUS, ""));
        var times = list(values.getOrDefault(UPSTREAM_TIME, ""));
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < addresses.size(); i++) {
            boolean last = i == addresses.size() - 1;
            // of a server that was passed over only its own status tells; the request's is
            // another's
            var status =
                    statuses.size() == addresses.size()
                            ? statuses.get(i)
                            : last ? values.getOrDefault(STATUS, "") : "";
            var time =
                    times.size() == addresses.size()
                            ? times.get(i)
                            : last ? values.getOrDefault(TIME, "") : "";
            answers.add(new Answer(addresses.get(i), status(status), seconds(time)));
        }
        return answers;
    }

    private static List<String> list(String value) {
        return value.isEmpty() || value.equals("-") ? List.of() : List.of(value.split(", | : "));
    }

    private static OptionalInt status(String text) {
        return text.matches("[1-5]\\d\\d")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private static OptionalDouble seconds(String text) {
        return text.matches("\\d{1,7}(\\.\\d{1,6})?")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }
}
