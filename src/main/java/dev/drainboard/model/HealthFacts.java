package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One answer of a node to both healths, not yet damped by rise and fall.
 *
 * @param http /web/health on 8069
 * @param latencyMs of the HTTP answer; empty without one
 * @param saturated accepts and does not answer in time
 * @param reason why it is not up, in words; empty when both are up
 * @param from where it was asked: "workstation", or the balancer's name
 */
public record HealthFacts(
        CheckState http,
        OptionalLong latencyMs,
        CheckState websocket,
        boolean saturated,
        Optional<String> reason,
        String from) {

    public HealthFacts {
        Objects.requireNonNull(http);
        Objects.requireNonNull(latencyMs);
        Objects.requireNonNull(websocket);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(from);
    }
}
