package dev.drainboard.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A cluster as its file describes it, checked and with every default applied. Names are unique
 * among balancers and nodes.
 */
public record Cluster(
        String name,
        Environment environment,
        List<BalancerSpec> balancers,
        List<NodeSpec> nodes,
        Optional<DatabaseSpec> database,
        Optional<FilestoreSpec> filestore,
        Optional<Sessions> sessions,
        StateSpec state,
        HealthSpec health,
        RolloutSpec rollout) {

    public Cluster {
        Objects.requireNonNull(name);
        Objects.requireNonNull(environment);
        balancers = List.copyOf(balancers);
        nodes = List.copyOf(nodes);
        Objects.requireNonNull(database);
        Objects.requireNonNull(filestore);
        Objects.requireNonNull(sessions);
        Objects.requireNonNull(state);
        Objects.requireNonNull(health);
        Objects.requireNonNull(rollout);
        if (balancers.isEmpty() || nodes.isEmpty()) {
            throw new IllegalArgumentException("a cluster has at least one balancer and one node");
        }
    }

    /** Where sessions are kept, as told; this version does not look inside. */
    public enum Sessions {
        FILES,
        DATABASE
    }

    /**
     * @throws IllegalArgumentException if there is no such node
     */
    public NodeSpec node(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no node " + name));
    }

    /** Made anew with each call, for who asks for many. */
    public Map<String, NodeSpec> nodesByName() {
        return nodes.stream().collect(Collectors.toMap(NodeSpec::name, node -> node));
    }

    public Optional<NodeSpec> find(String node) {
        return nodes.stream().filter(candidate -> candidate.name().equals(node)).findFirst();
    }

    /**
     * The Host header for health: as told, else the host of the first balancer's url, else the
     * node's address.
     */
    public String hostHeader(NodeSpec node) {
        return health.host()
                .or(
                        () ->
                                balancers.stream()
                                        .flatMap(b -> b.url().stream())
                                        .findFirst()
                                        .map(java.net.URI::getAuthority))
                .orElse(node.address());
    }
}
