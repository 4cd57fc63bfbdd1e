package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The PostgreSQL that all nodes share, asked read-only.
 *
 * @param via the balancer or node through whose SSH it is reached; empty: straight from this
 *     machine
 */
public record DatabaseSpec(
        String host,
        int port,
        String name,
        String user,
        Optional<SecretRef> password,
        Optional<String> via) {

    public DatabaseSpec {
        Objects.requireNonNull(host);
        Objects.requireNonNull(name);
        Objects.requireNonNull(user);
        Objects.requireNonNull(password);
        Objects.requireNonNull(via);
    }
}
