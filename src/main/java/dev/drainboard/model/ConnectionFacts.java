package dev.drainboard.model;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What is connected to a node, counted on the node.
 *
 * @param httpActive requests in use on 8069
 * @param httpIdle connections on 8069 with no request; a drain does not wait for them
 * @param websocketActive websockets on 8072
 * @param by the method ("ss", "ss in container 3f9c")
 * @param direct peers on 8069 that are no balancer: they do not notice a drain
 * @param machineId of the host, to tell a cloned or exchanged machine; empty string if it has none
 */
public record ConnectionFacts(
        OptionalInt httpActive,
        OptionalInt httpIdle,
        OptionalInt websocketActive,
        String by,
        List<String> direct,
        String machineId) {

    public ConnectionFacts {
        Objects.requireNonNull(httpActive);
        Objects.requireNonNull(httpIdle);
        Objects.requireNonNull(websocketActive);
        Objects.requireNonNull(by);
        direct = List.copyOf(direct);
        Objects.requireNonNull(machineId);
    }
}
