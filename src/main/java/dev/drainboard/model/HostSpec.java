package dev.drainboard.model;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host as the cluster file names it, with the file's ssh defaults already applied. What is empty
 * is ssh's own business ({@code ~/.ssh/config}, the agent).
 *
 * @param sudo true: root scripts run as {@code sudo -n sh -s}; false: as the user
 */
public record HostSpec(
        String host,
        Optional<String> user,
        OptionalInt port,
        Optional<Path> identity,
        Optional<Path> knownHosts,
        Optional<String> jump,
        boolean sudo) {

    public HostSpec {
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        Objects.requireNonNull(port);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(knownHosts);
        Objects.requireNonNull(jump);
    }

    /** A host reached with ssh's defaults and sudo. */
    public static HostSpec of(String host) {
        return new HostSpec(
                host,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }
}
