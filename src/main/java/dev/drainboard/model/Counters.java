package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was counted of a server since its source began to count. Counters only grow; one that fell
 * was set back (a reload, {@code clear counters}, another log file), and then nothing is known of
 * the time between. Rates are differences of two of these, and are made in {@code watch}.
 *
 * @param requests answered; websocket handshakes apart
 * @param handshakes answered with 101
 * @param clientErrors answered with 4xx
 * @param serverErrors answered with 5xx, or not at all
 * @param queued wait for their turn on this server, now; no counter
 * @param timing how long answers took
 * @param lastSecond requests in the last second, where the source tells that by itself; what is
 *     known before there is a second reading
 * @param epoch what has been counting: with another one all begins at zero, however high it stands
 *     by now
 * @param by how they are known, for a person ("HAProxy's counters")
 */
public record Counters(
        long requests,
        OptionalLong handshakes,
        OptionalLong clientErrors,
        OptionalLong serverErrors,
        OptionalInt queued,
        Optional<Timing> timing,
        OptionalDouble lastSecond,
        String epoch,
        String by) {

    public Counters {
        Objects.requireNonNull(timing);
        Objects.requireNonNull(epoch);
        Objects.requireNonNull(by);
        if (requests < 0
                || handshakes.orElse(0) < 0
                || clientErrors.orElse(0) < 0
                || serverErrors.orElse(0) < 0
                || queued.orElse(0) < 0
                || !(lastSecond.orElse(0) >= 0)) {
            throw new IllegalArgumentException("a count below zero");
        }
    }

    /** Whether every count of {@code later} is at least ours: nobody set them back between. */
    public boolean growTo(Counters later) {
        return later.epoch.equals(epoch)
                && later.requests >= requests
                && grows(handshakes, later.handshakes)
                && grows(clientErrors, later.clientErrors)
                && grows(serverErrors, later.serverErrors);
    }

    private static boolean grows(OptionalLong before, OptionalLong after) {
        return before.isEmpty() || after.isEmpty() || after.getAsLong() >= before.getAsLong();
    }
}
