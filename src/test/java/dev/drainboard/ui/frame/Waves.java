package dev.drainboard.ui.frame;

import dev.drainboard.model.History;
import dev.drainboard.model.Metric;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Series;
import java.time.Duration;
import java.util.Random;

/** A history to look at: every number rises and falls a little, the same with each look. */
public final class Waves implements History {

    @Override
    public Series series(String node, Metric metric, Duration span, int points) {
        if (metric == Metric.STATE) {
            return new Series(Scene.NOW.minus(span), span.dividedBy(points), troubled(points));
        }
        return waves(node.hashCode() + metric.ordinal(), level(metric) / 3, span, points);
    }

    @Override
    public Series cluster(Metric metric, Duration span, int points) {
        return waves(metric.ordinal(), level(metric), span, points);
    }

    @Override
    public void csv(Duration span, Appendable to) throws java.io.IOException {
        to.append("time,node,requestsPerSecond\r\n");
    }

    /** Well, but for a moment in which it was slow and one in which it failed. */
    private static double[] troubled(int points) {
        var states = new double[points];
        states[points / 3] = NodeState.DEGRADED.ordinal();
        states[points / 2] = NodeState.FAILED.ordinal();
        return states;
    }

    private static double level(Metric metric) {
        return switch (metric) {
            case REQUESTS -> 126;
            case ERRORS -> 0.05;
            case LATENCY -> 118;
            case ACTIVE -> 111;
            case WEBSOCKETS -> 39;
            case DATABASE -> 51;
            case HEALTH -> 12;
            case STATE -> 0;
        };
    }

    private static Series waves(int seed, double level, Duration span, int points) {
        var chance = new Random(seed);
        var values = new double[points];
        double drift = 0;
        for (int i = 0; i < points; i++) {
            drift = 0.8 * drift + chance.nextGaussian() * 0.05;
            values[i] = Math.max(0, level * (1 + drift));
        }
        return new Series(Scene.NOW.minus(span), span.dividedBy(points), values);
    }
}
