package dev.drainboard.ui.board;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Glyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is to be seen of a cluster, in words. Pure: equal readings give equal models.
 *
 * @param clients what users open
 * @param links in the order in which they are drawn
 */
public record BoardModel(
        String clients,
        List<Figure> figures,
        List<Card> balancers,
        List<NodeCard> nodes,
        List<Card> services,
        List<Link> links) {

    public BoardModel {
        figures = List.copyOf(figures);
        balancers = List.copyOf(balancers);
        nodes = List.copyOf(nodes);
        services = List.copyOf(services);
        links = List.copyOf(links);
    }

    /** One number about the whole cluster; an en dash when a part of it is unknown. */
    public record Figure(String name, String value, String unit) {}

    /**
     * A balancer or a service.
     *
     * @param id "balancer lb1", "database", "filestore": what links name
     * @param reason why it is not healthy
     */
    public record Card(
            String id,
            String name,
            Glyph glyph,
            String word,
            String caption,
            Map<String, String> entries,
            Optional<String> reason) {}

    /**
     * A node.
     *
     * @param rotation "In rotation" and its like
     * @param way what requests do here
     * @param note why it is not simply well; empty: it is
     * @param asked something was asked of it and no reading has shown it yet
     * @param sentence all of it for who listens instead of looking
     */
    public record NodeCard(
            String name,
            Glyph glyph,
            String word,
            String rotation,
            Flow way,
            String caption,
            String http,
            String websocket,
            String database,
            String aside,
            Optional<String> note,
            boolean asked,
            String sentence) {}

    /** A line between two cards. */
    public record Link(String from, String to, Carries carries, Flow flow) {}

    /** What goes along a line. */
    public enum Carries {
        USERS,
        REQUESTS,
        DATABASE,
        FILES
    }

    /** What happens on a line. Unknown has a look of its own. */
    public enum Flow {
        OPEN,
        DRAINING,
        SHUT,
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

    public static BoardModel of(Status status, Cluster cluster, Asked asked) {
        var services = new ArrayList<Card>();
        status.database().map(Cards::database).ifPresent(services::add);
        status.filestore().map(store -> Cards.filestore(store, cluster)).ifPresent(services::add);
        return new BoardModel(
                Cards.clients(cluster),
                Cards.figures(status),
                status.balancers().stream().map(b -> Cards.balancer(b, cluster)).toList(),
                status.nodes().stream()
                        .map(
                                node ->
                                        Cards.node(
                                                node,
                                                cluster.node(node.name()),
                                                status.at(),
                                                asked.marks().containsKey(node.name())))
                        .toList(),
                services,
                Links.of(status));
    }
}
