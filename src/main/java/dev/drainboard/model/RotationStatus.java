package dev.drainboard.model;

import java.util.List;
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
            if (servers.isEmpty()
                    || regular().anyMatch(server -> server.admin() == AdminState.UNKNOWN)) {
                return Optional.empty();
            }
            return Optional.of(
                    Stream.of(Endpoint.values())
                            .allMatch(
                                    endpoint ->
                                            regular(endpoint).findAny().isPresent()
                                                    && regular(endpoint)
                                                            .allMatch(
                                                                    BalancerFacts.Server
                                                                            ::eligible)));
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

        private Stream<BalancerFacts.Server> regular(Endpoint endpoint) {
            return regular().filter(server -> server.endpoint() == endpoint);
        }
    }

    static RotationStatus of(String node, List<BalancerStatus> balancers) {
        return new RotationStatus(
                balancers.stream()
                        .map(
                                balancer ->
                                        new On(
                                                balancer.name(),
                                                balancer.state() == ServiceState.UNKNOWN
                                                        ? Optional.empty()
                                                        : Optional.of(serversOf(node, balancer))))
                        .toList());
    }

    private static List<BalancerFacts.Server> serversOf(String node, BalancerStatus balancer) {
        return balancer.servers().stream()
                .filter(server -> server.node().equals(Optional.of(node)))
                .toList();
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
