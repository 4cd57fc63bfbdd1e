package dev.drainboard.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An Odoo node.
 *
 * @param addresses how balancers name it: names or addresses; never empty
 * @param http its port for requests, 8069 by default
 * @param websocket its port for websockets, 8072 by default
 * @param log its log file; empty: what the runtime knows
 */
public record NodeSpec(
        String name,
        HostSpec host,
        List<String> addresses,
        int http,
        int websocket,
        Optional<String> zone,
        Optional<String> config,
        Optional<String> log,
        RuntimeSpec runtime) {

    public NodeSpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(host);
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(config);
        Objects.requireNonNull(log);
        Objects.requireNonNull(runtime);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("node " + name + " has no address");
        }
    }

    public int port(Endpoint endpoint) {
        return switch (endpoint) {
            case HTTP -> http;
            case WEBSOCKET -> websocket;
        };
    }

    /** The address that health is asked of. */
    public String address() {
        return addresses.getFirst();
    }
}
