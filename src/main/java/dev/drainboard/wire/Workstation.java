package dev.drainboard.wire;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where this machine keeps what ssh(1) reads.
 *
 * @param home of the person at this machine: {@code .ssh} lies in it
 * @param etc the machine's own configuration, {@code /etc/ssh}
 * @param user who is at this machine
 * @param environment for {@code SSH_AUTH_SOCK} and for <code>${NAME}</code> in file names
 */
public record Workstation(Path home, Path etc, String user, Map<String, String> environment) {

    public Workstation {
        Objects.requireNonNull(home);
        Objects.requireNonNull(etc);
        Objects.requireNonNull(user);
        environment = Map.copyOf(environment);
    }

    /** This machine and the person who started this program. */
    public static Workstation here() {
        return new Workstation(
                Path.of(System.getProperty("user.home")),
                Path.of("/etc/ssh"),
                System.getProperty("user.name"),
                System.getenv());
    }

    /** {@code ~} is home; what is relative starts there too. */
    Path path(String text) {
        if (text.equals("~")) {
            return home;
        }
        return home.resolve(text.startsWith("~/") ? text.substring(2) : text);
    }

    Path ssh() {
        return home.resolve(".ssh");
    }

    Optional<Path> agent() {
        return Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isBlank())
                .map(Path::of);
    }
}
