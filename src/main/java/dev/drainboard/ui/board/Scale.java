package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * How wide what flows is drawn: by the root of its share of the busiest pipe of the last ten
 * minutes, so that the picture does not breathe with every request. Immutable.
 *
 * @param busiest of each kind, and when that was seen
 */
record Scale(Map<Carries, Peak> busiest) {

    /** The most that was seen. */
    record Peak(double amount, Instant at) {}

    static final Scale NOTHING = new Scale(Map.of());

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final double WIDEST = 9;
    private static final double WIDEST_DATABASE = 5;
    private static final double NARROWEST = 1.5;
    private static final double UNKNOWN = 2;

    Scale {
        busiest = Map.copyOf(busiest);
    }

    Scale with(Collection<Link> links, Instant now) {
        var peaks = new EnumMap<Carries, Peak>(Carries.class);
        busiest.forEach(
                (carries, peak) -> {
                    if (peak.at().plus(REMEMBERED).isAfter(now)) {
                        peaks.put(carries, peak);
                    }
                });
        for (var link : links) {
            var amount = link.load().amount();
            if (amount.isPresent() && amount.getAsDouble() > 0) {
                peaks.merge(
                        link.carries(),
                        new Peak(amount.getAsDouble(), now),
                        (one, other) -> one.amount() > other.amount() ? one : other);
            }
        }
        return new Scale(peaks);
    }

    /** From 0 to 1; 0 where the load is unknown. */
    double share(Link link) {
        var peak = busiest.get(link.carries());
        double amount = link.load().amount().orElse(0);
        return peak == null ? 0 : Math.min(1, Math.sqrt(amount / peak.amount()));
    }

    /** In half pixels: a width that changes by less is not worth a new picture. */
    double width(Link link) {
        if (link.load().amount().isEmpty()) {
            return UNKNOWN;
        }
        double widest = link.carries() == Carries.DATABASE ? WIDEST_DATABASE : WIDEST;
        return Math.max(NARROWEST, Math.round(2 * widest * share(link)) / 2.0);
    }
}
