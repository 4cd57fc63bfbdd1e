package dev.drainboard.wire;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ~/.ssh/config} and {@code /etc/ssh/ssh_config} say of one host, with ssh(1)'s
 * defaults where they say nothing.
 *
 * @param identityFiles as configured; empty: ssh's default names
 * @param agent the agent's socket; empty: none is asked
 * @param jump as ProxyJump has it; empty: none
 * @param family {@code any}, {@code inet} or {@code inet6}
 */
record SshOptions(
        String hostName,
        String user,
        int port,
        List<Path> identityFiles,
        boolean identitiesOnly,
        Optional<Path> agent,
        Optional<String> jump,
        List<Path> userKnownHosts,
        List<Path> globalKnownHosts,
        Optional<String> hostKeyAlias,
        boolean hashKnownHosts,
        Optional<Duration> connectTimeout,
        String family) {

    SshOptions {
        identityFiles = List.copyOf(identityFiles);
        userKnownHosts = List.copyOf(userKnownHosts);
        globalKnownHosts = List.copyOf(globalKnownHosts);
    }

    KeyName keyName() {
        return new KeyName(hostName, port, hostKeyAlias);
    }
}
