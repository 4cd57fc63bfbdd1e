package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A command that this process ran on a host, or runs. By name, so that no secret is in it.
 *
 * @param number counts up, one for each
 * @param host as a person wrote it
 * @param what its name: "nginx: change and reload"
 * @param took empty: it still runs
 * @param exit empty: it still runs, or nothing is known of its end
 * @param failed why nothing is known of its end; empty else
 */
public record CommandRun(
        long number,
        Instant at,
        String host,
        String what,
        Optional<Duration> took,
        OptionalInt exit,
        Optional<String> failed) {

    public CommandRun {
        Objects.requireNonNull(at);
        Objects.requireNonNull(host);
        Objects.requireNonNull(what);
        Objects.requireNonNull(took);
        Objects.requireNonNull(exit);
        Objects.requireNonNull(failed);
        boolean ended = exit.isPresent() || failed.isPresent();
        if (ended != took.isPresent() || exit.isPresent() && failed.isPresent()) {
            throw new IllegalArgumentException("neither under way nor ended in one way: " + what);
        }
    }

    public static CommandRun begun(long number, Instant at, String host, String what) {
        return new CommandRun(
                number, at, host, what, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    public CommandRun exited(Instant now, int code) {
        return new CommandRun(
                number, at, host, what, since(now), OptionalInt.of(code), Optional.empty());
    }

    public CommandRun lost(Instant now, String why) {
        return new CommandRun(
                number, at, host, what, since(now), OptionalInt.empty(), Optional.of(why));
    }

    private Optional<Duration> since(Instant now) {
        var time = Duration.between(at, now);
        return Optional.of(time.isNegative() ? Duration.ZERO : time);
    }
}
