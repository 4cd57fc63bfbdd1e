package dev.drainboard.ui.board;

import java.util.OptionalDouble;

/**
 * How much goes along a pipe: requests a second, or open connections. Empty: nobody knows, and the
 * pipe is drawn without a flow.
 */
record Load(OptionalDouble amount) {

    static final Load UNKNOWN = new Load(OptionalDouble.empty());

    static Load of(double amount) {
        return new Load(OptionalDouble.of(amount));
    }

    /** A sum of which a part is unknown is unknown. */
    Load plus(Load other) {
        return amount.isPresent() && other.amount.isPresent()
                ? of(amount.getAsDouble() + other.amount.getAsDouble())
                : UNKNOWN;
    }
}
