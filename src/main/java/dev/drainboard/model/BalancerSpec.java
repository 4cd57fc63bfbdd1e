package dev.drainboard.model;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A balancer as the cluster file describes it; one variant for each kind that this version drives.
 */
public sealed interface BalancerSpec {

    String name();

    /** Where ssh goes; empty for a balancer that is only an address. */
    Optional<HostSpec> ssh();

    Pools pools();

    /** What users open, empty if not told. */
    Optional<URI> url();

    /** The word of the cluster file. */
    String kind();

    /**
     * The upstreams that carry a node's ports. Empty lists: every upstream in which one of the
     * node's addresses stands.
     */
    record Pools(List<String> http, List<String> websocket) {
        public static final Pools ANY = new Pools(List.of(), List.of());

        public Pools {
            http = List.copyOf(http);
            websocket = List.copyOf(websocket);
        }

        /** Whether the upstream is one of ours. */
        public boolean has(String upstream) {
            return http.isEmpty() && websocket.isEmpty()
                    || http.contains(upstream)
                    || websocket.contains(upstream);
        }
    }

    /**
     * nginx, open source: its files are edited and it is reloaded. {@code config} is the main file
     * on its host.
     */
    record Nginx(String name, HostSpec host, String config, Pools pools, Optional<URI> url)
            implements BalancerSpec {
        public Nginx {
            Objects.requireNonNull(name);
            Objects.requireNonNull(host);
            Objects.requireNonNull(config);
            Objects.requireNonNull(pools);
            Objects.requireNonNull(url);
        }

        @Override
        public Optional<HostSpec> ssh() {
            return Optional.of(host);
        }

        @Override
        public String kind() {
            return "nginx";
        }
    }

    /**
     * HAProxy by its Runtime API.
     *
     * @param host where ssh goes; empty only with a TCP socket
     * @param socket a path on the host, or {@code host:port} reached from this machine
     */
    record Haproxy(
            String name, Optional<HostSpec> host, Socket socket, Pools pools, Optional<URI> url)
            implements BalancerSpec {
        public Haproxy {
            Objects.requireNonNull(name);
            Objects.requireNonNull(host);
            Objects.requireNonNull(socket);
            Objects.requireNonNull(pools);
            Objects.requireNonNull(url);
            if (host.isEmpty() && socket instanceof Socket.Unix) {
                throw new IllegalArgumentException(
                        "balancer " + name + ": a unix socket needs a host");
            }
        }

        @Override
        public Optional<HostSpec> ssh() {
            return host;
        }

        @Override
        public String kind() {
            return "haproxy";
        }
    }

    /** Where the Runtime API listens. */
    sealed interface Socket {
        /** On the balancer's host, asked through SSH. */
        record Unix(String path) implements Socket {}

        /** Asked from this machine, so no script of ours can fence it. */
        record Tcp(String host, int port) implements Socket {}
    }
}
