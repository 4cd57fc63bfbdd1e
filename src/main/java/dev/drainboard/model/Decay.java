package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * When a drain will be over, guessed from how what is left has fallen so far. The decay of requests
 * is near to exponential (each ends with the same chance in any second) until a few long ones are
 * left, which end when they end: that is said and not guessed.
 */
public sealed interface Decay {

    /**
     * How many requests were left at one time.
     *
     * @param left in use, idle connections and websockets apart
     */
    record Left(Instant at, int left) {
        public Left {
            Objects.requireNonNull(at);
            if (left < 0) {
                throw new IllegalArgumentException("fewer than none is left");
            }
        }
    }

    /** How far a guess is to be trusted. */
    enum Confidence {
        LOW,
        FAIR,
        GOOD
    }

    /** Nothing is left. */
    record Over() implements Decay {}

    /** Nothing can be said yet: too few looks, or it is not falling. */
    record Unknown(String why) implements Decay {
        public Unknown {
            Objects.requireNonNull(why);
        }
    }

    /**
     * It falls, and this is how long it will take from the last look on.
     *
     * @param soonest not before this, with the confidence given
     * @param latest not after this, with the confidence given
     */
    record Falling(Duration eta, Duration soonest, Duration latest, Confidence confidence)
            implements Decay {
        public Falling {
            Objects.requireNonNull(confidence);
            if (soonest.isNegative() || soonest.compareTo(eta) > 0 || eta.compareTo(latest) > 0) {
                throw new IllegalArgumentException(
                        "not an estimate: " + soonest + ", " + eta + ", " + latest);
            }
        }
    }

    /**
     * A few have stayed while the others went: something long holds it.
     *
     * @param left how many
     * @param lasted for how long nothing has changed
     */
    record Held(int left, Duration lasted) implements Decay {
        public Held {
            Objects.requireNonNull(lasted);
        }
    }

    /**
     * @param looks oldest first, at the rhythm of the readings; a reading without a number is left
     *     out
     */
    static Decay of(List<Left> looks) {
        return DecayFit.of(looks);
    }
}
