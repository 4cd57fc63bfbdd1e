package dev.drainboard.ui.board;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.Metric;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.model.Traffic;
import dev.drainboard.ui.kit.Glyph;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is to be seen of a cluster, in words. Pure: equal readings give equal models.
 *
 * @param clients what users open
 * @param sessions how many clients balancers have bound to nodes, in words; empty text: unknown
 * @param links in the order in which they are drawn
 * @param zones for a board on which nodes stand in frames; never empty where there are nodes
 * @param attention the nodes that are not well, worst first
 * @param differ which revisions run on how many nodes; empty: on all the same, as far as is known
 * @param awaited the ids of cards of which nothing was read yet, each with the host that is awaited
 * @param at the second for which it holds; what changes faster is not worth a new picture
 * @param trunks what {@code links} are on such a board: one for all nodes of a zone
 */
public record BoardModel(
        String clients,
        String sessions,
        List<Figure> figures,
        List<Card> balancers,
        List<NodeCard> nodes,
        List<Card> services,
        List<Link> links,
        List<Zone> zones,
        List<Link> trunks,
        List<Trouble> attention,
        Optional<Differ> differ,
        Map<String, String> awaited,
        Instant at) {

    /** The same, with the very parts of {@code before} where they are equal: quick to compare. */
    public BoardModel like(BoardModel before) {
        return new BoardModel(
                clients,
                sessions,
                figures,
                balancers,
                same(before.nodes, nodes),
                services,
                same(before.links, links),
                same(before.zones, zones),
                same(before.trunks, trunks),
                attention,
                differ,
                awaited,
                at);
    }

    private static <T> List<T> same(List<T> before, List<T> now) {
        return before.equals(now) ? before : now;
    }

    public BoardModel {
        figures = List.copyOf(figures);
        balancers = List.copyOf(balancers);
        nodes = List.copyOf(nodes);
        services = List.copyOf(services);
        links = List.copyOf(links);
        zones = List.copyOf(zones);
        trunks = List.copyOf(trunks);
        attention = List.copyOf(attention);
        awaited = Map.copyOf(awaited);
        Objects.requireNonNull(at);
    }

    /** With what was not read yet since the window was opened: that is no trouble. */
    public BoardModel awaiting(Snapshot snapshot) {
        var hosts = Awaited.of(snapshot);
        return new BoardModel(
                clients,
                sessions,
                figures,
                balancers,
                nodes,
                services,
                links,
                zones,
                trunks,
                attention.stream()
                        .filter(trouble -> !hosts.containsKey(node(trouble.node())))
                        .toList(),
                differ,
                hosts,
                at);
    }

    /** Whether nothing at all was read yet. */
    public boolean nothingYet() {
        return Stream.concat(
                        balancers.stream().map(Card::id),
                        nodes.stream().map(card -> node(card.name())))
                .allMatch(awaited::containsKey);
    }

    /**
     * That nodes run different revisions.
     *
     * @param planned a rollout is under way: it is meant
     */
    public record Differ(String says, boolean planned) {}

    /** A node that somebody should look at, and why in a few words. */
    public record Trouble(String node, Glyph glyph, String says) {}

    /**
     * One number about the whole cluster; an en dash when a part of it is unknown.
     *
     * @param metric whose history is drawn beside it
     */
    public record Figure(Metric metric, String name, String value, String unit) {}

    /**
     * A balancer or a service.
     *
     * @param id "balancer lb1", "database", "filestore": what links name
     * @param reason why it is not healthy, or what else is to be told
     * @param uneven a balancer that does otherwise with a node than another
     */
    public record Card(
            String id,
            String name,
            Glyph glyph,
            String word,
            String caption,
            Map<String, String> entries,
            Optional<String> reason,
            boolean uneven) {}

    /**
     * A node.
     *
     * @param rotation "In rotation" and its like
     * @param uneven it is out on one balancer, or one port, only
     * @param way what requests do here
     * @param lamps of its two ports, each by itself
     * @param workers behind its HTTP port; empty: unknown, or it has none
     * @param note why it is not simply well; empty: it is
     * @param asked something was asked of it and no reading has shown it yet
     * @param brief what a tile has room for: its rate, or what is wrong
     * @param old how old its numbers are, where they are its last and not those of now
     * @param newBuild a rollout under way has updated it, and another node runs something else
     * @param sentence all of it for who listens instead of looking
     */
    public record NodeCard(
            String name,
            Glyph glyph,
            String word,
            String rotation,
            boolean uneven,
            Flow way,
            String caption,
            String http,
            String websocket,
            String database,
            Lamps lamps,
            String aside,
            Optional<Cells> workers,
            Optional<String> note,
            boolean asked,
            String brief,
            Optional<String> old,
            boolean newBuild,
            String sentence) {}

    /**
     * The workers of a node, a cell each.
     *
     * @param busy never more than all; 0 where nobody knows
     * @param says "3 of 8", and how many requests wait for one
     */
    public record Cells(int busy, int all, String says) {
        public Cells {
            if (busy < 0 || busy > all || all < 1) {
                throw new IllegalArgumentException(busy + " of " + all);
            }
        }
    }

    /**
     * Whether a node's HTTP port answers as it should, and its websocket port: one may be down
     * alone.
     */
    public record Lamps(Glyph http, Glyph websocket) {
        static Lamps of(NodeStatus node) {
            return new Lamps(lamp(node.http().check()), lamp(node.websocket().check()));
        }

        private static Glyph lamp(CheckState check) {
            return switch (check) {
                case UP -> Glyph.HEALTHY;
                case DOWN -> Glyph.FAILED;
                case UNKNOWN -> Glyph.UNKNOWN;
            };
        }
    }

    /**
     * A pipe between two cards.
     *
     * @param says what stands on its chip; empty: it has none
     */
    public record Link(
            String from, String to, Carries carries, Flow flow, Load load, String says) {}

    /** What goes along a pipe. */
    public enum Carries {
        USERS,
        REQUESTS,
        WEBSOCKETS,
        DATABASE,
        FILES
    }

    /** What happens in a pipe. Unknown has a look of its own. */
    public enum Flow {
        OPEN,
        DRAINING,
        SHUT,
        /** Asked to be open, and what is at its end does not serve. */
        BROKEN,
        UNKNOWN
    }

    static String balancer(String name) {
        return "balancer " + name;
    }

    static String node(String name) {
        return "node " + name;
    }

    static final String DATABASE = "database";
    static final String FILESTORE = "filestore";
    static final String CLIENTS = "clients";

    /**
     * @param traffic what each balancer sends to the nodes
     */
    public static BoardModel of(
            Status status, Cluster cluster, Map<String, Traffic> traffic, Asked asked) {
        return of(status, cluster, traffic, asked, Grouping.ZONE);
    }

    /**
     * @param grouping by what nodes are framed, where they are
     */
    public static BoardModel of(
            Status status,
            Cluster cluster,
            Map<String, Traffic> traffic,
            Asked asked,
            Grouping grouping) {
        var services = new ArrayList<Card>();
        status.database().map(Cards::database).ifPresent(services::add);
        status.filestore().map(store -> Cards.filestore(store, cluster)).ifPresent(services::add);
        var limit = Probe.BALANCER.limit(cluster);
        var fresh = new LinkedHashMap<>(traffic);
        fresh.values().removeIf(of -> of.at().plus(limit).isBefore(status.at()));
        var specs = cluster.nodesByName();
        var uneven = Cards.uneven(status, asked);
        var built = Cards.newBuilds(status);
        var links = Links.of(status, fresh);
        var zones = Zones.of(status, specs, links, grouping);
        return new BoardModel(
                Cards.clients(cluster),
                Cards.sessions(status),
                Cards.figures(status),
                status.balancers().stream()
                        .map(b -> Cards.balancer(b, cluster, uneven, Links.all(b, fresh)))
                        .toList(),
                status.nodes().stream()
                        .map(
                                node ->
                                        Cards.node(
                                                node,
                                                specs.get(node.name()),
                                                uneven.contains(node.name()),
                                                status.at(),
                                                asked.marks().containsKey(node.name()),
                                                built.contains(node.name())))
                        .toList(),
                services,
                links,
                zones,
                Zones.trunks(zones, links),
                Cards.attention(status, uneven),
                Cards.differ(status),
                Map.of(),
                status.at().truncatedTo(ChronoUnit.SECONDS));
    }
}
