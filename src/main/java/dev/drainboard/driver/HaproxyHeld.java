package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAnswer;
import dev.drainboard.dialect.HaproxyAnswerException;
import dev.drainboard.dialect.HaproxyServer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What processes of earlier configurations hold, as {@code haproxy-old.sh} prints it: each one's
 * own answer through the master's socket; else its sockets to the servers, of which some may be
 * idle, so that the number is never too low.
 */
final class HaproxyHeld {

    private HaproxyHeld() {}

    /** The servers' addresses as ss takes them; never empty, as then it would show everything. */
    static String filter(List<HaproxyServer> servers) {
        var terms =
                servers.stream()
                        .flatMap(server -> address(server).stream())
                        .distinct()
                        .map(address -> "dst " + address)
                        .collect(Collectors.joining(" or "));
        return terms.isEmpty() ? "( dst 0.0.0.0:0 )" : "( " + terms + " )";
    }

    private static Optional<String> address(HaproxyServer server) {
        return server.address()
                .flatMap(NginxNodes::literal)
                .filter(address -> server.port() > 0)
                .map(address -> bracketed(address) + ":" + server.port());
    }

    private static String bracketed(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + address.getHostAddress() + "]"
                : address.getHostAddress();
    }

    /**
     * {@code backend/server} to requests and websockets; empty: one of the processes could not be
     * counted.
     */
    static Optional<Map<String, Long>> of(
            HaproxySections sections, List<Long> pids, List<HaproxyServer> servers) {
        var held = new HashMap<String, Long>();
        for (long pid : pids) {
            var counts = of(sections, pid, servers);
            if (counts.isPresent()) {
                counts.get().forEach((path, count) -> held.merge(path, count, Long::sum));
            } else if (!sections.has("gone " + pid)) {
                return Optional.empty();
            }
        }
        return Optional.of(held);
    }

    /**
     * An old process of 2.2 answers without its servers, as their proxies have stopped, while it
     * still holds their connections (measured): what an answer leaves out is counted by sockets.
     */
    private static Optional<Map<String, Long>> of(
            HaproxySections sections, long pid, List<HaproxyServer> servers) {
        var own = own(sections.text("old " + pid));
        var left = servers.stream().filter(server -> !own.containsKey(server.path())).toList();
        if (left.isEmpty()) {
            return Optional.of(own);
        }
        return sockets(sections.lines("sockets " + pid), pid, left)
                .map(
                        counts -> {
                            counts.putAll(own);
                            return counts;
                        });
    }

    /** Empty: no such process any more, or no master to ask. */
    private static Map<String, Long> own(String answer) {
        try {
            return HaproxyAnswer.counts(answer);
        } catch (HaproxyAnswerException e) {
            return Map.of();
        }
    }

    private static Optional<Map<String, Long>> sockets(
            List<String> lines, long pid, List<HaproxyServer> servers) {
        if (lines.contains("denied")) {
            return Optional.empty();
        }
        var counts = new HashMap<String, Long>();
        for (var line : lines) {
            var words = line.strip().split(" +");
            if (words.length >= 5 && line.contains("pid=" + pid + ",")) {
                server(words[3], servers).ifPresent(path -> counts.merge(path, 1L, Long::sum));
            }
        }
        return Optional.of(counts);
    }

    /** The first server with that address; of two with one address the sum is right. */
    private static Optional<String> server(String peer, List<HaproxyServer> servers) {
        int colon = peer.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        var host = NginxNodes.literal(peer.substring(0, colon));
        var port = peer.substring(colon + 1);
        return servers.stream()
                .filter(server -> String.valueOf(server.port()).equals(port))
                .filter(
                        server ->
                                host.isPresent()
                                        && server.address()
                                                .flatMap(NginxNodes::literal)
                                                .equals(host))
                .map(HaproxyServer::path)
                .findFirst();
    }
}
