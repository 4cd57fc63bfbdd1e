package dev.drainboard.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * All numbers of one time: of the cluster, and of each node. NaN is unknown. Immutable, and made of
 * primitives: a day of a large cluster has a million of them.
 */
public final class Moment {

    private static final int METRICS = Metric.values().length;

    private final Instant at;
    private final List<String> nodes;
    private final float[] numbers;

    /**
     * @param numbers the cluster's in the order of {@link Metric}, then each node's
     */
    public Moment(Instant at, List<String> nodes, float... numbers) {
        this.at = Objects.requireNonNull(at);
        this.nodes = List.copyOf(nodes);
        this.numbers = numbers.clone();
        if (numbers.length != (nodes.size() + 1) * METRICS) {
            throw new IllegalArgumentException(
                    numbers.length + " numbers of " + nodes.size() + " nodes");
        }
    }

    /** What is shown at one time. */
    public static Moment of(Status status) {
        var numbers = new float[(status.nodes().size() + 1) * METRICS];
        int next = 0;
        for (var metric : Metric.values()) {
            numbers[next++] = (float) cluster(status, metric);
        }
        for (var node : status.nodes()) {
            for (var metric : Metric.values()) {
                numbers[next++] = (float) node(node, metric);
            }
        }
        return new Moment(
                status.at(), status.nodes().stream().map(NodeStatus::name).toList(), numbers);
    }

    private static double cluster(Status status, Metric metric) {
        ToDoubleFunction<NodeStatus> one = node -> node(node, metric);
        return switch (metric) {
            // one node that nobody knows makes a sum too low, and too low looks like calm
            case REQUESTS, ERRORS, ACTIVE, WEBSOCKETS, DATABASE ->
                    status.nodes().stream().mapToDouble(one).sum();
            case HEALTH ->
                    status.nodes().stream()
                            .mapToDouble(one)
                            .filter(known -> !Double.isNaN(known))
                            .max()
                            .orElse(Double.NaN);
            case LATENCY -> latency(status.rate());
            case STATE -> status.state().ordinal();
        };
    }

    private static double node(NodeStatus node, Metric metric) {
        return switch (metric) {
            case REQUESTS -> node.rate().map(Rate::perSecond).orElse(Double.NaN);
            case ERRORS ->
                    number(node.rate().map(Rate::serverErrors).orElse(OptionalDouble.empty()));
            case LATENCY -> latency(node.rate());
            case ACTIVE -> number(node.http().active());
            case WEBSOCKETS -> number(node.websocket().active());
            case DATABASE -> number(node.databaseConnections());
            case HEALTH -> number(node.http().latencyMs());
            case STATE -> node.state().ordinal();
        };
    }

    private static double latency(Optional<Rate> rate) {
        return rate.flatMap(Rate::latency).map(Latency::ms).orElse(Double.NaN);
    }

    private static double number(OptionalDouble number) {
        return number.orElse(Double.NaN);
    }

    private static double number(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : Double.NaN;
    }

    private static double number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : Double.NaN;
    }

    public Instant at() {
        return at;
    }

    /** In the order of the columns, from 1 on. */
    public List<String> nodes() {
        return nodes;
    }

    /**
     * @param column 0: the cluster; n: the n-th node
     */
    public float get(int column, Metric metric) {
        return numbers[column * METRICS + metric.ordinal()];
    }

    /** The same for other nodes, in their order; of one that is not here nothing is known. */
    public Moment of(List<String> others) {
        var moved = new float[(others.size() + 1) * METRICS];
        Arrays.fill(moved, Float.NaN);
        System.arraycopy(numbers, 0, moved, 0, METRICS);
        for (int i = 0; i < others.size(); i++) {
            int from = nodes.indexOf(others.get(i)) + 1;
            if (from > 0) {
                System.arraycopy(numbers, from * METRICS, moved, (i + 1) * METRICS, METRICS);
            }
        }
        return new Moment(at, others, moved);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Moment moment
                && at.equals(moment.at)
                && nodes.equals(moment.nodes)
                && Arrays.equals(numbers, moment.numbers);
    }

    @Override
    public int hashCode() {
        return at.hashCode() * 31 + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return at + " " + nodes + " " + Arrays.toString(numbers);
    }
}
