package dev.drainboard.driver;

import dev.drainboard.model.Crowd;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From which networks the newest requests to one server came, in memory that does not grow: the
 * frequent-items counting of Misra and Gries (1982) with {@value #KEPT} counters. A network's count
 * is too low by at most one in {@code KEPT + 1} of all, so that one with more than half is always
 * among them, and what is said of it is never too much. After {@value #AGED} requests all counts
 * are halved: what is old weighs less with each halving.
 */
final class Networks {

    static final int KEPT = 64;
    static final int AGED = 4096;

    private final Map<String, Integer> counts = new HashMap<>();
    private int all;

    void count(String network) {
        if (counts.containsKey(network) || counts.size() < KEPT) {
            counts.merge(network, 1, Integer::sum);
        } else {
            lower(count -> count - 1);
        }
        all++;
        if (all >= AGED) {
            all /= 2;
            lower(count -> count / 2);
        }
    }

    private void lower(java.util.function.IntUnaryOperator by) {
        counts.replaceAll((network, count) -> by.applyAsInt(count));
        counts.values().removeIf(count -> count == 0);
    }

    int size() {
        return counts.size();
    }

    /** Empty: none was counted, or of too many nobody comes more often. */
    Optional<Crowd> most() {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> new Crowd(most.getKey(), most.getValue(), all, Crowd.Of.REQUESTS));
    }
}
