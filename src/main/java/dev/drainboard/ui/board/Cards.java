package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.DatabaseStatus;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.FilestoreStatus;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.Latency;
import dev.drainboard.model.Metric;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Skew;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.model.Workers;
import dev.drainboard.ui.board.BoardModel.Card;
import dev.drainboard.ui.board.BoardModel.Differ;
import dev.drainboard.ui.board.BoardModel.Figure;
import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.board.BoardModel.Lamps;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.board.BoardModel.Trouble;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands on each card. Pure. */
final class Cards {

    /** Steps that change what balancers do with a node. */
    private static final Set<StepKind> TURNING =
            Set.of(StepKind.DRAIN, StepKind.MAINT, StepKind.RESTORE);

    /** By then every balancer was read again, also if an answer was lost. */
    private static final Duration SETTLES = Duration.ofSeconds(5);

    private Cards() {}

    static String clients(Cluster cluster) {
        return cluster.balancers().stream()
                .flatMap(balancer -> balancer.url().stream())
                .findFirst()
                .map(url -> Optional.ofNullable(url.getAuthority()).orElse(url.toString()))
                .orElse(text("board.clients.noUrl"));
    }

    /** "430 sessions" */
    static String sessions(Status status) {
        var bound = status.bound();
        return bound.isPresent() ? text("board.sessions", Figures.of(bound)) : "";
    }

    static List<Figure> figures(Status status) {
        var database = status.database().flatMap(DatabaseStatus::facts);
        var rate = status.rate();
        return List.of(
                new Figure(
                        Metric.REQUESTS,
                        text("board.figure.requests"),
                        rate.map(r -> Figures.decimal(r.perSecond())).orElse(Figures.UNKNOWN),
                        rate.isPresent() ? text("board.figure.requests.unit") : ""),
                latency(rate.flatMap(Rate::latency)),
                errors(rate),
                new Figure(
                        Metric.ACTIVE,
                        text("board.figure.http"),
                        sum(status, node -> node.http().active()),
                        text("board.figure.http.unit")),
                new Figure(
                        Metric.WEBSOCKETS,
                        text("board.figure.websocket"),
                        sum(status, node -> node.websocket().active()),
                        text("board.figure.websocket.unit")),
                new Figure(
                        Metric.DATABASE,
                        text("board.figure.database"),
                        database.map(facts -> Figures.of(facts.connections()))
                                .orElse(Figures.UNKNOWN),
                        database.map(facts -> text("board.of", Figures.of(facts.limit())))
                                .orElse("")));
    }

    private static Figure latency(Optional<Latency> latency) {
        return new Figure(
                Metric.LATENCY,
                text("board.figure.latency", latency.map(Latency::kind).orElse(Latency.Kind.P95)),
                latency.map(l -> Figures.of(Math.round(l.ms()))).orElse(Figures.UNKNOWN),
                latency.isPresent() ? text("board.figure.latency.unit") : "");
    }

    private static Figure errors(Optional<Rate> rate) {
        var share = rate.map(Rate::serverErrorShare).orElse(OptionalDouble.empty());
        return new Figure(
                Metric.ERRORS,
                text("board.figure.errors"),
                share.isPresent()
                        ? String.format(Locale.ROOT, "%.2f", 100 * share.getAsDouble())
                        : Figures.UNKNOWN,
                share.isPresent() ? text("board.figure.errors.unit") : "");
    }

    /** Over all nodes; a part of a sum is no sum. */
    private static String sum(Status status, Function<NodeStatus, OptionalInt> number) {
        var numbers = status.nodes().stream().map(number).toList();
        return numbers.stream().anyMatch(OptionalInt::isEmpty)
                ? Figures.UNKNOWN
                : Figures.of(numbers.stream().mapToLong(OptionalInt::getAsInt).sum());
    }

