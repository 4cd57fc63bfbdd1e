package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Metric;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What follows when a node leaves: where its load goes, what is left, how long it takes. A forecast
 * from what is known now, in words. Pure.
 *
 * @param title what is counted in {@code shares}; empty text: nobody knows, and there are none
 */
record Leaving(String title, List<Share> shares, List<Tile> tiles, List<Sign> signs) {

    Leaving {
        shares = List.copyOf(shares);
        tiles = List.copyOf(tiles);
        signs = List.copyOf(signs);
    }

    /**
     * The load of one node, now and after.
     *
     * @param now as a part of the highest load of any node now or after, from 0 to 1
     * @param after likewise
     * @param peak the most that was seen in the past hour, likewise and at most 1; 0: unknown
     * @param change with its sign
     */
    record Share(
            String node,
            Glyph glyph,
            double now,
            double after,
            double peak,
            String before,
            String then,
            String change) {}

    /** A number to know beforehand. */
    record Tile(String name, String value, String unit, String says) {}

    /** Something that was looked at. */
    record Sign(Glyph glyph, String says) {}

    /**
     * @param peaks the highest minute of the past hour by node, as a rate or as requests in use;
     *     NaN: unknown
     */
    static Leaving of(
            String node,
            Status status,
            Cluster cluster,
            PastSteps past,
            ToDoubleBiFunction<String, Metric> peaks) {
        var leaves = status.node(node);
        var stay = status.nodes().stream().filter(other -> stays(other, node)).toList();
        var after = LeavingWorkers.of(leaves, stay);
        boolean rates =
                status.nodes().stream()
                        .filter(other -> other.name().equals(node) || stay.contains(other))
                        .allMatch(other -> other.rate().isPresent());
        return new Leaving(
                title(leaves, rates),
                shares(
                        leaves,
                        stay,
                        status,
                        rates,
                        name -> peaks.applyAsDouble(name, rates ? Metric.REQUESTS : Metric.ACTIVE)),
                Stream.of(
                                Optional.of(capacity(status, stay.size())),
                                Optional.of(requests(leaves)),
                                after.map(LeavingWorkers::tile),
                                Optional.of(websockets(leaves, cluster)),
                                Optional.of(time(node, past)))
                        .flatMap(Optional::stream)
                        .toList(),
                Stream.concat(
                                signs(leaves, status, cluster).stream(),
                                after.flatMap(LeavingWorkers::sign).stream())
                        .toList());
    }

    /** With one thing more that was looked at, if there was something to see. */
    Leaving with(Optional<Sign> more) {
        return new Leaving(
                title, shares, tiles, Stream.concat(signs.stream(), more.stream()).toList());
    }

    private static boolean stays(NodeStatus other, String node) {
        return !other.name().equals(node) && other.inRotation().equals(Optional.of(true));
    }

    private static double load(NodeStatus node, boolean rates) {
        return rates
                ? node.rate().map(rate -> rate.perSecond()).orElse(0.0)
                : node.http().active().orElse(0);
    }

    private static String title(NodeStatus leaves, boolean rates) {
        if (rates) {
            return text("leaving.rates", Figures.decimal(load(leaves, true)));
        }
        return leaves.http().active().isPresent()
                ? text("leaving.active", Figures.of(leaves.http().active()))
                : "";
    }

    private static List<Share> shares(
            NodeStatus leaves,
            List<NodeStatus> stay,
            Status status,
            boolean rates,
            ToDoubleFunction<String> peaks) {
        double moves = stay.isEmpty() ? 0 : load(leaves, rates) / stay.size();
        double highest =
                Stream.concat(
                                Stream.of(load(leaves, rates)),
                                stay.stream()
                                        .map(
                                                node ->
                                                        Math.max(
                                                                load(node, rates) + moves,
                                                                known(peaks, node))))
                        .max(Double::compare)
                        .orElseThrow();
        boolean uncounted =
                !rates
                        && (leaves.http().active().isEmpty()
                                || stay.stream().anyMatch(n -> n.http().active().isEmpty()));
        if (highest == 0 || uncounted) {
            return List.of();
        }
        var shares = new ArrayList<Share>();
        for (var node : status.nodes()) {
            boolean goes = node.name().equals(leaves.name());
            if (goes || stay.contains(node)) {
                double now = load(node, rates);
                double after = goes ? 0 : now + moves;
                shares.add(
                        new Share(
                                node.name(),
                                goes ? Glyph.DRAINING : Glyph.of(node.state()),
                                now / highest,
                                after / highest,
                                goes ? 0 : known(peaks, node) / highest,
                                Figures.decimal(now),
                                Figures.decimal(after),
                                change(goes ? -now : moves)));
            }
        }
        return shares;
    }

