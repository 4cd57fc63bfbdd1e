package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.dialect.HaproxyStickTable;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.FaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Clients that HAProxy's stick tables bind to nodes. */
record HaproxyTables(HaproxySocket socket, HaproxyReading reading, HaproxyNodes whose) {

    /** To list more would hold up HAProxy for longer than the number is worth. */
    static final long MOST = 20_000;

    BoundSessions read() throws FaultException {
        var servers = reading.answer().servers().stream().filter(this::answersRequests).toList();
        var backends = servers.stream().map(HaproxyServer::backend).collect(Collectors.toSet());
        var said = socket.tables();
        if (said.contains("Permission denied")) {
            return BoundSessions.unknown(
                    "The level of its socket does not allow to look at stick tables.");
        }
        var tables =
                HaproxyStickTable.of(said).stream()
                        .filter(table -> backends.contains(table.name()))
                        .toList();
        if (tables.isEmpty()) {
            return BoundSessions.unknown(
                    "No backend of the nodes has a stick table, and clients that a cookie binds are"
                            + " counted nowhere.");
        }
        long used = tables.stream().mapToLong(HaproxyStickTable::used).sum();
        if (used > MOST) {
            return BoundSessions.unknown(
                    used + " clients are bound, too many to look at one by one.");
        }
        return count(servers, tables);
    }

    private boolean answersRequests(HaproxyServer server) {
        return whose.of(server).filter(owned -> owned.endpoint() == Endpoint.HTTP).isPresent();
    }

    private BoundSessions count(List<HaproxyServer> servers, List<HaproxyStickTable> tables)
            throws FaultException {
        var entries = socket.bound(tables);
        var nodes = new HashMap<String, Integer>();
        var networks = new HashMap<String, Map<String, Integer>>();
        for (var server : servers) {
            var node = whose.of(server).orElseThrow().node().name();
            nodes.putIfAbsent(node, 0);
            for (var bound : entries.getOrDefault(server.backend(), List.of())) {
                if (bound.server().equals(server.name())) {
                    nodes.merge(node, bound.entries(), Integer::sum);
                    ClientNetwork.of(bound.client())
                            .ifPresent(
                                    network ->
                                            networks.computeIfAbsent(node, each -> new HashMap<>())
                                                    .merge(network, bound.entries(), Integer::sum));
                }
            }
        }
        var crowds = new HashMap<String, Crowd>();
        networks.forEach((node, counts) -> crowds.put(node, most(counts)));
        return BoundSessions.of(nodes, crowds);
    }

    /** At most {@link #MOST} entries were counted: no more networks than that. */
    private static Crowd most(Map<String, Integer> counts) {
        var most = counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        int all = counts.values().stream().mapToInt(count -> count).sum();
        return new Crowd(most.getKey(), most.getValue(), all, Crowd.Of.CLIENTS);
    }
}
