package dev.drainboard.watch;

import dev.drainboard.model.CheckState;
import java.util.Objects;

/**
 * Rise and fall: what a port counts as, after a row of answers. The first answer ever counts at
 * once; after that it takes {@code rise} good ones in a row to be up again and {@code fall} bad
 * ones to be down. No answer is unknown at once, since nothing is healthy because nobody could ask.
 *
 * @param state what it counts as
 * @param seen the last answer
 * @param row how many answers like the last one came without another between them
 */
record Damping(CheckState state, CheckState seen, int row) {

    static final Damping NEW = new Damping(CheckState.UNKNOWN, CheckState.UNKNOWN, 0);

    Damping {
        Objects.requireNonNull(state);
        Objects.requireNonNull(seen);
    }

    Damping next(CheckState answer, int rise, int fall) {
        int now = answer == seen ? row + 1 : 1;
        boolean first = equals(NEW);
        var counts =
                switch (answer) {
                    case UNKNOWN -> CheckState.UNKNOWN;
                    case UP -> first || now >= rise ? CheckState.UP : state;
                    case DOWN -> first || now >= fall ? CheckState.DOWN : state;
                };
        return new Damping(counts, answer, now);
    }

    /** The last answer is unlike the one before, or does not count yet: another is wanted soon. */
    boolean pending() {
        return row == 1 || state != seen;
    }
}
