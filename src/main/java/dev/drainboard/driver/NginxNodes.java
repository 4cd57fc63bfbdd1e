package dev.drainboard.driver;

import dev.drainboard.dialect.NginxServer;
import dev.drainboard.model.BalancerSpec.Pools;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.NodeSpec;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose an entry of an upstream is: by port and by how the cluster file or the host's resolver
 * names the node.
 */
record NginxNodes(List<NodeSpec> nodes, Pools pools, Map<String, Set<InetAddress>> names) {

    /** An address that needs no resolver; {@code ::ffff:10.0.0.1} is {@code 10.0.0.1}. */
    static Optional<InetAddress> literal(String text) {
        var bare =
                text.startsWith("[") && text.endsWith("]")
                        ? text.substring(1, text.length() - 1)
                        : text;
        int zone = bare.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? bare : bare.substring(0, zone)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Empty: nobody's in the cluster file, in an upstream that is not ours, or a name for several
     * nodes at once.
     */
    Optional<NodeSpec> of(NginxServer server) {
        var owners = owners(server);
        return owners.size() == 1
                ? nodes.stream().filter(node -> owners.contains(node.name())).findFirst()
                : Optional.empty();
    }

    /** All nodes that the entry stands for, by name. */
    Set<String> owners(NginxServer server) {
        if (!pools.has(server.upstream())) {
            return Set.of();
        }
        return nodes.stream()
                .filter(node -> is(node, server))
                .map(NodeSpec::name)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    private boolean is(NodeSpec node, NginxServer server) {
        boolean port = server.port() == node.http() || server.port() == node.websocket();
        return port && server.host().filter(host -> named(node, host)).isPresent();
    }

    private boolean named(NodeSpec node, String host) {
        return node.addresses().stream().anyMatch(address -> address.equalsIgnoreCase(host))
                || !Collections.disjoint(addresses(host), addresses(node));
    }

    /** Of a name or literal, as the balancer's host resolves it. */
    private Set<InetAddress> addresses(String host) {
        return literal(host).map(Set::of).orElseGet(() -> names.getOrDefault(host, Set.of()));
    }

    /** All addresses of the node. */
    Set<InetAddress> addresses(NodeSpec node) {
        return node.addresses().stream()
                .flatMap(address -> addresses(address).stream())
                .collect(Collectors.toSet());
    }

    Endpoint endpoint(NginxServer server) {
        if (pools.websocket().contains(server.upstream())) {
            return Endpoint.WEBSOCKET;
        }
        if (pools.http().contains(server.upstream())) {
            return Endpoint.HTTP;
        }
        boolean websocket =
                nodes.stream().anyMatch(node -> node.websocket() == server.port())
                        && nodes.stream().noneMatch(node -> node.http() == server.port());
        return of(server)
                        .map(
                                node ->
                                        node.websocket() == server.port()
                                                && node.http() != server.port())
                        .orElse(websocket)
                ? Endpoint.WEBSOCKET
                : Endpoint.HTTP;
    }
}
