package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a reading is worth now: its value, or why there is none that may be believed.
 *
 * @param value empty: unknown
 * @param reason why it is unknown; empty if it is known
 */
record Answer<T>(Optional<T> value, Optional<String> reason) {

    static <T> Answer<T> of(
            Optional<Reading<T>> reading, Probe probe, Cluster cluster, Instant now) {
        if (reading.isEmpty()) {
            return unknown("not asked yet");
        }
        return switch (reading.get()) {
            case Reading.Failed<T> failed -> unknown(sentence(failed.fault()));
            case Reading.Got<T> got ->
                    got.fresh(now, probe.limit(cluster))
                            .map(
                                    value ->
                                            new Answer<>(
                                                    Optional.of(value), Optional.<String>empty()))
                            .orElseGet(() -> unknown("no answer for " + age(got.at(), now)));
        };
    }

    private static <T> Answer<T> unknown(String reason) {
        return new Answer<>(Optional.empty(), Optional.of(reason));
    }

    private static String sentence(Fault fault) {
        return (fault.what() + " " + fault.why()).strip();
    }

    static String age(Instant at, Instant now) {
        return Math.max(0, Duration.between(at, now).toSeconds()) + " s";
    }
}
