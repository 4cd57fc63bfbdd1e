package dev.drainboard.ui.frame;

import dev.drainboard.model.History;
import dev.drainboard.model.Metric;
import dev.drainboard.model.Series;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * {@link Waves}, and the nodes that drain run empty as nodes do: most go at once, a few stay.
 *
 * @param began by node, when its drain began
 * @param slow by node, seconds in which two of three requests end
 */
record Ebb(History waves, Map<String, Instant> began, Map<String, Integer> slow)
        implements History {

    Ebb(Map<String, Instant> began, Map<String, Integer> slow) {
        this(new Waves(), Map.copyOf(began), Map.copyOf(slow));
    }

    @Override
    public Series series(String node, Metric metric, Duration span, int points) {
        var series = waves.series(node, metric, span, points);
        if (!began.containsKey(node) || metric != Metric.ACTIVE) {
            return series;
        }
        var values = series.values();
        for (int i = 0; i < values.length; i++) {
            double seconds = Duration.between(began.get(node), series.time(i)).toMillis() / 1000.0;
            if (seconds > 0) {
                values[i] = Math.floor(values[i] * Math.exp(-seconds / slow.get(node)));
            }
        }
        return new Series(series.time(0), series.step(), values);
    }

    @Override
    public Series cluster(Metric metric, Duration span, int points) {
        return waves.cluster(metric, span, points);
    }

    @Override
    public void csv(Duration span, Appendable to) throws IOException {
        waves.csv(span, to);
    }
}
