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

    /** When this question was last answered; empty: never since we ask. */
    default Optional<Instant> lastAnswer() {
        return switch (this) {
            case Got<T> got -> Optional.of(got.at());
            case Failed<T> failed -> failed.answered();
        };
    }

    /**
     * The last answer, however old: to be drawn as old, and for nothing else. What must not rest on
     * an old answer asks {@link #fresh}.
     */
    default Optional<Got<T>> last() {
        return switch (this) {
            case Got<T> got -> Optional.of(got);
            case Failed<T> failed ->
                    failed.answered()
                            .flatMap(at -> failed.before().map(value -> new Got<T>(value, at)));
        };
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

    /**
     * No answer, and why.
     *
     * @param answered when the same question was last answered; empty: never since we ask
     * @param before what was answered then; empty: nobody kept it
     */
    record Failed<T>(Fault fault, Instant at, Optional<Instant> answered, Optional<T> before)
            implements Reading<T> {
        public Failed {
            Objects.requireNonNull(fault);
            Objects.requireNonNull(at);
            Objects.requireNonNull(answered);
            Objects.requireNonNull(before);
            if (before.isPresent() && answered.isEmpty()) {
                throw new IllegalArgumentException("an answer that was never given");
            }
        }

        public Failed(Fault fault, Instant at, Optional<Instant> answered) {
            this(fault, at, answered, Optional.empty());
        }

        public Failed(Fault fault, Instant at) {
            this(fault, at, Optional.empty());
        }

        @Override
        public Optional<T> value() {
            return Optional.empty();
        }
    }
}
