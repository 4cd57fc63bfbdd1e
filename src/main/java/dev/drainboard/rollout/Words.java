package dev.drainboard.rollout;

import java.time.Duration;

/** How quantities are said to a person. */
final class Words {

    private Words() {}

    /** "40 s", "2 min", "1 min 30 s", "200 ms". */
    static String of(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        long minutes = duration.toMinutes();
        int seconds = duration.toSecondsPart();
        if (minutes == 0) {
            return seconds + " s";
        }
        return minutes + " min" + (seconds == 0 ? "" : " " + seconds + " s");
    }

    /** "1 request", "3 requests". */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
