package dev.drainboard.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a node's health is asked.
 *
 * @param host the Host header, without which Odoo answers 500; empty: the first balancer's url,
 *     else the node's address
 * @param rise readings that must be good in a row before a node counts as up again
 * @param fall readings that must be bad in a row before it counts as down
 * @param quick the rhythm after an answer unlike the last
 */
public record HealthSpec(
        String path,
        String websocketPath,
        Optional<String> host,
        Duration every,
        Duration timeout,
        int rise,
        int fall,
        Duration quick) {

    public static final HealthSpec DEFAULT =
            new HealthSpec(
                    "/web/health",
                    "/websocket/health",
                    Optional.empty(),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    2,
                    2,
                    Duration.ofMillis(200));

    public HealthSpec {
        Objects.requireNonNull(path);
        Objects.requireNonNull(websocketPath);
        Objects.requireNonNull(host);
        if (every.isNegative()
                || every.isZero()
                || timeout.isNegative()
                || timeout.isZero()
                || rise < 1
                || fall < 1) {
            throw new IllegalArgumentException(
                    "health: every, timeout, rise and fall must be above zero");
        }
    }
}