    private static double known(ToDoubleFunction<String> peaks, NodeStatus node) {
        double peak = peaks.applyAsDouble(node.name());
        return Double.isNaN(peak) ? 0 : peak;
    }

    private static String change(double by) {
        return (by < 0 ? "−" : "+") + Figures.decimal(Math.abs(by));
    }

    private static Tile capacity(Status status, int stay) {
        var all = status.nodes().size();
        return new Tile(
                text("leaving.capacity"),
                Long.toString(Math.round(100.0 * stay / all)),
                text("leaving.percent"),
                text("leaving.capacity.minimum", stay, all, status.minimum()));
    }

    private static Tile requests(NodeStatus leaves) {
        return new Tile(
                text("leaving.requests"),
                Figures.of(leaves.http().active()),
                "",
                text("leaving.requests.says", Figures.of(leaves.http().idle())));
    }

    private static Tile websockets(NodeStatus leaves, Cluster cluster) {
        boolean waits = cluster.rollout().drain().websockets() == DrainSpec.Websockets.WAIT;
        return new Tile(
                text("leaving.websockets"),
                Figures.of(leaves.websocket().active()),
                "",
                text(waits ? "leaving.websockets.wait" : "leaving.websockets.close"));
    }

    /** The drain and the wait after it, as they took the last time. */
    private static Tile time(String node, PastSteps past) {
        var last =
                past.last(node, StepKind.AWAIT_IDLE)
                        .or(
                                () ->
                                        past.all().stream()
                                                .filter(t -> t.kind() == StepKind.AWAIT_IDLE)
                                                .reduce((first, second) -> second));
        return new Tile(
                text("leaving.time"),
                last.map(took -> Figures.of(rounded(took.time()))).orElse(Figures.UNKNOWN),
                "",
                last.map(
                                took ->
                                        text(
                                                "leaving.time.last",
                                                took.node().orElse(text("leaving.time.cluster"))))
                        .orElse(text("leaving.time.never")));
    }

    private static Duration rounded(Duration time) {
        return time.plusMillis(999).withNanos(0);
    }

    private static List<Sign> signs(NodeStatus leaves, Status status, Cluster cluster) {
        var signs = new ArrayList<Sign>();
        boolean files = cluster.sessions().equals(Optional.of(Cluster.Sessions.FILES));
        signs.add(
                new Sign(
                        files
                                ? Glyph.DEGRADED
                                : cluster.sessions().isPresent() ? Glyph.HEALTHY : Glyph.UNKNOWN,
                        text(
                                files
                                        ? "leaving.sessions.files"
                                        : cluster.sessions().isPresent()
                                                ? "leaving.sessions.shared"
                                                : "leaving.sessions.unknown")));
        signs.add(
                status.lock()
                        .map(
                                lock ->
                                        lock.isEmpty()
                                                ? new Sign(Glyph.HEALTHY, text("leaving.lock.free"))
                                                : new Sign(
                                                        Glyph.DEGRADED,
                                                        text(
                                                                "leaving.lock.held",
                                                                lock.get().holder())))
                        .orElse(new Sign(Glyph.UNKNOWN, text("leaving.lock.unknown"))));
        for (var balancer : status.balancers()) {
            signs.add(
                    new Sign(
                            Glyph.of(balancer.state()),
                            text(
                                    "leaving.balancer",
                                    balancer.name(),
                                    text("service.state", balancer.state())
                                            .toLowerCase(java.util.Locale.ROOT))));
        }
        if (leaves.http().active().isEmpty()) {
            signs.add(new Sign(Glyph.UNKNOWN, text("leaving.uncounted", leaves.name())));
        }
        return signs;
    }
}
