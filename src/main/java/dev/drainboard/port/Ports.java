package dev.drainboard.port;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All ports of one cluster; keys are the names of the cluster file, in its order. */
public record Ports(
        Map<String, BalancerPort> balancers,
        Map<String, NodePort> nodes,
        Map<String, RuntimePort> runtimes,
        Optional<DatabasePort> database,
        JournalPort journal,
        LockPort lock,
        Map<String, LogPort> logs,
        Map<String, ConfigPort> configs,
        HooksPort hooks) {

    public Ports {
        balancers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(balancers));
        nodes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(nodes));
        runtimes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(runtimes));
        Objects.requireNonNull(database);
        Objects.requireNonNull(journal);
        Objects.requireNonNull(lock);
        logs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(logs));
        Objects.requireNonNull(hooks);
        configs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(configs));
    }
}
