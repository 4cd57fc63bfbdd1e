package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.DatabaseStatus;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.FilestoreStatus;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.BoardModel.Card;
import dev.drainboard.ui.board.BoardModel.Figure;
import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What stands on each card. Pure. */
final class Cards {

    private Cards() {}

    static String clients(Cluster cluster) {
        return cluster.balancers().stream()
                .flatMap(balancer -> balancer.url().stream())
                .findFirst()
                .map(url -> Optional.ofNullable(url.getAuthority()).orElse(url.toString()))
                .orElse(text("board.clients.noUrl"));
    }

    static List<Figure> figures(Status status) {
        var database = status.database().flatMap(DatabaseStatus::facts);
        return List.of(
                new Figure(
                        text("board.figure.http"),
                        sum(status, node -> node.http().active()),
                        text("board.figure.http.unit")),
                new Figure(
                        text("board.figure.idle"),
                        sum(status, node -> node.http().idle()),
                        text("board.figure.idle.unit")),
                new Figure(
                        text("board.figure.websocket"),
                        sum(status, node -> node.websocket().active()),
                        text("board.figure.websocket.unit")),
                new Figure(
                        text("board.figure.database"),
                        database.map(facts -> Figures.of(facts.connections()))
                                .orElse(Figures.UNKNOWN),
                        database.map(facts -> text("board.of", Figures.of(facts.limit())))
                                .orElse("")),
                new Figure(text("board.figure.revision"), revisions(status), same(status)));
    }

    /** Over all nodes; a part of a sum is no sum. */
    private static String sum(Status status, Function<NodeStatus, OptionalInt> number) {
        var numbers = status.nodes().stream().map(number).toList();
        return numbers.stream().anyMatch(OptionalInt::isEmpty)
                ? Figures.UNKNOWN
                : Figures.of(numbers.stream().mapToLong(OptionalInt::getAsInt).sum());
    }

    private static String revisions(Status status) {
        var ids = status.nodes().stream().map(NodeStatus::revision).distinct().toList();
        if (ids.contains(Optional.<Revision>empty())) {
            return Figures.UNKNOWN;
        }
        return ids.size() == 1
                ? ids.getFirst().map(Revision::toString).orElseThrow()
                : text("board.figure.revision.many", ids.size());
    }

    private static String same(Status status) {
        var known = status.nodes().stream().filter(node -> node.revision().isPresent()).count();
        return text("board.figure.revision.known", known, status.nodes().size());
    }

    static Card balancer(BalancerStatus balancer, Cluster cluster) {
        var entries = new LinkedHashMap<String, String>();
        var http = sends(balancer);
        entries.put(text("board.balancer.sends"), http);
        entries.put(
                text("board.balancer.servers"),
                balancer.version().isEmpty()
                        ? Figures.UNKNOWN
                        : Figures.of(balancer.servers().size()));
        var host =
                cluster.balancers().stream()
                        .filter(spec -> spec.name().equals(balancer.name()))
                        .flatMap(spec -> spec.ssh().stream())
                        .map(HostSpec::host)
                        .findFirst();
        host.ifPresent(name -> entries.put(text("board.balancer.host"), name));
        return new Card(
                BoardModel.balancer(balancer.name()),
                balancer.name(),
                Glyph.of(balancer.state()),
                text("service.state", balancer.state()),
                (balancer.kind() + " " + balancer.version().orElse("")).strip(),
                entries,
                balancer.reason());
    }

    /** "2 of 3": nodes that this balancer has asked ready and not seen down, of those it knows. */
    private static String sends(BalancerStatus balancer) {
        if (balancer.version().isEmpty()) {
            return Figures.UNKNOWN;
        }
        var known = balancer.servers().stream().flatMap(s -> s.node().stream()).distinct().toList();
        var sends =
                known.stream()
                        .filter(
                                node ->
                                        balancer.servers().stream()
                                                .filter(s -> s.node().equals(Optional.of(node)))
                                                .allMatch(s -> s.eligible()))
                        .count();
        return text("board.count", sends, known.size());
    }

    static Card database(DatabaseStatus database) {
        var facts = database.facts();
        var entries = new LinkedHashMap<String, String>();
        entries.put(
                text("board.database.connections"),
                facts.map(f -> text("board.count", f.connections(), f.limit()))
                        .orElse(Figures.UNKNOWN));
        entries.put(
                text("board.database.role"),
                facts.map(
                                f ->
                                        text(
                                                f.primary()
                                                        ? "board.database.primary"
                                                        : "board.database.standby"))
                        .orElse(Figures.UNKNOWN));
        return new Card(
                BoardModel.DATABASE,
                text("board.database"),
                Glyph.of(database.state()),
                text("service.state", database.state()),
                (database.host() + facts.map(f -> " · " + f.version()).orElse("")),
                entries,
                database.reason());
    }

    static Card filestore(FilestoreStatus filestore, Cluster cluster) {
        var sources =
                filestore.nodes().values().stream().map(FilestoreFacts::source).distinct().toList();
        var types =
                filestore.nodes().values().stream().map(FilestoreFacts::type).distinct().toList();
        var entries =
                Map.of(
                        text("board.filestore.seen"),
                        text("board.count", filestore.nodes().size(), cluster.nodes().size()));
        return new Card(
                BoardModel.FILESTORE,
                text("board.filestore"),
                Glyph.of(filestore.state()),
                text("service.state", filestore.state()),
                types.size() == 1 && sources.size() == 1
                        ? types.getFirst() + " · " + sources.getFirst()
                        : filestore.path(),
                entries,
                filestore.reason());
    }

    static NodeCard node(NodeStatus node, NodeSpec spec, Instant now, boolean asked) {
        var rotation = rotation(node);
        var word = text("node.state", node.state());
        var note = note(node, now);
        return new NodeCard(
                node.name(),
                Glyph.of(node.state()),
                word,
                rotation,
                way(node),
                spec.address()
                        + " · "
                        + node.revision().map(Revision::toString).orElse(Figures.UNKNOWN),
                Figures.of(node.http().active()),
                Figures.of(node.websocket().active()),
                Figures.of(node.databaseConnections()),
                text(
                        "board.node.aside",
                        Figures.of(node.http().idle()),
                        Figures.millis(node.http().latencyMs())),
                note,
                asked,
                text(
                        "board.node.sentence",
                        node.name(),
                        word,
                        rotation,
                        Figures.of(node.http().active()),
                        Figures.of(node.websocket().active()),
                        Figures.of(node.databaseConnections())));
    }

    static String rotation(NodeStatus node) {
        return text(
                "board.rotation."
                        + node.inRotation().map(in -> in ? "in" : "out").orElse("unknown"));
    }

    private static Flow way(NodeStatus node) {
        return node.inRotation().map(in -> in ? Flow.OPEN : Flow.SHUT).orElse(Flow.UNKNOWN);
    }

    /** "unknown since 12 s: ..." */
    static Optional<String> note(NodeStatus node, Instant now) {
        if (node.state() != NodeState.UNKNOWN) {
            return node.reason();
        }
        var since =
                node.answered()
                        .map(at -> text("board.node.since", Figures.of(Duration.between(at, now))))
                        .orElse(text("board.node.never"));
        return Optional.of(since + node.reason().map(reason -> ": " + reason).orElse(""));
    }
}
