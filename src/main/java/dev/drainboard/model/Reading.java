package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The last answer to a question that is asked on a rhythm, with its instant. */
public sealed interface Reading<T> {

    /** When it was answered, or when the attempt ended. */
    Instant at();

    /**
     * The value, if the last attempt had one; what failed is unknown, whatever an older reading
     * said.
     */
    Optional<T> value();

    /** The value if it is no older than {@code limit}. */
    default Optional<T> fresh(Instant now, Duration limit) {
        return at().plus(limit).isBefore(now) ? Optional.empty() : value();
    }

    /** An answer. */
    record Got<T>(T got, Instant at) implements Reading<T> {
        public Got {
            Objects.requireNonNull(got);
            Objects.requireNonNull(at);
        }

        @Override
        public Optional<T> value() {
            return Optional.of(got);
        }
    }

    /** No answer, and why. */
    record Failed<T>(Fault fault, Instant at) implements Reading<T> {
        public Failed {
            Objects.requireNonNull(fault);
            Objects.requireNonNull(at);
        }

        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }
}
