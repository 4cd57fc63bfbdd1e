package dev.drainboard.ui.board;

import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.board.BoardModel.Link;
import dev.drainboard.ui.kit.Glyph;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes by what they have in common, and the pipes that lead to a zone in place of its nodes. Pure.
 */
final class Zones {

    /** What is worst in a group stands for it. */
    private static final List<Flow> STRONGEST =
            List.of(Flow.OPEN, Flow.DRAINING, Flow.BROKEN, Flow.UNKNOWN, Flow.SHUT);

    private Zones() {}

    static List<Zone> of(
            Status status, Map<String, NodeSpec> specs, List<Link> links, Grouping grouping) {
        var names = new LinkedHashMap<String, List<NodeStatus>>();
        for (var node : status.nodes()) {
            var key = grouping.key(node, specs.get(node.name()));
            names.computeIfAbsent(key, name -> new ArrayList<>()).add(node);
        }
        var loads = requests(links);
        return names.entrySet().stream()
                .map(
                        (Map.Entry<String, List<NodeStatus>> zone) ->
                                zone(
                                        grouping.name(zone.getKey(), names.size() == 1),
                                        "zone " + zone.getKey(),
                                        zone.getValue(),
                                        loads))
                .toList();
    }

    private static Map<String, Load> requests(List<Link> links) {
        var loads = new HashMap<String, Load>();
        links.stream()
                .filter(link -> link.carries() == Carries.REQUESTS)
                .forEach(link -> loads.merge(link.to(), link.load(), Load::plus));
        return loads;
    }

    private static Zone zone(
            String name, String id, List<NodeStatus> nodes, Map<String, Load> loads) {
        var counts = new EnumMap<Glyph, Integer>(Glyph.class);
        nodes.forEach(node -> counts.merge(Glyph.of(node.state()), 1, Integer::sum));
        var load =
                nodes.stream()
                        .map(node -> loads.getOrDefault(BoardModel.node(node.name()), Load.UNKNOWN))
                        .reduce(Load.of(0), Load::plus);
        return new Zone(
                id, name, nodes.stream().map(NodeStatus::name).toList(), Map.copyOf(counts), load);
    }

    static List<Link> trunks(List<Zone> zones, List<Link> links) {
        var zoneOf = new HashMap<String, String>();
        for (var zone : zones) {
            zone.nodes().forEach(node -> zoneOf.put(BoardModel.node(node), zone.id()));
        }
        var trunks = new LinkedHashMap<List<Object>, Link>();
        for (var link : links) {
            if (link.carries() == Carries.WEBSOCKETS) {
                continue; // one pipe a balancer and zone; sockets are counted in the zone's head
            }
            var from = zoneOf.getOrDefault(link.from(), link.from());
            var to = zoneOf.getOrDefault(link.to(), link.to());
            trunks.merge(
                    List.of(from, to, link.carries()),
                    new Link(from, to, link.carries(), link.flow(), link.load(), ""),
                    Zones::together);
        }
        return List.copyOf(trunks.values());
    }

    private static Link together(Link one, Link other) {
        boolean first = STRONGEST.indexOf(one.flow()) <= STRONGEST.indexOf(other.flow());
        return new Link(
                one.from(),
                one.to(),
                one.carries(),
                first ? one.flow() : other.flow(),
                one.load().plus(other.load()),
                "");
    }
}
