package dev.drainboard.model;

import java.util.Objects;

/**
 * A shared mount that every node has at {@code path}; what kind of mount is read from {@code
 * /proc/mounts}.
 */
public record FilestoreSpec(String path) {

    public FilestoreSpec {
        Objects.requireNonNull(path);
    }
}
