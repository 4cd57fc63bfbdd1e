package dev.drainboard.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code systemctl show} says of a unit, and what follows from it for a restart. */
record SystemdUnit(Map<String, String> properties) {

    private static final Pattern SPAN =
            Pattern.compile("(\\d+)(y|month|w|d|h|min|s|ms|us)(?:\\s|$)");

    static SystemdUnit of(String printed) {
        return new SystemdUnit(
                printed.lines()
                        .filter(line -> line.indexOf('=') > 0)
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.indexOf('=')),
                                        line -> line.substring(line.indexOf('=') + 1).strip(),
                                        (first, second) -> second)));
    }

    private String get(String property) {
        return properties.getOrDefault(property, "");
    }

    boolean exists() {
        return !get("LoadState").equals("not-found") && !get("LoadState").isEmpty();
    }

    /** Main pid and its start, in microseconds since boot; empty if it does not run. */
    Optional<String> instance() {
        boolean runs = get("MainPID").matches("[1-9]\\d*");
        return runs
                ? Optional.of(get("MainPID") + "@" + get("ExecMainStartTimestampMonotonic"))
                : Optional.empty();
    }

    /** Seconds since boot at which the main process was started. */
    Optional<Long> started() {
        var stamp = get("ExecMainStartTimestampMonotonic");
        return stamp.matches("[1-9]\\d{0,17}")
                ? Optional.of(Long.parseLong(stamp) / 1_000_000)
                : Optional.empty();
    }

    /** TimeoutStopSec; without a limit a great many. */
    Optional<Long> stopSeconds() {
        return seconds(get("TimeoutStopUSec"));
    }

    List<String> notes() {
        var notes = new ArrayList<String>();
        var killMode = get("KillMode");
        if (killMode.equals("control-group")) {
            notes.add(
                    "KillMode is control-group: a stop kills requests under way, because workers"
                            + " die of the signal that the master would let them outlive. Set"
                            + " KillMode=mixed.");
        }
        if (killMode.equals("process") || killMode.equals("none")) {
            notes.add(
                    "KillMode is "
                            + killMode
                            + ": a stop may leave workers behind that hold the port. Set"
                            + " KillMode=mixed.");
        }
        return notes;
    }

    /** As systemd writes spans: "1min 30s", "infinity". */
    static Optional<Long> seconds(String span) {
        if (span.equals("infinity")) {
            return Optional.of((long) Integer.MAX_VALUE);
        }
        var parts = SPAN.matcher(span);
        long milliseconds = 0;
        boolean any = false;
        while (parts.find()) {
            any = true;
            milliseconds +=
                    Long.parseLong(parts.group(1))
                            * switch (parts.group(2)) {
                                case "y" -> 31_557_600_000L;
                                case "month" -> 2_629_800_000L;
                                case "w" -> 604_800_000L;
                                case "d" -> 86_400_000L;
                                case "h" -> 3_600_000L;
                                case "min" -> 60_000L;
                                case "s" -> 1000L;
                                case "ms" -> 1L;
                                default -> 0L;
                            };
        }
        return any ? Optional.of(milliseconds / 1000) : Optional.empty();
    }
}
