package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.model.BalancerSpec.Pools;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.NodeSpec;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose a server is: by address and port, by the name that its address was resolved from, or
 * because it is named as the node is, since an address within a container's network may be one that
 * the cluster file does not know.
 *
 * @param names what names of nodes resolve to where HAProxy runs
 */
record HaproxyNodes(List<NodeSpec> nodes, Pools pools, Map<String, Set<InetAddress>> names) {

    /** A server and which of the node's ports it is. */
    record Owned(NodeSpec node, Endpoint endpoint) {}

    /** Empty: nobody's in the cluster file, or in a backend that is not ours. */
    Optional<Owned> of(HaproxyServer server) {
        if (!pools.has(server.backend())) {
            return Optional.empty();
        }
        return find(server, Match.ADDRESS).or(() -> find(server, Match.NAME));
    }

    private enum Match {
        ADDRESS,
        NAME
    }

    private Optional<Owned> find(HaproxyServer server, Match by) {
        for (var node : nodes) {
            boolean matches =
                    switch (by) {
                        case ADDRESS -> at(node, server);
                        case NAME -> node.name().equals(server.name());
                    };
            if (matches) {
                var endpoint = endpoint(node, server);
                if (endpoint.isPresent()) {
                    return Optional.of(new Owned(node, endpoint.get()));
                }
            }
        }
        return Optional.empty();
    }

    private boolean at(NodeSpec node, HaproxyServer server) {
        return node.addresses().stream()
                .anyMatch(
                        address ->
                                server.fqdn().filter(address::equalsIgnoreCase).isPresent()
                                        || server.address()
                                                .flatMap(NginxNodes::literal)
                                                .filter(resolved(address)::contains)
                                                .isPresent());
    }

    private Set<InetAddress> resolved(String address) {
        return NginxNodes.literal(address)
                .map(Set::of)
                .orElseGet(() -> names.getOrDefault(address, Set.of()));
    }

    /** What the cluster file says of the backend, else the port. Empty: another service's port. */
    private Optional<Endpoint> endpoint(NodeSpec node, HaproxyServer server) {
        boolean http = pools.http().contains(server.backend());
        boolean websocket = pools.websocket().contains(server.backend());
        if (http != websocket) {
            return Optional.of(http ? Endpoint.HTTP : Endpoint.WEBSOCKET);
        }
        if (server.port() == node.http()) {
            return Optional.of(Endpoint.HTTP);
        }
        return server.port() == node.websocket()
                ? Optional.of(Endpoint.WEBSOCKET)
                : Optional.empty();
    }
}
