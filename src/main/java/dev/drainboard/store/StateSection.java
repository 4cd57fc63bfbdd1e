package dev.drainboard.store;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.StateSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code state}: on which hosts lock, journal and backups are kept, each host once. */
final class StateSection {

    private final Hosts hosts;
    private final Set<String> names;
    private final List<BalancerSpec> balancers;
    private final Map<String, HostSpec> known = new LinkedHashMap<>();

    /**
     * @param names of all entries, of those with mistakes too
     */
    StateSection(
            Hosts hosts,
            Set<String> names,
            Collection<BalancerSpec> balancers,
            Collection<NodeSpec> nodes) {
        this.hosts = hosts;
        this.names = names;
        this.balancers = List.copyOf(balancers);
        nodes.forEach(node -> known.put(node.name(), node.host()));
        balancers.forEach(
                balancer -> balancer.ssh().ifPresent(host -> known.put(balancer.name(), host)));
    }

    /** Empty if no host is left; then a mistake was told. */
    Optional<StateSpec> read(Section root) {
        var state = root.inner("state", Keys.STATE);
        var directory = state.read("directory", Grammars.REMOTE_PATH, StateSpec.DEFAULT_DIRECTORY);
        var chosen =
                state.value("hosts").isPresent()
                        ? named(state)
                        : balancers.stream().flatMap(balancer -> balancer.ssh().stream());
        var each = new LinkedHashMap<String, HostSpec>();
        chosen.forEach(host -> each.putIfAbsent(host.host() + " " + host.port(), host));
        if (each.isEmpty() && root.mistakes().none()) {
            root.mistakes()
                    .at(
                            state.place("hosts"),
                            "no state host",
                            "state.hosts with at least one host, as no balancer has a 'host'");
        }
        return each.isEmpty()
                ? Optional.empty()
                : Optional.of(new StateSpec(List.copyOf(each.values()), directory));
    }

    private Stream<HostSpec> named(Section state) {
        return state.items("hosts", "a list of names of balancers or nodes, or of addresses")
                .flatMap(
                        yaml ->
                                Grammars.NAME_OR_HOST.of(yaml, state.mistakes()).stream()
                                        .flatMap(name -> find(name, yaml, state).stream()));
    }

    /** A bare word that names nothing is more likely mistyped than a host of its own. */
    private Optional<HostSpec> find(String name, Yaml place, Section state) {
        if (known.containsKey(name)) {
            return Optional.of(known.get(name));
        }
        if (names.contains(name)) {
            return unfit(name, place, state);
        }
        if (HostNames.host(name) && (name.contains(".") || name.contains(":"))) {
            return Optional.of(hosts.of(name));
        }
        state.mistakes()
                .at(
                        place,
                        Yaml.quoted(name),
                        "the name of a balancer or a node, or an address",
                        Nearest.of(name, names));
        return Optional.empty();
    }

    /** Its entry has a mistake of its own, or no host. */
    private Optional<HostSpec> unfit(String name, Yaml place, Section state) {
        if (balancers.stream().anyMatch(balancer -> balancer.name().equals(name))) {
            state.mistakes().at(place, name + ", which has no 'host'", "a balancer with a 'host'");
        }
        return Optional.empty();
    }
}
