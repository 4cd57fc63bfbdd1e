package dev.drainboard.watch;

import dev.drainboard.model.Metric;
import dev.drainboard.model.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gathers the moments of one minute and gives their means; states are the last one's. */
final class Mean {

    private static final long MINUTE = 60;

    private final List<String> nodes;
    private final double[] sums;
    private final int[] known;
    private long minute = Long.MIN_VALUE;
    private boolean any;

    Mean(List<String> nodes) {
        this.nodes = List.copyOf(nodes);
        this.sums = new double[(nodes.size() + 1) * Metric.values().length];
        this.known = new int[sums.length];
    }

    /**
     * @return the minute that is over with this, if one is
     */
    Optional<Moment> add(Moment moment) {
        long now = Math.floorDiv(moment.at().getEpochSecond(), MINUTE);
        var over = now == minute ? Optional.<Moment>empty() : soFar();
        if (now != minute) {
            java.util.Arrays.fill(sums, 0);
            java.util.Arrays.fill(known, 0);
            minute = now;
        }
        any = true;
        int i = 0;
        for (int column = 0; column <= nodes.size(); column++) {
            for (var metric : Metric.values()) {
                add(i++, moment.get(column, metric), metric.whole() == Metric.Whole.OWN);
            }
        }
        return over;
    }

    private void add(int i, float value, boolean last) {
        if (!Float.isNaN(value)) {
            sums[i] = last ? value : sums[i] + value;
            known[i] = last ? 1 : known[i] + 1;
        }
    }

    /** The means of the minute under way; empty: nothing came. */
    Optional<Moment> soFar() {
        if (!any) {
            return Optional.empty();
        }
        var means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = known[i] == 0 ? Float.NaN : (float) (sums[i] / known[i]);
        }
        return Optional.of(new Moment(Instant.ofEpochSecond(minute * MINUTE), nodes, means));
    }
}
