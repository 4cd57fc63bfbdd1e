package dev.drainboard.dialect;

import java.util.List;
import java.util.Objects;

/**
 * An {@code upstream} block.
 *
 * @param others its directives that are no servers (ip_hash, hash, sticky, least_conn, zone,
 *     keepalive ...)
 */
public record NginxUpstream(String name, List<NginxServer> servers, List<NginxDirective> others) {

    public NginxUpstream {
        Objects.requireNonNull(name);
        servers = List.copyOf(servers);
        others = List.copyOf(others);
    }

    public boolean has(String directive) {
        return others.stream().anyMatch(other -> other.name().equals(directive));
    }

    /** Whether a client keeps its server: it then moves when the server goes. */
    public boolean sticky() {
        return has("ip_hash") || has("hash") || has("sticky");
    }
}