    /**
     * The nodes with which the balancers do not do the same, though nothing is under way that would
     * explain it: neither a step that runs or is just done, nor something that was just asked for.
     */
    static Set<String> uneven(Status status, Asked asked) {
        boolean runs =
                status.operation()
                        .filter(view -> view.phase() == OperationView.Phase.RUNNING)
                        .isPresent();
        return status.nodes().stream()
                .filter(node -> !node.rotation().uneven().isEmpty())
                .filter(node -> !runs || node.state() == NodeState.HEALTHY)
                .map(NodeStatus::name)
                .filter(name -> !asked.marks().containsKey(name))
                .filter(
                        name ->
                                status.operation()
                                        .filter(view -> turns(view, name, status.at()))
                                        .isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** One balancer after the other is changed, and each is read on a rhythm of its own. */
    private static boolean turns(OperationView view, String node, Instant now) {
        return view.steps().stream()
                .filter(step -> step.step().node().equals(Optional.of(node)))
                .filter(step -> TURNING.contains(step.step().kind()))
                .anyMatch(
                        step ->
                                switch (step.progress()) {
                                    case RUNNING -> view.phase() == OperationView.Phase.RUNNING;
                                    case DONE ->
                                            step.at()
                                                    .filter(at -> now.isBefore(at.plus(SETTLES)))
                                                    .isPresent();
                                    case WAITING, SKIPPED, FAILED -> false;
                                });
    }

    /**
     * @param uneven the nodes with which it may do otherwise than another balancer
     * @param load what it carries now
     */
    static Card balancer(BalancerStatus balancer, Cluster cluster, Set<String> uneven, Load load) {
        var here = outHere(balancer, uneven);
        var entries = new LinkedHashMap<String, String>();
        entries.put(
                text("board.balancer.requests"),
                load.amount().isPresent()
                        ? Figures.perSecond(load.amount().getAsDouble())
                        : Figures.UNKNOWN);
        entries.put(text("board.balancer.sends"), sends(balancer));
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
                here.isEmpty()
                        ? balancer.reason()
                        : Optional.of(text("board.balancer.uneven", String.join(", ", here))),
                !here.isEmpty());
    }

    private static List<String> outHere(BalancerStatus balancer, Set<String> uneven) {
        return balancer.serversByNode().entrySet().stream()
                .filter(node -> uneven.contains(node.getKey()))
                .filter(
                        node ->
                                node.getValue().stream()
                                        .anyMatch(
                                                server ->
                                                        server.admin() == AdminState.DRAIN
                                                                || server.admin()
                                                                        == AdminState.MAINT))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** "2 of 3": nodes that this balancer has asked ready and not seen down, of those it knows. */
    private static String sends(BalancerStatus balancer) {
        if (balancer.version().isEmpty()) {
            return Figures.UNKNOWN;
        }
        var known = balancer.serversByNode();
        var sends =
                known.values().stream()
                        .filter(its -> its.stream().allMatch(server -> server.eligible()))
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
                database.reason(),
                false);
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
                filestore.reason(),
                false);
    }

    static NodeCard node(
            NodeStatus node,
            NodeSpec spec,
            boolean uneven,
            Instant now,
            boolean asked,
            boolean newBuild) {
        var rotation = rotation(node, uneven);
        var word = text("node.state", node.state());
        var note = note(node, now);
        var shown = Shown.of(node, now);
        return new NodeCard(
                node.name(),
                Glyph.of(node.state()),
                word,
                rotation,
                uneven,
                way(node),
                spec.address()
                        + " · "
                        + node.revision()
                                .or(node.was()::revision)
                                .map(Revision::toString)
                                .orElse(Figures.UNKNOWN),
                shown.http(),
                shown.websockets(),
                Figures.of(node.databaseConnections()),
                Lamps.of(node),
                text("board.node.aside", shown.idle(), shown.latency()),
                node.workers().filter(Workers::counted).flatMap(all -> cells(all, node)),
                note,
                asked,
                uneven ? sends(node) : brief(node, now),
                shown.old(),
                newBuild,
                text(
                        shown.old().isPresent() ? "board.node.sentence.old" : "board.node.sentence",
                        node.name(),
                        word,
                        rotation,
                        shown.http(),
                        shown.websockets(),
                        Figures.of(node.databaseConnections()),
                        down(node)
                                + workers(node)
                                + (newBuild ? ", " + text("board.node.build") : ""),
                        shown.old().orElse("")));
    }

