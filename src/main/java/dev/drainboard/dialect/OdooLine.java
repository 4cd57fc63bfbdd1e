package dev.drainboard.dialect;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line that Odoo wrote, as it stands in its file, in the journal ({@code short-iso-precise}) or
 * behind {@code docker logs --timestamps}. Odoo writes UTC whatever the host's zone is. A line that
 * is none of Odoo's (the rest of a traceback, another program's) is all text.
 *
 * @param at Odoo's own time, else that of whoever kept the line
 * @param level as Odoo wrote it; empty: the line has none
 * @param logger empty: the line has none
 * @param text what is left, without control characters; the query of a request is left out, since
 *     tokens travel there
 * @param request if the line tells of one that was answered
 */
public record OdooLine(
        Optional<Instant> at, String level, String logger, String text, Optional<Request> request) {

    /**
     * @param took Odoo's work in SQL and Python together; empty where it does not say
     */
    public record Request(
            String client, String method, String path, int status, Optional<Duration> took) {
        public Request {
            Objects.requireNonNull(took);
        }
    }

    public OdooLine {
        Objects.requireNonNull(at);
        Objects.requireNonNull(level);
        Objects.requireNonNull(logger);
        Objects.requireNonNull(text);
        Objects.requireNonNull(request);
    }

    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*[A-Za-z]");
    private static final Pattern JOURNAL =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S{8,25}) \\S+ [^ \\[:]+(?:\\[\\d+])?: ?(.*)");
    private static final Pattern DOCKER =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,20}Z) (.*)");
    private static final Pattern ODOO =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}) \\d+"
                            + " (DEBUG|INFO|WARNING|ERROR|CRITICAL) \\S+ ([^ :]+): ?(.*)");
    private static final Pattern REQUEST =
            Pattern.compile(
                    "(\\S+) - - \\[[^]]*] \"([A-Z]{1,16}) (\\S+) HTTP/[\\d.]+\" (\\d{3}) \\S+"
                            + "(?: (\\d+) ([\\d.]+) ([\\d.]+))?.*");
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s\"']*");
    private static final DateTimeFormatter ODOO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
    private static final DateTimeFormatter JOURNAL_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSSSSS]XX");

    public static OdooLine of(String line) {
        var plain = COLOURS.matcher(line).replaceAll("");
        var docker = DOCKER.matcher(plain);
        if (docker.matches()) {
            return of(time(docker.group(1)), docker.group(2));
        }
        var journal = JOURNAL.matcher(plain);
        if (journal.matches()) {
            return of(time(journal.group(1)), journal.group(2));
        }
        return of(Optional.empty(), plain);
    }

    /**
     * @param kept when the line came, as whoever keeps it says
     */
    private static OdooLine of(Optional<Instant> kept, String line) {
        var odoo = ODOO.matcher(line);
        if (!odoo.matches()) {
            return new OdooLine(kept, "", "", printable(line), Optional.empty());
        }
        var own = time(odoo.group(1));
        var request = REQUEST.matcher(odoo.group(4));
        boolean answered = request.matches();
        var text = answered ? QUERY.matcher(odoo.group(4)).replaceAll("") : odoo.group(4);
        return new OdooLine(
                own.isPresent() ? own : kept,
                odoo.group(2),
                odoo.group(3),
                printable(text),
                answered ? Optional.of(request(request)) : Optional.empty());
    }

    private static Request request(java.util.regex.Matcher line) {
        return new Request(
                line.group(1),
                line.group(2),
                QUERY.matcher(line.group(3)).replaceAll(""),
                Integer.parseInt(line.group(4)),
                line.group(5) == null ? Optional.empty() : took(line.group(6), line.group(7)));
    }

    private static Optional<Duration> took(String sql, String python) {
        try {
            double seconds = Double.parseDouble(sql) + Double.parseDouble(python);
            return Optional.of(Duration.ofNanos(Math.round(seconds * 1e9)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            if (text.indexOf(' ') > 0) {
                return Optional.of(LocalDateTime.parse(text, ODOO_TIME).toInstant(ZoneOffset.UTC));
            }
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : OffsetDateTime.parse(text, JOURNAL_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String printable(String text) {
        return text.replace('\t', ' ').replaceAll("\\p{Cntrl}", "");
    }
}
