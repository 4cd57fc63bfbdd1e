package dev.drainboard.model;

import java.util.List;

/** The arithmetic behind {@link Decay}. */
final class DecayFit {

    private DecayFit() {}

    static Decay of(List<Decay.Left> looks) {
        if (!looks.isEmpty() && looks.getLast().left() == 0) {
            return new Decay.Over();
        }
        return new Decay.Unknown("too few looks");
    }
}
