package dev.drainboard.ui.rollout;

import dev.drainboard.ui.rollout.Course.Standing;
import java.time.Duration;
import java.time.Instant;

/**
 * Where an instant stands between the two ends of a course. A night in which it was paused does not
 * press the steps together: a stand is drawn at most as wide as {@link #SHARE} of the time in which
 * something ran. Pure.
 */
record Axis(Course course) {

    private static final double SHARE = 0.15;
    private static final double LEAST_MS = 20_000;

    /** From 0 to 1. */
    double at(Instant instant) {
        return drawn(instant) / Math.max(1, drawn(course.to()));
    }

    /** Inside a stand that is drawn shorter than it was: the clock is not told there. */
    boolean within(Instant instant) {
        return course.stands().stream()
                .filter(stand -> millis(stand) > widest())
                .anyMatch(stand -> stand.from().isBefore(instant) && stand.to().isAfter(instant));
    }

    /** Milliseconds from the begin on, without what is cut out of long stands. */
    private double drawn(Instant instant) {
        double all = Duration.between(course.from(), instant).toMillis();
        for (var stand : course.stands()) {
            double excess = millis(stand) - widest();
            if (excess > 0 && instant.isAfter(stand.from())) {
                var end = instant.isBefore(stand.to()) ? instant : stand.to();
                double passed = Duration.between(stand.from(), end).toMillis() / millis(stand);
                all -= excess * passed;
            }
        }
        return all;
    }

    private double widest() {
        double stood = course.stands().stream().mapToDouble(Axis::millis).sum();
        double ran = Duration.between(course.from(), course.to()).toMillis() - stood;
        return Math.max(LEAST_MS, SHARE * ran);
    }

    private static double millis(Standing stand) {
        return Duration.between(stand.from(), stand.to()).toMillis();
    }
}
