package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a health gate asked of a node and heard so far. Immutable.
 *
 * @param operation whose gate it is, by its number
 * @param within how long it may take in all
 * @param passes how many good rounds in a row it wants
 * @param rounds how many were asked
 * @param asked the checks of the last round in its order
 */
public record GateRounds(
        String operation,
        String node,
        Instant began,
        Duration within,
        int passes,
        int rounds,
        List<Asked> asked) {

    public GateRounds {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(node);
        Objects.requireNonNull(began);
        Objects.requireNonNull(within);
        asked = List.copyOf(asked);
    }

    /**
     * One check.
     *
     * @param since when it began to pass, or to fail
     * @param row how often in a row it passed until now
     */
    public record Asked(GateCheck check, Instant since, int row) {
        public Asked {
            Objects.requireNonNull(check);
            Objects.requireNonNull(since);
        }
    }

    public static GateRounds begun(
            String operation, String node, Instant began, Duration within, int passes) {
        return new GateRounds(operation, node, began, within, passes, 0, List.of());
    }

    /** With one more round. A check that was not asked in the round before begins anew. */
    public GateRounds with(List<GateCheck> round, Instant at) {
        var now = new ArrayList<Asked>();
        for (var check : round) {
            var before = last(check.name()).filter(old -> old.check().passed() == check.passed());
            int row = check.passed() ? before.map(Asked::row).orElse(0) + 1 : 0;
            now.add(new Asked(check, before.map(Asked::since).orElse(at), row));
        }
        return new GateRounds(operation, node, began, within, passes, rounds + 1, now);
    }

    private Optional<Asked> last(String check) {
        return asked.stream().filter(one -> one.check().name().equals(check)).findFirst();
    }

    /** Until it gives up; zero when that is over. */
    public Duration left(Instant now) {
        var left = Duration.between(now, began.plus(within));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
