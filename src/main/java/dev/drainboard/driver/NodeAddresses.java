package dev.drainboard.driver;

import dev.drainboard.model.NodeSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose an address is, where no two nodes share it. */
record NodeAddresses(Map<String, Set<String>> nodes) {

    NodeAddresses {
        nodes = Map.copyOf(nodes);
    }

    /** As this machine resolves their names; a name that does not resolve is nobody's address. */
    static NodeAddresses of(List<NodeSpec> specs) {
        var nodes = new HashMap<String, Set<String>>();
        for (var spec : specs) {
            var names = new LinkedHashSet<>(spec.addresses());
            names.add(spec.host().host());
            for (var name : names) {
                for (var address : resolved(name)) {
                    nodes.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(spec.name());
                }
            }
        }
        return new NodeAddresses(nodes);
    }

    Optional<String> node(String address) {
        var found = nodes.getOrDefault(plain(address), Set.of());
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /** Whether the node has an address that is nobody else's. */
    boolean tells(String node) {
        return nodes.values().stream().anyMatch(owners -> owners.equals(Set.of(node)));
    }

    static Set<String> resolved(String name) {
        var found = new LinkedHashSet<String>();
        try {
            for (var address : InetAddress.getAllByName(name)) {
                found.add(plain(address.getHostAddress()));
            }
        } catch (UnknownHostException e) {
            // a name of ~/.ssh/config, or of a network that this machine does not see
        }
        return found;
    }

    /** One spelling for each address. */
    private static String plain(String address) {
        var bare = Connection.plain(address);
        try {
            return bare.contains(":") ? InetAddress.getByName(bare).getHostAddress() : bare;
        } catch (UnknownHostException e) {
            return bare;
        }
    }
}
