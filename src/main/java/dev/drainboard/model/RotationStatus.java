package dev.drainboard.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the balancers do with one node, in the order of the cluster file. */
public record RotationStatus(List<On> balancers) {

    public RotationStatus {
        balancers = List.copyOf(balancers);
    }

    /**
     * One balancer.
     *
     * @param servers the node's; empty Optional: the balancer is unknown
     */
    public record On(String balancer, Optional<List<BalancerFacts.Server>> servers) {
        public On {
            Objects.requireNonNull(balancer);
            servers = servers.map(List::copyOf);
        }

        /**
         * Whether it sends to the node, on both ports; empty: unknown. A server that is only a
         * stand-by is no way in.
         */
        public Optional<Boolean> sends() {
            if (servers.isEmpty()) {
                return Optional.empty();
            }
            var open = EnumSet.noneOf(Endpoint.class);
            boolean eligible = true;
            for (var server : servers.get()) {
                if (!server.backup()) {
                    if (server.admin() == AdminState.UNKNOWN) {
                        return Optional.empty();
                    }
                    eligible &= server.eligible();
                    open.add(server.endpoint());
                }
            }
            return Optional.of(eligible && open.size() == Endpoint.values().length);
        }

        /** Whether it was asked to send nothing new there, on both ports; false when unknown. */
        boolean takenOut() {
            return regular().findAny().isPresent()
                    && regular().allMatch(server -> asked(server.admin()));
        }

        boolean partlyTakenOut() {
            return regular().anyMatch(server -> asked(server.admin())) && !takenOut();
        }

        boolean byOthers() {
            return regular().anyMatch(server -> asked(server.admin()) && !server.ours());
        }

        private static boolean asked(AdminState admin) {
            return admin == AdminState.DRAIN || admin == AdminState.MAINT;
        }

        private Stream<BalancerFacts.Server> regular() {
            return servers.stream().flatMap(List::stream).filter(server -> !server.backup());
        }
    }

    /** Of every node of the cluster, by name. */
    static Map<String, RotationStatus> of(List<NodeSpec> nodes, List<BalancerStatus> balancers) {
        var on = new HashMap<String, List<On>>();
        for (var balancer : balancers) {
            var servers = balancer.serversByNode();
            boolean known = balancer.state() != ServiceState.UNKNOWN;
            for (var node : nodes) {
                var its = Optional.of(servers.getOrDefault(node.name(), List.of()));
                on.computeIfAbsent(node.name(), name -> new ArrayList<>())
                        .add(new On(balancer.name(), its.filter(all -> known)));
            }
        }
        var all = new HashMap<String, RotationStatus>();
        on.forEach((node, its) -> all.put(node, new RotationStatus(its)));
        return all;
    }

    /** True only when every balancer sends to both ports; empty when one is unknown. */
    public Optional<Boolean> inRotation() {
        var sends = balancers.stream().map(On::sends).toList();
        return sends.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(sends.stream().allMatch(Optional::orElseThrow));
    }

    /** Every balancer was asked to send nothing new; false when one is unknown. */
    public boolean takenOut() {
        return balancers.stream().allMatch(On::takenOut);
    }

    /**
     * The balancers that were asked to send nothing there while another sends, or only on one port:
     * they disagree, and nobody would do that on purpose for long. Empty: they agree, or are
     * unknown.
     */
    public List<String> uneven() {
        boolean sent = balancers.stream().anyMatch(on -> on.sends().equals(Optional.of(true)));
        return balancers.stream()
                .filter(on -> on.partlyTakenOut() || sent && on.takenOut())
                .map(On::balancer)
                .toList();
    }

    /** "drained on lb1", if somebody took the node out anywhere; empty: nobody did. */
    Optional<String> words() {
        var out = balancers.stream().filter(on -> on.takenOut() || on.partlyTakenOut()).toList();
        if (out.isEmpty()) {
            return Optional.empty();
        }
        var names =
                out.stream()
                        .map(on -> on.balancer() + (on.partlyTakenOut() ? " (in part)" : ""))
                        .collect(Collectors.joining(", "));
        var who = out.stream().anyMatch(On::byOthers) ? ", not by Drainboard" : "";
        return Optional.of("taken out on " + names + who);
    }

    /** The sum over all balancers; empty when one does not know. */
    OptionalInt active(Endpoint endpoint) {
        if (balancers.stream().anyMatch(on -> on.servers().isEmpty())) {
            return OptionalInt.empty();
        }
        var counts =
                balancers.stream()
                        .flatMap(on -> on.servers().orElseThrow().stream())
                        .filter(server -> server.endpoint() == endpoint)
                        .map(BalancerFacts.Server::active)
                        .toList();
        return counts.isEmpty() || counts.stream().anyMatch(OptionalInt::isEmpty)
                ? OptionalInt.empty()
                : OptionalInt.of(counts.stream().mapToInt(OptionalInt::getAsInt).sum());
    }

    String names() {
        return balancers.stream().map(On::balancer).collect(Collectors.joining(", "));
    }
}
