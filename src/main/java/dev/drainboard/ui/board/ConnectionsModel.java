package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Holder;
import dev.drainboard.model.Holders;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is connected to a node, through which balancer, and who counted it when. Pure.
 *
 * @param counted on the node itself
 * @param ways one for each balancer, in the order of the cluster file
 * @param longest how the list of works is called
 * @param works what is at work longest; of a node that drains what holds it
 * @param gaps what could not be asked, a sentence each: then there may be more
 */
public record ConnectionsModel(
        Counted counted, List<Way> ways, String longest, List<Work> works, List<String> gaps) {

    /** More are a number and no list. */
    private static final int NAMED = 12;

    public ConnectionsModel {
        Objects.requireNonNull(counted);
        ways = List.copyOf(ways);
        Objects.requireNonNull(longest);
        works = List.copyOf(works);
        gaps = List.copyOf(gaps);
    }

    /**
     * Numbers of the node.
     *
     * @param by "by ss, 1 s ago", or why nobody counts
     * @param numbers name to number; dashes for what nobody knows
     */
    public record Counted(String by, Map<String, String> numbers) {
        public Counted {
            Objects.requireNonNull(by);
            numbers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        }
    }

    /**
     * What one balancer says.
     *
     * @param when it said so, or that it does not
     * @param rows one for each server of the node; none where it is unknown or has none
     * @param says the rest, a sentence each
     */
    public record Way(
            String balancer, String kind, String when, List<Row> rows, List<String> says) {
        public Way {
            rows = List.copyOf(rows);
            says = List.copyOf(says);
        }
    }

    /** One server; dashes for what this balancer does not tell. */
    public record Row(
            String port, String admin, String check, String active, String queued, String rate) {}

    /**
     * One thing that is at work.
     *
     * @param holds whether a drain waits for it
     */
    public record Work(String says, boolean holds) {}

    static ConnectionsModel of(NodeStatus node, Snapshot snapshot, Status status) {
        var now = status.at();
        var held = holders(node.name(), snapshot, now);
        var inUse = facts(node.name(), snapshot, now).map(ConnectionFacts::inUse);
        var works =
                held.map(holders -> works(holders.all()))
                        .orElseGet(() -> inUse.map(ConnectionsModel::named).orElse(List.of()));
        var gaps = new ArrayList<>(held.map(Holders::gaps).orElse(List.of()));
        if (works.size() > NAMED) {
            gaps.add(text("connections.more", works.size() - NAMED));
        }
        if (held.isEmpty() && inUse.isEmpty()) {
            gaps.add(text("connections.works.unknown"));
        }
        facts(node.name(), snapshot, now)
                .map(ConnectionFacts::direct)
                .filter(peers -> !peers.isEmpty())
                .ifPresent(peers -> gaps.add(text("connections.direct", String.join(", ", peers))));
        return new ConnectionsModel(
                counted(node, snapshot, now),
                status.balancers().stream().map(b -> way(node, b, snapshot, now)).toList(),
                text(held.isPresent() ? "connections.holders" : "connections.longest"),
                works.subList(0, Math.min(NAMED, works.size())),
                gaps);
    }

    private static Optional<Holders> holders(String node, Snapshot snapshot, Instant now) {
        return Optional.ofNullable(snapshot.holders().get(node))
                .flatMap(reading -> reading.fresh(now, Probe.HOLDERS.limit(snapshot.cluster())));
    }

    private static Optional<ConnectionFacts> facts(String node, Snapshot snapshot, Instant now) {
        return snapshot.node(node)
                .connections()
                .flatMap(
                        reading -> reading.fresh(now, Probe.CONNECTIONS.limit(snapshot.cluster())));
    }

    private static List<Work> works(List<Holder> holders) {
        return holders.stream().map(holder -> new Work(holder.words(), holder.holds())).toList();
    }

    private static List<Work> named(List<ConnectionFacts.InUse> requests) {
        return requests.stream()
                .sorted(java.util.Comparator.comparing(ConnectionFacts.InUse::quiet).reversed())
                .map(
                        one ->
                                new Work(
                                        text(
                                                "connections.request",
                                                one.peer(),
                                                Figures.of(one.quiet())),
                                        true))
                .toList();
    }

    private static Counted counted(NodeStatus node, Snapshot snapshot, Instant now) {
        var numbers = new LinkedHashMap<String, String>();
        numbers.put(text("inspector.connections.http"), Figures.of(node.http().active()));
        numbers.put(text("inspector.connections.idle"), Figures.of(node.http().idle()));
        numbers.put(text("inspector.connections.websocket"), Figures.of(node.websocket().active()));
        numbers.put(text("inspector.connections.database"), Figures.of(node.databaseConnections()));
        node.workers()
                .ifPresent(
                        all ->
                                numbers.put(
                                        text("connections.node.workers"),
                                        text(
                                                "connections.node.workers.by",
                                                all.counted()
                                                        ? Figures.of(all.all())
                                                        : text("inspector.workers.threaded"),
                                                all.by(),
                                                age(snapshot.workers().get(node.name()), now))));
        var reading = snapshot.node(node.name()).connections();
        var by =
                facts(node.name(), snapshot, now)
                        .map(facts -> text("connections.by", facts.by(), age(reading.get(), now)))
                        .or(() -> node.http().by().map(who -> text("connections.by.others", who)))
                        .orElseGet(() -> silent(reading, now));
        return new Counted(by, numbers);
    }

    private static String age(Reading<?> reading, Instant now) {
        return Figures.of(Duration.between(reading.at(), now));
    }

    /** Why there is no number that may be believed. */
    private static <T> String silent(Optional<Reading<T>> reading, Instant now) {
        if (reading.isEmpty()) {
            return text("connections.never");
        }
        return switch (reading.get()) {
            case Reading.Got<T> got -> text("connections.old", age(got, now));
            case Reading.Failed<T> failed -> sentence(failed.fault());
        };
    }

    private static String sentence(Fault fault) {
        return (fault.what() + " " + fault.why()).strip();
    }

    private static Way way(
            NodeStatus node, BalancerStatus balancer, Snapshot snapshot, Instant now) {
        var reading = Optional.ofNullable(snapshot.balancers().get(balancer.name()));
        var facts = reading.flatMap(r -> r.fresh(now, Probe.BALANCER.limit(snapshot.cluster())));
        var rate =
                Optional.ofNullable(snapshot.traffic().get(balancer.name()))
                        .filter(
                                traffic ->
                                        !traffic.at()
                                                .plus(Probe.BALANCER.limit(snapshot.cluster()))
                                                .isBefore(now))
                        .flatMap(traffic -> Optional.ofNullable(traffic.nodes().get(node.name())));
        var rows =
                facts.map(f -> f.of(node.name())).orElse(List.of()).stream()
                        .map(server -> row(server, rate))
                        .toList();
        var says = new ArrayList<String>();
        if (facts.isEmpty()) {
            says.add(silent(reading, now));
        } else if (rows.isEmpty()) {
            says.add(text("connections.server.none"));
        }
        rate.ifPresent(known -> says.add(text("connections.rate.by", known.by())));
        facts.map(f -> workers(f.oldWorkers())).filter(w -> !w.isEmpty()).ifPresent(says::add);
        says.add(bound(node.name(), balancer.name(), snapshot, now));
        return new Way(
                balancer.name(),
                (balancer.kind() + " " + balancer.version().orElse("")).strip(),
                facts.map(f -> text("board.ago", age(reading.get(), now)))
                        .orElse(text("check.unknown")),
                rows,
                says);
    }

    private static Row row(BalancerFacts.Server server, Optional<Rate> rate) {
        boolean http = server.endpoint() == Endpoint.HTTP;
        var port = text(http ? "board.node.http.short" : "board.node.websocket.short");
        var queued =
                server.counters().map(counters -> counters.queued()).orElse(OptionalInt.empty());
        return new Row(
                server.backup() ? port + " " + text("inspector.servers.backup") : port,
                text("admin", server.admin()),
                text("check", server.check()),
                Figures.of(server.active()),
                Figures.of(
                        queued.isPresent() || !http
                                ? queued
                                : rate.map(Rate::queued).orElse(OptionalInt.empty())),
                rate.filter(known -> http)
                        .map(known -> Figures.perSecond(known.perSecond()))
                        .orElse(Figures.UNKNOWN));
    }

    /** Empty text: there is none, and nothing to say. */
    private static String workers(OptionalInt old) {
        if (old.isEmpty()) {
            return text("connections.workers.unknown");
        }
        return old.getAsInt() == 0 ? "" : text("connections.workers", old.getAsInt());
    }

    private static String bound(String node, String balancer, Snapshot snapshot, Instant now) {
        var reading = Optional.ofNullable(snapshot.bound().get(balancer));
        var sessions = reading.flatMap(r -> r.fresh(now, Probe.SESSIONS.limit(snapshot.cluster())));
        var clients = sessions.map(BoundSessions::nodes).map(nodes -> nodes.get(node));
        if (clients.isPresent()) {
            return text("connections.bound", Figures.of(clients.get()), age(reading.get(), now));
        }
        return text(
                "connections.bound.unknown",
                sessions.flatMap(BoundSessions::why).orElseGet(() -> silent(reading, now)));
    }
}
