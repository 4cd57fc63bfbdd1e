package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAnswer;
import dev.drainboard.dialect.HaproxyServer;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What HAProxy was at one instant, with what processes of earlier configurations still hold.
 *
 * @param oldWorkers how many of them there are; empty: they cannot be seen from here
 * @param held {@code backend/server} to requests and websockets that they hold; empty: there may be
 *     some that cannot be counted
 * @param names what the names of nodes resolve to where HAProxy runs
 */
record HaproxyReading(
        HaproxyAnswer answer,
        OptionalInt oldWorkers,
        Optional<Map<String, Long>> held,
        Map<String, Set<InetAddress>> names) {

    HaproxyReading {
        Objects.requireNonNull(answer);
        Objects.requireNonNull(oldWorkers);
        held = held.map(Map::copyOf);
        names = Map.copyOf(names);
    }

    /**
     * Changes with every reload, because the process does; a process id alone would be the same
     * again in a container that was restarted.
     */
    String generation() {
        var started = answer.started();
        return answer.pid() + (started.isPresent() ? "@" + started.getAsLong() : "");
    }

    /** Of all processes; empty: not known. */
    OptionalInt active(HaproxyServer server) {
        if (held.isEmpty() || server.sessions().isEmpty()) {
            return OptionalInt.empty();
        }
        long all = server.sessions().getAsLong() + held.get().getOrDefault(server.path(), 0L);
        return OptionalInt.of((int) Math.min(all, Integer.MAX_VALUE));
    }
}
