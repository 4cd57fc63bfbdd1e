package dev.drainboard.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What PostgreSQL said.
 *
 * @param connectionsByNode node name to its connections; a node that has none is there with 0
 * @param limit max_connections less what is reserved
 * @param working transactions of crons and queues by node, a sentence each ("cron 'Mail queue', 42
 *     s"); a node that has none is absent
 * @param pendingModules rows of ir_module_module whose state begins with "to "; empty Optional: the
 *     table could not be read
 */
public record DatabaseFacts(
        String version,
        boolean primary,
        int connections,
        int limit,
        Map<String, Integer> connectionsByNode,
        Map<String, List<String>> working,
        Optional<List<String>> pendingModules) {

    public DatabaseFacts {
        Objects.requireNonNull(version);
        connectionsByNode = Map.copyOf(connectionsByNode);
        working = Map.copyOf(working);
        Objects.requireNonNull(pendingModules);
    }
}
