package dev.drainboard.model;

import java.util.Objects;

/** Where a secret is kept; the secret itself is never in a cluster file, a record or a log. */
public sealed interface SecretRef {

    /** An environment variable of this process. */
    record Env(String name) implements SecretRef {
        public Env {
            Objects.requireNonNull(name);
        }
    }

    /** The first line of a file on this machine. */
    record File(String path) implements SecretRef {
        public File {
            Objects.requireNonNull(path);
        }
    }
}
