package dev.drainboard.sandbox;

import java.io.IOException;
import java.util.List;

/** How a node's host runs it: what lies there, and what the cluster file says of it. */
sealed interface NodeRuntime permits ComposeHost, SystemdHost, CommandsHost {

    static NodeRuntime of(Wish.Runtime kind, Ground ground, List<Release> releases)
            throws IOException {
        return switch (kind) {
            case COMPOSE -> new ComposeHost(releases);
            case SYSTEMD -> new SystemdHost(ground, releases);
            case COMMANDS -> new CommandsHost(releases);
        };
    }

    /** Puts on the host what it needs to run the first release. */
    void make(Host host) throws IOException;

    /** The value of {@code runtime} in the cluster file. */
    String text(Host host);

    /** A fault ended the node, or its end started it again. */
    void shown(Host host, boolean runs) throws IOException;
}
