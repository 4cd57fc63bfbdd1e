package dev.drainboard.driver;

import dev.drainboard.dialect.NginxAddition;
import dev.drainboard.dialect.NginxConf;
import dev.drainboard.dialect.NginxDrain;
import dev.drainboard.dialect.NginxServer;
import dev.drainboard.dialect.NginxUpstream;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerSpec.Pools;
import dev.drainboard.model.Before;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.NodeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A reading of nginx in the words of the board. Pure. */
final class NginxFacts {

    private NginxFacts() {}

    /** A node's port, whose sockets cannot be told apart by entry. */
    private record Port(String node, Endpoint endpoint) {}

    /**
     * @param answered from access logs; empty: nobody knows
     */
    static BalancerFacts of(
            NginxReading read,
            Pools pools,
            List<NodeSpec> nodes,
            Map<Before, AdminState> outstanding,
            Optional<NginxLogs.Counted> answered) {
        var whose = new NginxNodes(nodes, pools, read.names());
        var ours = ours(read.conf(), outstanding);
        var upstreams =
                read.conf().upstreams().stream()
                        .filter(
                                upstream ->
                                        upstream.servers().stream()
                                                .anyMatch(server -> whose.of(server).isPresent()))
                        .toList();
        var pooled = pooled(read, upstreams, whose);
        var counted = new HashSet<Port>();
        var tallied = new HashSet<Port>();
        var servers = new ArrayList<BalancerFacts.Server>();
        var crowds = new HashMap<String, Crowd>();
        for (var upstream : upstreams) {
            for (var server : upstream.servers()) {
                var node = whose.of(server);
                node.filter(owner -> whose.endpoint(server) == Endpoint.HTTP)
                        .flatMap(owner -> crowd(answered, whose, owner, server))
                        .ifPresent(crowd -> crowds.put(node.get().name(), crowd));
                servers.add(
                        new BalancerFacts.Server(
                                upstream.name(),
                                server.address(),
                                node.map(NodeSpec::name),
                                whose.endpoint(server),
                                admin(server, ours),
                                ours.containsKey(server),
                                CheckState.UNKNOWN,
                                server.backup(),
                                node.map(
                                                owner ->
                                                        active(
                                                                read, server, owner, whose, pooled,
                                                                counted))
                                        .orElse(OptionalInt.empty()),
                                node.flatMap(
                                        owner ->
                                                answered.map(
                                                        all ->
                                                                counters(
                                                                        all, server, owner, whose,
                                                                        tallied)))));
            }
        }
        return new BalancerFacts(
                read.master().version(),
                read.master().pid(),
                read.workers().stream().map(String::valueOf).collect(Collectors.joining(",")),
                OptionalInt.of(read.leaving().size()),
                servers,
                NginxNotes.of(read, whose),
                true,
                List.of(),
                crowds);
    }

    private static Optional<Crowd> crowd(
            Optional<NginxLogs.Counted> answered,
            NginxNodes whose,
            NodeSpec node,
            NginxServer server) {
        return answered.flatMap(all -> all.crowd(whose.addresses(node), server.port()));
    }

    /**
     * The servers whose {@code down} is ours, and what we asked by it.
     *
     * @param outstanding what the journal says is ours and not yet put back, and what was asked
     */
    static Map<NginxServer, AdminState> ours(NginxConf conf, Map<Before, AdminState> outstanding) {
        var ours = new HashMap<NginxServer, AdminState>();
        outstanding.forEach(
                (before, asked) -> {
                    var downs =
                            NginxRecord.additions(before).stream()
                                    .filter(added -> added.word().equals(NginxAddition.DOWN))
                                    .collect(Collectors.toSet());
                    NginxDrain.standing(conf, downs)
                            .keySet()
                            .forEach(server -> ours.put(server, asked));
                });
        return ours;
    }

    static AdminState admin(NginxServer server, Map<NginxServer, AdminState> ours) {
        if (server.down()) {
            return ours.getOrDefault(server, AdminState.MAINT);
        }
        return server.drain() ? AdminState.DRAIN : AdminState.READY;
    }

    /**
     * The ports to which nginx keeps idle connections now: a socket there need not be a request.
     * After a node was taken out none is left, since workers that leave close theirs.
     */
    private static Set<Port> pooled(
            NginxReading read, List<NginxUpstream> upstreams, NginxNodes whose) {
        return upstreams.stream()
                .filter(upstream -> keeps(upstream, read.master().version()))
                .flatMap(upstream -> upstream.servers().stream())
                .filter(server -> !server.down())
                .flatMap(server -> port(server, whose).stream())
                .collect(Collectors.toSet());
    }

    /** By its directive; without one from 1.29.7 on. */
    private static boolean keeps(NginxUpstream upstream, String version) {
        var told =
                upstream.others().stream()
                        .filter(directive -> directive.name().equals("keepalive"))
                        .flatMap(directive -> directive.arguments().stream().limit(1))
                        .reduce((first, last) -> last);
        return told.map(number -> !number.equals("0"))
                .orElse(NginxNotes.atLeast(version, 1, 29, 7));
    }

    private static Optional<Port> port(NginxServer server, NginxNodes whose) {
        return whose.of(server).map(node -> new Port(node.name(), whose.endpoint(server)));
    }

    /** Of a node's port all is counted at its first entry, so that a sum over entries is right. */
    private static Counters counters(
            NginxLogs.Counted all,
            NginxServer server,
            NodeSpec node,
            NginxNodes whose,
            Set<Port> tallied) {
        return tallied.add(new Port(node.name(), whose.endpoint(server)))
                ? all.of(whose.addresses(node), server.port())
                : all.nothing();
    }

    /**
     * Sockets of a node's port are counted at its first entry, so that a sum over entries is right.
     */
    private static OptionalInt active(
            NginxReading read,
            NginxServer server,
            NodeSpec node,
            NginxNodes whose,
            Set<Port> pooled,
            Set<Port> counted) {
        var port = new Port(node.name(), whose.endpoint(server));
        var open = read.open(whose.addresses(node), server.port());
        if (pooled.contains(port) || open.isEmpty()) {
            return OptionalInt.empty();
        }
        return counted.add(port) ? open : OptionalInt.of(0);
    }
}
