package dev.drainboard.driver;

import dev.drainboard.dialect.NginxConf;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * All that was read of one nginx at one instant.
 *
 * @param shas path to SHA-256 of each file of {@code conf}
 * @param workers of the newest configuration, in order
 * @param leaving workers of earlier configurations that still serve
 * @param sockets open to the nodes' ports; empty: they cannot be counted
 * @param unloaded files that were written after the last reload
 * @param names host names in the files or of nodes, as the host resolves them
 */
record NginxReading(
        NginxMaster master,
        NginxConf conf,
        Map<String, String> shas,
        List<Long> workers,
        List<Long> leaving,
        Optional<List<Sockets>> sockets,
        Set<String> unloaded,
        Map<String, Set<InetAddress>> names) {

    /**
     * Sockets to one peer.
     *
     * @param owner the process that has them; empty: we may not see it
     */
    record Sockets(InetAddress address, int port, Optional<Long> owner, int count) {}

    NginxReading {
        Objects.requireNonNull(master);
        Objects.requireNonNull(conf);
        shas = Map.copyOf(shas);
        workers = List.copyOf(workers);
        leaving = List.copyOf(leaving);
        Objects.requireNonNull(sockets);
        unloaded = Set.copyOf(unloaded);
        names = Map.copyOf(names);
    }

    /**
     * What this nginx, old workers included, has open to the addresses; others' are not counted.
     */
    OptionalInt open(Set<InetAddress> addresses, int port) {
        if (sockets.isEmpty() || addresses.isEmpty()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                sockets.get().stream()
                        .filter(some -> some.port() == port && addresses.contains(some.address()))
                        .filter(some -> some.owner().map(this::isWorker).orElse(true))
                        .mapToInt(Sockets::count)
                        .sum());
    }

    private boolean isWorker(long pid) {
        return workers.contains(pid) || leaving.contains(pid);
    }
}
