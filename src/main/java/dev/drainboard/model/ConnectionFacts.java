package dev.drainboard.model;

import java.time.Duration;
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
 * @param inUse the oldest requests in use, at most some dozens; none where their age is not told
 */
public record ConnectionFacts(
        OptionalInt httpActive,
        OptionalInt httpIdle,
        OptionalInt websocketActive,
        String by,
        List<String> direct,
        String machineId,
        List<InUse> inUse) {

    public ConnectionFacts {
        Objects.requireNonNull(httpActive);
        Objects.requireNonNull(httpIdle);
        Objects.requireNonNull(websocketActive);
        Objects.requireNonNull(by);
        direct = List.copyOf(direct);
        Objects.requireNonNull(machineId);
        inUse = List.copyOf(inUse);
    }

    /**
     * A request in use on 8069.
     *
     * @param peer who is connected: a balancer, as a rule
     * @param quiet for how long it has been worked on: since the peer last sent something
     */
    public record InUse(String peer, Duration quiet) {
        public InUse {
            Objects.requireNonNull(peer);
            if (quiet.isNegative()) {
                throw new IllegalArgumentException("not a time: " + quiet);
            }
        }
    }

    /** Without a list of what is in use. */
    public ConnectionFacts(
            OptionalInt httpActive,
            OptionalInt httpIdle,
            OptionalInt websocketActive,
            String by,
            List<String> direct,
            String machineId) {
        this(httpActive, httpIdle, websocketActive, by, direct, machineId, List.of());
    }
}
