package dev.drainboard.model;

import java.util.Objects;

/**
 * What every change carries: who we are, and the lock's token, which no host accepts once it has
 * seen a higher one.
 *
 * @param cluster its name, a directory below {@code directory} on every host
 * @param directory of the state on hosts
 * @param token rises with every taking of the lock
 * @param operation the id of the operation ("20261123-0912-7f3a"); letters, digits and dashes
 */
public record Fence(String cluster, String directory, long token, String operation) {

    public Fence {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(directory);
        Objects.requireNonNull(operation);
        if (!operation.matches("[A-Za-z0-9-]{1,60}")) {
            throw new IllegalArgumentException("not the id of an operation: " + operation);
        }
    }

    /**
     * The fence of one deed within the operation; a deed that is asked for twice under one id is
     * done once.
     */
    public Fence deed(String suffix) {
        return named(operation + "-" + suffix);
    }

    /** The same cluster and token under another name. */
    public Fence named(String operation) {
        return new Fence(cluster, directory, token, operation);
    }
}
