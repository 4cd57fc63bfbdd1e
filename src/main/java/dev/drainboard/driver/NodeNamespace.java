package dev.drainboard.driver;

import dev.drainboard.model.NodeSpec;
import java.util.HashSet;
import java.util.Set;

/**
 * Where a node's sockets can be seen, as {@code node-where.sh} prints it.
 *
 * @param pid of a process in whose network namespace they are; empty: the host's own
 * @param start of that process, in ticks
 * @param http the port within
 * @param websocket the port within
 * @param gateways from which everybody comes who was passed on by a proxy on the host
 * @param nowhere why they cannot be seen; empty if they can
 */
record NodeNamespace(
        String pid, String start, int http, int websocket, Set<String> gateways, String nowhere) {

    NodeNamespace {
        gateways = Set.copyOf(gateways);
    }

    static NodeNamespace of(String printed, NodeSpec node) {
        var pid = "";
        var start = "";
        int http = node.http();
        int websocket = node.websocket();
        var gateways = new HashSet<String>();
        var nowhere = "";
        for (var line : printed.lines().toList()) {
            var words = (line + "   ").split(" ", -1);
            switch (words[0]) {
                case "process" -> {
                    pid = words[1];
                    start = words[2];
                }
                case "port" -> {
                    // 18069=8069/tcp: what users call 18069 is 8069 inside
                    if (words[1].matches("\\d{1,5}=\\d{1,5}/tcp")) {
                        var pair = words[1].split("[=/]");
                        int inner = Integer.parseInt(pair[1]);
                        http = pair[0].equals(Integer.toString(node.http())) ? inner : http;
                        websocket =
                                pair[0].equals(Integer.toString(node.websocket()))
                                        ? inner
                                        : websocket;
                    }
                }
                case "gateway" -> gateways.add(words[1]);
                case "nowhere" -> nowhere = line.substring("nowhere ".length());
                default -> {
                    // "host", and what a later script may say
                }
            }
        }
        return new NodeNamespace(pid, start, http, websocket, gateways, nowhere);
    }
}
