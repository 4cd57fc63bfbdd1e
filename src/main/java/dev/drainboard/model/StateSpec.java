package dev.drainboard.model;

import java.util.List;
import java.util.Objects;

/**
 * Where lock, journal and backups are kept on hosts.
 *
 * @param hosts in name order, which is the order in which the lock is taken; never empty
 */
public record StateSpec(List<HostSpec> hosts, String directory) {

    public static final String DEFAULT_DIRECTORY = "/var/lib/drainboard";

    public StateSpec {
        hosts = hosts.stream().sorted(java.util.Comparator.comparing(HostSpec::host)).toList();
        Objects.requireNonNull(directory);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("no state host");
        }
    }
}
