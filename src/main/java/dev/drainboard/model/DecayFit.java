package dev.drainboard.model;

import dev.drainboard.model.Decay.Confidence;
import dev.drainboard.model.Decay.Left;
import java.time.Duration;
import java.util.List;

/**
 * The arithmetic behind {@link Decay}: requests that end each with the same chance in any second,
 * so that the chance is how many ended by how many seconds they were watched for together.
 */
final class DecayFit {

    /** Nothing is said before: one reading may be as old as a rhythm. */
    private static final double LEAST_SECONDS = 2;

    private static final int LEAST_LOOKS = 3;

    /** A pause shorter than this is none, however quick it went before. */
    private static final double LEAST_PAUSE = 5;

    /** Usual pauses that a pause must last to be more than chance: one in fifty does. */
    private static final double LONG_PAUSE = 4;

    /** What is older than this tells of requests that have gone. */
    private static final double LEAST_WINDOW = 10;

    /** Of ten drains one is sooner and one is later. */
    private static final double TAIL = 0.1;

    private static final double NORMAL_TAIL = 1.28;

    private DecayFit() {}

    static Decay of(List<Left> looks) {
        if (looks.isEmpty()) {
            return new Decay.Unknown("nobody has looked yet");
        }
        var last = looks.getLast();
        if (last.left() == 0) {
            return new Decay.Over();
        }
        double watched = seconds(looks.getFirst(), last);
        if (looks.size() < LEAST_LOOKS || watched < LEAST_SECONDS) {
            return new Decay.Unknown("too few looks");
        }
        double still = seconds(firstAlike(looks), last);
        if (still > longestPause(looks)) {
            return new Decay.Held(last.left(), duration(still));
        }
        return falling(window(looks, Math.max(LEAST_WINDOW, watched / 2)));
    }

    private static double seconds(Left from, Left to) {
        return Duration.between(from.at(), to.at()).toNanos() / 1e9;
    }

    /** The first look since which nothing has changed. */
    private static Left firstAlike(List<Left> looks) {
        int first = looks.size() - 1;
        while (first > 0 && looks.get(first - 1).left() == looks.getLast().left()) {
            first--;
        }
        return looks.get(first);
    }

    /** Beyond this nothing has changed for longer than chance explains. */
    private static double longestPause(List<Left> looks) {
        double chance = ended(looks) / exposure(looks);
        double usual = chance > 0 ? 1 / (chance * looks.getLast().left()) : 0;
        return Math.max(LEAST_PAUSE, LONG_PAUSE * usual);
    }

    private static List<Left> window(List<Left> looks, double seconds) {
        int first = looks.size() - 1;
        while (first > 0 && seconds(looks.get(first - 1), looks.getLast()) <= seconds) {
            first--;
        }
        return looks.subList(first, looks.size());
    }

    private static int ended(List<Left> looks) {
        return Math.max(0, looks.getFirst().left() - looks.getLast().left());
    }

    /** Requests by seconds. */
    private static double exposure(List<Left> looks) {
        double sum = 0;
        for (int i = 1; i < looks.size(); i++) {
            double mean = (looks.get(i - 1).left() + looks.get(i).left()) / 2.0;
            sum += mean * seconds(looks.get(i - 1), looks.get(i));
        }
        return sum;
    }

    private static Decay falling(List<Left> looks) {
        int ended = ended(looks);
        if (ended == 0) {
            return new Decay.Unknown("it is not falling");
        }
        double chance = ended / exposure(looks);
        double doubt = NORMAL_TAIL / Math.sqrt(ended);
        int left = looks.getLast().left();
        double eta = harmonic(left) / chance;
        double soonest = until(left, TAIL) / (chance * (1 + doubt));
        double latest = until(left, 1 - TAIL) / (chance * Math.max(0.25, 1 - doubt));
        return new Decay.Falling(
                duration(eta),
                duration(Math.min(soonest, eta)),
                duration(Math.max(latest, eta)),
                confidence(looks, ended));
    }

    /** Seconds until the last of {@code n} has ended, with one a second of each, on average. */
    private static double harmonic(int n) {
        double sum = 0;
        for (int i = 1; i <= n; i++) {
            sum += 1.0 / i;
        }
        return sum;
    }

    /** The time within which all of {@code n} have ended with this probability. */
    private static double until(int n, double probability) {
        return -Math.log(1 - Math.pow(probability, 1.0 / n));
    }

    /** Both halves must agree: a chance that sinks means that only the long ones are left. */
    private static Confidence confidence(List<Left> looks, int ended) {
        int half = looks.size() / 2;
        var early = looks.subList(0, half + 1);
        var late = looks.subList(half, looks.size());
        double before = ended(early) / exposure(early);
        double after = ended(late) / exposure(late);
        boolean steady = after > before / 2 && after < before * 2;
        if (ended >= 20 && steady) {
            return Confidence.GOOD;
        }
        return ended >= 6 && after > before / 4 ? Confidence.FAIR : Confidence.LOW;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
