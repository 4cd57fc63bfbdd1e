package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.Series;
import java.util.ArrayList;
import java.util.List;

/**
 * The health of a node over time, a bar for each stretch: how it answered and how long that took.
 * The worst of a stretch counts, so that a failure of a second is seen among minutes. Pure.
 *
 * @param bars oldest first
 */
record Pulse(List<Bar> bars) {

    Pulse {
        bars = List.copyOf(bars);
    }

    /** How it answered; each has a shape of its own. */
    enum Result {
        /** Nobody knows. */
        SILENT,
        ANSWERED,
        /** It did not serve, and that was meant: it was being updated. */
        PLANNED,
        DEGRADED,
        FAILED
    }

    /**
     * @param height 0 to 1; how long the answer took, 1 the longest or twice the usual
     */
    record Bar(Result result, double height) {}

    /**
     * @param times of the answers in milliseconds
     * @param states ordinals of {@link NodeState} over the same span, as many or a multiple
     */
    static Pulse of(Series times, Series states) {
        int each = states.size() / times.size();
        var known = java.util.Arrays.stream(times.values()).filter(ms -> !Double.isNaN(ms));
        var sorted = known.sorted().toArray();
        double usual = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        double most = Math.max(2 * usual, sorted.length == 0 ? 0 : sorted[sorted.length - 1]);
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < times.size(); i++) {
            double ms = times.at(i);
            var result = Double.isNaN(ms) ? Result.SILENT : Result.ANSWERED;
            for (int j = i * each; j < (i + 1) * each; j++) {
                var one = result(states.at(j));
                result = one.compareTo(result) > 0 ? one : result;
            }
            bars.add(new Bar(result, Double.isNaN(ms) || most <= 0 ? 0 : Math.min(1, ms / most)));
        }
        return new Pulse(bars);
    }

    private static Result result(double state) {
        if (Double.isNaN(state)) {
            return Result.SILENT;
        }
        return switch (NodeState.values()[(int) state]) {
            case HEALTHY, DRAINING, WARMING_UP, OUT, WAITING, UNKNOWN -> Result.SILENT;
            case UPDATING, HEALTH_GATE -> Result.PLANNED;
            case DEGRADED -> Result.DEGRADED;
            case FAILED -> Result.FAILED;
        };
    }

    /** What a look at the bars tells, for who cannot look: only what there is. */
    String says() {
        var parts = new ArrayList<String>();
        for (var result : List.of(Result.FAILED, Result.DEGRADED, Result.PLANNED, Result.SILENT)) {
            long count = bars.stream().filter(bar -> bar.result() == result).count();
            if (count > 0) {
                parts.add(says(result, count));
            }
        }
        return parts.isEmpty()
                ? says(Result.ANSWERED, bars.size())
                : text("inspector.pulse.some", String.join(", ", parts), bars.size());
    }

    private static String says(Result result, long count) {
        return switch (result) {
            case FAILED -> text("inspector.pulse.failed", count);
            case DEGRADED -> text("inspector.pulse.degraded", count);
            case PLANNED -> text("inspector.pulse.planned", count);
            case SILENT -> text("inspector.pulse.silent", count);
            case ANSWERED -> text("inspector.pulse.well");
        };
    }
}
