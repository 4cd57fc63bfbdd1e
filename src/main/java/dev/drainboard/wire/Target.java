package dev.drainboard.wire;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where SSH goes and how. What is empty comes from {@code ~/.ssh/config}, else from OpenSSH's
 * defaults.
 *
 * @param host as ssh(1) takes it: an address, a name, or an alias of {@code ~/.ssh/config}
 * @param jump {@code [user@]host[:port]}, several with commas
 * @param sudo whether root scripts run through {@code sudo -n}; if not they run as the user
 */
public record Target(
        String host,
        Optional<String> user,
        OptionalInt port,
        Optional<Path> identity,
        Optional<Path> knownHosts,
        Optional<String> jump,
        boolean sudo) {

    public Target {
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        Objects.requireNonNull(port);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(knownHosts);
        Objects.requireNonNull(jump);
        if (host.isBlank() || host.startsWith("-")) {
            throw new IllegalArgumentException("not a host: '" + host + "'");
        }
    }
}
