package dev.drainboard.model;

import java.util.Objects;
import java.util.Optional;

/**
 * How a node runs Odoo, and so how it is updated; one variant for each kind that this version
 * drives.
 */
public sealed interface RuntimeSpec {

    /** The word of the cluster file. */
    String kind();

    /**
     * docker compose, v2.
     *
     * @param directory of the project
     * @param revision the variable in {@code .env} that {@code --to} sets; empty: the tag in the
     *     file is pulled anew
     */
    record Compose(String directory, String service, Optional<String> revision)
            implements RuntimeSpec {
        public Compose {
            Objects.requireNonNull(directory);
            Objects.requireNonNull(service);
            Objects.requireNonNull(revision);
        }

        @Override
        public String kind() {
            return "compose";
        }
    }

    /** A systemd unit that runs from a git checkout. */
    record Systemd(String unit, String checkout) implements RuntimeSpec {
        public Systemd {
            Objects.requireNonNull(unit);
            Objects.requireNonNull(checkout);
        }

        @Override
        public String kind() {
            return "systemd";
        }
    }

    /**
     * The user's own commands, each run as {@code sh -c} on the node.
     *
     * @param current its last line is the revision that runs
     * @param prepare run on all nodes before the first drain; empty: nothing to prepare
     */
    record Commands(String current, Optional<String> prepare, String update)
            implements RuntimeSpec {
        public Commands {
            Objects.requireNonNull(current);
            Objects.requireNonNull(prepare);
            Objects.requireNonNull(update);
        }

        @Override
        public String kind() {
            return "commands";
        }
    }
}
