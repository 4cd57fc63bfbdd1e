package dev.drainboard.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of {@code show sess}: a request or websocket under way. Alike from 2.2 to 3.2
 * (measured); a keep-alive connection between two requests has none, and one that waits for its
 * turn has no server yet.
 *
 * @param client its address, without the port; empty if it did not come over IP
 * @param age since the request began
 */
public record HaproxySession(
        Optional<String> client, String backend, Optional<String> server, Duration age) {

    /** What is asked. */
    public static final String QUESTION = "show sess";

    private static final Pattern LINE =
            Pattern.compile(
                    "0x[0-9a-f]+: proto=(\\S+) src=(\\S+) fe=\\S+ be=(\\S+) srv=(\\S+) .*?age=(\\S+) .*");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([dhms])");

    /** All that have a backend; lines that are not understood are left out. */
    public static List<HaproxySession> of(String text) {
        return text.lines()
                .map(LINE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .filter(line -> !line.group(3).equals("<NONE>"))
                .map(
                        line ->
                                new HaproxySession(
                                        client(line.group(1), line.group(2)),
                                        line.group(3),
                                        Optional.of(line.group(4))
                                                .filter(server -> !server.equals("<none>")),
                                        age(line.group(5))))
                .toList();
    }

    /** {@code backend/server}; empty: it waits. */
    public Optional<String> path() {
        return server.map(name -> backend + "/" + name);
    }

    private static Optional<String> client(String protocol, String source) {
        int colon = source.lastIndexOf(':');
        return protocol.startsWith("tcpv") && colon > 0
                ? Optional.of(source.substring(0, colon))
                : Optional.empty();
    }

    /** {@code 1h2m}, {@code 42s}. */
    private static Duration age(String text) {
        var parts = SPAN.matcher(text);
        var age = Duration.ZERO;
        while (parts.find()) {
            long number = Long.parseLong(parts.group(1));
            age =
                    age.plus(
                            switch (parts.group(2)) {
                                case "d" -> Duration.ofDays(number);
                                case "h" -> Duration.ofHours(number);
                                case "m" -> Duration.ofMinutes(number);
                                default -> Duration.ofSeconds(number);
                            });
        }
        return age;
    }
}
