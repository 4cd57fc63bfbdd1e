package dev.drainboard.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How numbers, ages and times are written. What nobody knows is an en dash, never 0. */
public final class Figures {

    public static final String UNKNOWN = "–";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMM", java.util.Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String THIN_SPACE = "\u2009";

    private Figures() {}

    public static String of(OptionalInt number) {
        return number.isPresent() ? of(number.getAsInt()) : UNKNOWN;
    }

    /** Thousands apart by a thin space. */
    public static String of(long number) {
        var digits = Long.toString(number);
        var grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            int left = digits.length() - i;
            if (i > 0 && left % 3 == 0 && digits.charAt(i - 1) != '-') {
                grouped.append(THIN_SPACE);
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /** Whole numbers; below ten one decimal, since there it tells something. */
    public static String decimal(double number) {
        return number > 0 && number < 9.95
                ? String.format(Locale.ROOT, "%.1f", number)
                : of(Math.round(number));
    }

    /** "41/s" */
    public static String perSecond(double number) {
        return decimal(number) + "/s";
    }

    /** Whole milliseconds; less than one is said so, since nothing takes no time. */
    public static String millis(OptionalLong number) {
        if (number.isEmpty()) {
            return UNKNOWN;
        }
        return (number.getAsLong() == 0 ? "<1" : of(number.getAsLong())) + " ms";
    }

    /** As {@link #of(Duration)}, and below ten seconds with one decimal: "0.2 s". */
    public static String took(Duration duration) {
        return duration.toMillis() < 9950
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
                : of(duration);
    }

    /** "12 s", "4 min 32 s", "2 h 5 min", "3 d". Less than nothing is 0 s. */
    public static String of(Duration duration) {
        var seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return pair(seconds / 60, " min", seconds % 60, " s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, " h", seconds % 3600 / 60, " min");
        }
        return seconds / 86_400 + " d";
    }

    private static String pair(long big, String unit, long small, String smallUnit) {
        return big + unit + (small == 0 ? "" : " " + small + smallUnit);
    }

    /** The time of day; of another day than {@code now} its date before it. */
    public static String time(Instant at, Instant now, ZoneId zone) {
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? time(at, zone) : DATE.withZone(zone).format(at) + " " + time(at, zone);
    }

    /** On the clock of whoever looks. */
    public static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