    /**
     * Empty where nobody counts the requests: cells without a colour would say that all are free.
     */
    private static Optional<BoardModel.Cells> cells(Workers workers, NodeStatus node) {
        var inUse = node.http().active();
        var busy = workers.busy(inUse);
        return busy.isPresent()
                ? Optional.of(
                        new BoardModel.Cells(busy.getAsInt(), workers.all(), busy(workers, inUse)))
                : Optional.empty();
    }

    /** "3 of 8", "8 of 8, 2 waiting". */
    static String busy(Workers workers, OptionalInt inUse) {
        int waiting = workers.waiting(inUse.orElse(0));
        var count = text("board.count", Figures.of(workers.busy(inUse)), Figures.of(workers.all()));
        return waiting == 0
                ? count
                : text("board.node.workers.waiting", count, Figures.of(waiting));
    }

    /** Of its workers, for who listens. */
    private static String workers(NodeStatus node) {
        var counted = node.workers().filter(Workers::counted);
        if (counted.isEmpty() || node.http().active().isEmpty()) {
            return "";
        }
        int inUse = node.http().active().getAsInt();
        var workers = counted.get();
        return workers.waiting(inUse) == 0
                ? text(
                        "board.node.workers.busy",
                        Figures.of(workers.busy(inUse)),
                        Figures.of(workers.all()))
                : text(
                        "board.node.workers.all",
                        Figures.of(workers.all()),
                        Figures.of(workers.waiting(inUse)));
    }

    /** Of a port that is down: one may be so alone. */
    private static String down(NodeStatus node) {
        var down = new StringBuilder();
        if (node.http().check() == CheckState.DOWN) {
            down.append(text("board.node.down.http"));
        }
        if (node.websocket().check() == CheckState.DOWN) {
            down.append(text("board.node.down.websocket"));
        }
        return down.toString();
    }

    /** "1 of 2": the balancers that send to it. */
    private static String sends(NodeStatus node) {
        var all = node.rotation().balancers();
        return text(
                "board.count",
                all.stream().filter(on -> on.sends().equals(Optional.of(true))).count(),
                all.size());
    }

