package dev.drainboard.wire;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Under which name a host's key is looked up and kept.
 *
 * @param host the name or address that is connected to
 * @param alias HostKeyAlias of the configuration: then it is the only name, whatever the port
 */
record KeyName(String host, int port, Optional<String> alias) {

    KeyName {
        host = host.toLowerCase(Locale.ROOT);
        Objects.requireNonNull(alias);
    }

    /** As it is written into a known_hosts file. */
    String written() {
        return alias.orElse(port == 22 ? host : "[" + host + "]:" + port);
    }

    /**
     * As it is looked up, first to last; a later name counts only if the earlier ones are unknown.
     * As ssh(1) does, a bare name stands for every port.
     */
    List<String> lookedUp() {
        return alias.isPresent() || port == 22 ? List.of(written()) : List.of(written(), host);
    }
}
