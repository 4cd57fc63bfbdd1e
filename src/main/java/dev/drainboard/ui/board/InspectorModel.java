package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.model.Workers;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All about one node, in words. Pure.
 *
 * @param word "Healthy, in rotation"
 * @param reason why it is not simply well
 * @param sections title to entries, in order
 * @param skew clients that are bound to it, beside its fair share; empty: unknown
 * @param crowd that one network takes most of it, as a sentence; empty: none does
 * @param servers what each balancer does with it
 * @param failed what could not be asked, and why
 * @param nodes all of the cluster, in the order of its file
 * @param now what stands beside the charts
 * @param old how old the numbers are, where they are the node's last and not those of now
 */
public record InspectorModel(
        String node,
        Glyph glyph,
        String word,
        String host,
        Optional<String> reason,
        boolean asked,
        List<Action> actions,
        Map<String, Map<String, String>> sections,
        Optional<SkewModel> skew,
        Optional<String> crowd,
        List<Row> servers,
        ConnectionsModel connections,
        List<Unanswered> failed,
        List<String> nodes,
        Now now,
        Optional<String> old) {

    public InspectorModel {
        Objects.requireNonNull(node);
        actions = List.copyOf(actions);
        servers = List.copyOf(servers);
        Objects.requireNonNull(connections);
        failed = List.copyOf(failed);
        nodes = List.copyOf(nodes);
    }

    /** The newest reading's numbers: the same as below the charts. */
    record Now(String latency, String http, String websockets, String database) {}

    /** One server of the node on one balancer; dashes for a balancer that is unknown. */
    public record Row(String balancer, String port, String admin, String check, String active) {}

    /**
     * @throws IllegalArgumentException if there is no such node
     */
    public static InspectorModel of(
            String name, Snapshot snapshot, Status status, Asked asked, boolean readOnly) {
        var node = status.node(name);
        var spec = snapshot.cluster().node(name);
        var shown = Shown.of(node, status.at());
        return new InspectorModel(
                name,
                Glyph.of(node.state()),
                word(node),
                spec.address() + " · " + spec.runtime().kind(),
                Cards.note(node, status.at()),
                asked.marks().containsKey(name),
                Action.of(name, snapshot, status, readOnly),
                sections(node, shown, snapshot, status),
                SkewModel.of(name, status),
                crowd(name, status),
                rows(node),
                ConnectionsModel.of(node, snapshot, status),
                Unanswered.of(name, snapshot, status.at()),
                status.nodes().stream().map(NodeStatus::name).toList(),
                new Now(
                        shown.latency(),
                        shown.http(),
                        shown.websockets(),
                        Figures.of(node.databaseConnections())),
                shown.old().map(age -> text("board.node.old", age)));
    }

    /** "Healthy, in rotation"; a node that is out is that, once. */
    private static String word(NodeStatus node) {
        boolean uneven = node.state() == NodeState.HEALTHY && !node.rotation().uneven().isEmpty();
        return node.state() == NodeState.OUT
                ? Cards.rotation(node)
                : text(
                        "inspector.word",
                        text("node.state", node.state()),
                        lowered(Cards.rotation(node, uneven)));
    }

    /** In the middle of a sentence; names of balancers keep their letters. */
    private static String lowered(String words) {
        return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }

    private static Map<String, Map<String, String>> sections(
            NodeStatus node, Shown shown, Snapshot snapshot, Status status) {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        var health = new LinkedHashMap<String, String>();
        var from =
                snapshot.node(node.name())
                        .health()
                        .flatMap(reading -> reading.value())
                        .filter(facts -> node.http().check() != CheckState.UNKNOWN)
                        .map(facts -> facts.from());
        health.put(
                text("inspector.health.http"),
                text("check", node.http().check())
                        + (node.http().latencyMs().isPresent()
                                ? " · " + Figures.millis(node.http().latencyMs())
                                : ""));
        health.put(text("inspector.health.websocket"), text("check", node.websocket().check()));
        health.put(text("inspector.health.from"), from.orElse(Figures.UNKNOWN));
        sections.put(text("inspector.health"), health);
        sections.put(
                text("inspector.connections"),
                connections(node, shown, SkewModel.of(node.name(), status)));
        sections.put(text("inspector.revision"), revision(node, status));
        sections.put(text("inspector.machine"), machine(node, snapshot));
        return sections;
    }

    private static Map<String, String> connections(
            NodeStatus node, Shown shown, Optional<SkewModel> skew) {
        var entries = new LinkedHashMap<String, String>();
        entries.put(text("inspector.connections.http"), shown.http());
        entries.put(text("inspector.connections.idle"), shown.idle());
        entries.put(text("inspector.connections.websocket"), shown.websockets());
        entries.put(text("inspector.connections.database"), Figures.of(node.databaseConnections()));
        if (skew.isEmpty()) {
            node.bound().ifPresent(all -> entries.put(text("inspector.bound"), Figures.of(all)));
        }
        node.workers().ifPresent(all -> entries.put(text("inspector.workers"), workers(node, all)));
        entries.put(text("inspector.connections.by"), node.http().by().orElse(Figures.UNKNOWN));
        return entries;
    }

    private static String workers(NodeStatus node, Workers all) {
        return all.counted()
                ? Cards.busy(all, node.http().active())
                : text("inspector.workers.threaded");
    }

    private static Optional<String> crowd(String node, Status status) {
        return Optional.ofNullable(Crowd.hotSpots(status.nodes()).get(node))
                .map(
                        crowd ->
                                text(
                                        "inspector.crowd."
                                                + crowd.of().name().toLowerCase(Locale.ROOT),
                                        crowd.percent(),
                                        Figures.of(crowd.all()),
                                        crowd.network()));
    }

    private static Map<String, String> revision(NodeStatus node, Status status) {
        var entries = new LinkedHashMap<String, String>();
        var last = node.revision().or(node.was()::revision);
        entries.put(
                text("inspector.revision.name"), last.map(Revision::name).orElse(Figures.UNKNOWN));
        entries.put(text("inspector.revision.id"), last.map(Revision::id).orElse(Figures.UNKNOWN));
        var same =
                status.nodes().stream()
                        .filter(other -> other.revision().isPresent())
                        .filter(other -> other.revision().equals(node.revision()))
                        .count();
        entries.put(
                text("inspector.revision.same"),
                node.revision().isEmpty()
                        ? Figures.UNKNOWN
                        : text("board.count", same, status.nodes().size()));
        return entries;
    }

    private static Map<String, String> machine(NodeStatus node, Snapshot snapshot) {
        var entries = new LinkedHashMap<String, String>();
        entries.put(
                text("inspector.machine.host"), snapshot.cluster().node(node.name()).host().host());
        entries.put(text("inspector.machine.id"), node.machineId().orElse(Figures.UNKNOWN));
        entries.put(
                text("inspector.machine.age"),
                node.ageMs().isEmpty()
                        ? Figures.UNKNOWN
                        : text(
                                "board.ago",
                                Figures.of(java.time.Duration.ofMillis(node.ageMs().getAsLong()))));
        return entries;
    }

    private static List<Row> rows(NodeStatus node) {
        var rows = new ArrayList<Row>();
        for (var on : node.rotation().balancers()) {
            if (on.servers().isEmpty()) {
                rows.add(
                        new Row(
                                on.balancer(),
                                Figures.UNKNOWN,
                                text("admin.unknown"),
                                text("check.unknown"),
                                Figures.UNKNOWN));
            } else if (on.servers().get().isEmpty()) {
                rows.add(
                        new Row(
                                on.balancer(),
                                text("inspector.servers.none"),
                                Figures.UNKNOWN,
                                Figures.UNKNOWN,
                                Figures.UNKNOWN));
            }
            on.servers().stream()
                    .flatMap(List::stream)
                    .map(s -> row(on.balancer(), s))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static Row row(String balancer, BalancerFacts.Server server) {
        var port = server.endpoint() == Endpoint.HTTP ? "HTTP" : "WS";
        var admin = text("admin", server.admin());
        return new Row(
                balancer,
                server.backup() ? port + " " + text("inspector.servers.backup") : port,
                admin,
                text("check", server.check()),
                Figures.of(server.active()));
    }
}