    /**
     * The nodes that the operation under way has updated, while another still runs something else;
     * on a way back nothing is new.
     */
    static Set<String> newBuilds(Status status) {
        var done =
                status.operation()
                        .filter(view -> !view.over())
                        .filter(
                                view ->
                                        view.story().left().stream()
                                                .noneMatch(
                                                        left ->
                                                                left.word()
                                                                        .equals(
                                                                                Word.ROLL_BACK
                                                                                        .word())))
                        .map(Cards::updated)
                        .orElse(Set.of());
        return status.nodes().stream()
                .filter(node -> done.contains(node.name()) && node.revision().isPresent())
                .filter(
                        node ->
                                status.nodes().stream()
                                        .anyMatch(
                                                other ->
                                                        other.revision().isPresent()
                                                                && !other.revision()
                                                                        .equals(node.revision())))
                .map(NodeStatus::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> updated(OperationView view) {
        return view.steps().stream()
                .filter(step -> step.step().kind() == StepKind.UPDATE)
                .filter(step -> step.progress() == OperationView.Progress.DONE)
                .flatMap(step -> step.step().node().stream())
                .collect(Collectors.toSet());
    }

    /** "18.0-2 on 2, 18.0-1 on 2" */
    static Optional<Differ> differ(Status status) {
        var counts = new LinkedHashMap<String, Integer>();
        status.nodes().stream()
                .flatMap(node -> node.revision().stream())
                .forEach(revision -> counts.merge(revision.toString(), 1, Integer::sum));
        return counts.size() < 2
                ? Optional.empty()
                : Optional.of(
                        new Differ(
                                text(
                                        "board.revisions",
                                        counts.entrySet().stream()
                                                .map(
                                                        (Map.Entry<String, Integer> each) ->
                                                                text(
                                                                        "board.revisions.on",
                                                                        each.getKey(),
                                                                        each.getValue()))
                                                .collect(Collectors.joining(", "))),
                                status.operation().filter(view -> !view.over()).isPresent()));
    }

    /**
     * Failed before degraded before unknown before what only some balancers send to before what
     * carries too many sessions; what is planned is no trouble.
     */
    static List<Trouble> attention(Status status, Set<String> uneven) {
        var ill = attention(status);
        var named = ill.stream().map(Trouble::node).collect(Collectors.toSet());
        return Stream.of(
                        ill.stream(),
                        status.nodes().stream()
                                .filter(node -> uneven.contains(node.name()))
                                .filter(node -> !named.contains(node.name()))
                                .map(
                                        node ->
                                                new Trouble(
                                                        node.name(),
                                                        Glyph.DEGRADED,
                                                        node.reason().orElse(rotation(node)))),
                        heavy(status).stream().filter(node -> !named.contains(node.node())))
                .flatMap(troubles -> troubles)
                .toList();
    }

    /**
     * The nodes to which many more clients are bound than to the others, and those of which one
     * network takes most.
     */
    private static List<Trouble> heavy(Status status) {
        var spots = Crowd.hotSpots(status.nodes());
        var crowded =
                spots.entrySet().stream()
                        .map(
                                each ->
                                        new Trouble(
                                                each.getKey(),
                                                Glyph.DEGRADED,
                                                text(
                                                        "board.crowd",
                                                        each.getValue().percent(),
                                                        each.getValue().network())));
        // where one network is the cause, that is what somebody wants to read
        return Stream.concat(crowded, heavy(status, spots.keySet())).toList();
    }

    private static Stream<Trouble> heavy(Status status, Set<String> told) {
        return Skew.of(status.nodes()).shares().entrySet().stream()
                .filter(each -> each.getValue().heavy())
                .filter(each -> !told.contains(each.getKey()))
                .map(
                        each ->
                                new Trouble(
                                        each.getKey(),
                                        Glyph.DEGRADED,
                                        text("board.skew", SkewModel.times(each.getValue()))));
    }

    private static List<Trouble> attention(Status status) {
        return Stream.of(NodeState.FAILED, NodeState.DEGRADED, NodeState.UNKNOWN)
                .flatMap(state -> status.nodes().stream().filter(node -> node.state() == state))
                .map(
                        node ->
                                new Trouble(
                                        node.name(),
                                        Glyph.of(node.state()),
                                        node.state() == NodeState.UNKNOWN
                                                ? note(node, status.at())
                                                        .map(note -> note.split(": ", 2)[0])
                                                        .orElse("")
                                                : node.reason()
                                                        .map(Cards::first)
                                                        .orElse(text("node.state", node.state()))))
                .toList();
    }

    /** Of "HTTP is down; it refuses connections" what fits beside a name; the card says it all. */
    private static String first(String reason) {
        return reason.split("; ", 2)[0];
    }

    private static String brief(NodeStatus node, Instant now) {
        return switch (node.state()) {
            case HEALTHY, WARMING_UP ->
                    node.rate()
                            .map(rate -> Figures.perSecond(rate.perSecond()))
                            .orElseGet(() -> Figures.of(node.http().active()));
            case UNKNOWN ->
                    node.answered()
                            .map(at -> Figures.of(Duration.between(at, now)))
                            .orElse(Figures.UNKNOWN);
            case DRAINING -> text("board.brief.left", Figures.of(node.http().active()));
            case DEGRADED, FAILED, UPDATING, HEALTH_GATE, OUT, WAITING ->
                    text("board.brief", node.state());
        };
    }

    /** "Out on lb1 only", where the balancers do not do the same and nothing explains it. */
    static String rotation(NodeStatus node, boolean uneven) {
        return uneven
                ? text("board.rotation.uneven", String.join(", ", node.rotation().uneven()))
                : rotation(node);
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
        if (node.state() == NodeState.OUT && node.bound().orElse(0) > 0) {
            var bound = text("board.node.bound", node.bound().getAsInt());
            return Optional.of(bound + node.reason().map(reason -> "; " + reason).orElse(""));
        }
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
