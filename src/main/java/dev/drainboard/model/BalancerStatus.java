package dev.drainboard.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One balancer as it is shown.
 *
 * @param version empty when unknown
 * @param reason why it is not healthy, in words; empty if it is
 * @param servers empty when unknown
 * @param notes what it wants a person to know
 * @param answered when it last answered; empty: never
 * @param queued users' requests that wait for whichever node is free first; empty when unknown
 * @param errors 5xx a second as users get them; empty when unknown
 */
public record BalancerStatus(
        String name,
        String kind,
        Optional<String> version,
        ServiceState state,
        Optional<String> reason,
        List<BalancerFacts.Server> servers,
        List<String> notes,
        Optional<Instant> answered,
        OptionalInt queued,
        OptionalDouble errors) {

    public BalancerStatus {
        Objects.requireNonNull(name);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(version);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        servers = List.copyOf(servers);
        notes = List.copyOf(notes);
        Objects.requireNonNull(answered);
        Objects.requireNonNull(queued);
        Objects.requireNonNull(errors);
    }

    /** Of the nodes that the cluster file knows; made anew with each call. */
    public Map<String, List<BalancerFacts.Server>> serversByNode() {
        var all = new HashMap<String, List<BalancerFacts.Server>>();
        for (var server : servers) {
            server.node()
                    .ifPresent(
                            node ->
                                    all.computeIfAbsent(node, name -> new ArrayList<>())
                                            .add(server));
        }
        return all;
    }

    static BalancerStatus of(BalancerSpec spec, Snapshot snapshot, Instant now) {
        var reading = Optional.ofNullable(snapshot.balancers().get(spec.name()));
        var answer = Answer.of(reading, Probe.BALANCER, snapshot.cluster(), now);
        var answered = reading.flatMap(Reading::lastAnswer);
        if (answer.value().isEmpty()) {
            return new BalancerStatus(
                    spec.name(),
                    spec.kind(),
                    Optional.empty(),
                    ServiceState.UNKNOWN,
                    answer.reason(),
                    List.of(),
                    List.of(),
                    answered,
                    OptionalInt.empty(),
                    OptionalDouble.empty());
        }
        var facts = answer.value().get();
        var traffic = Optional.ofNullable(snapshot.traffic().get(spec.name()));
        var empty = upstreamsWithoutServer(facts);
        var down = readyButDown(facts);
        return new BalancerStatus(
                spec.name(),
                spec.kind(),
                Optional.of(facts.version()),
                state(empty, down),
                reason(empty, down),
                facts.servers(),
                facts.notes(),
                answered,
                traffic.map(Traffic::queued).orElse(OptionalInt.empty()),
                traffic.map(Traffic::errors).orElse(OptionalDouble.empty()));
    }

    private static ServiceState state(List<String> empty, List<String> down) {
        if (!empty.isEmpty()) {
            return ServiceState.FAILED;
        }
        return down.isEmpty() ? ServiceState.HEALTHY : ServiceState.DEGRADED;
    }

    private static Optional<String> reason(List<String> empty, List<String> down) {
        if (!empty.isEmpty()) {
            return Optional.of("no server takes requests in " + String.join(", ", empty));
        }
        return down.isEmpty()
                ? Optional.empty()
                : Optional.of("asked ready but down: " + String.join(", ", down));
    }

    /** Upstreams in which nobody takes requests, not even a backup. */
    private static List<String> upstreamsWithoutServer(BalancerFacts facts) {
        return facts.servers().stream()
                .collect(Collectors.groupingBy(BalancerFacts.Server::upstream))
                .entrySet()
                .stream()
                .filter(upstream -> upstream.getValue().stream().noneMatch(BalancerStatus::takes))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Unlike {@link BalancerFacts.Server#eligible}, a backup takes requests when no other can. */
    private static boolean takes(BalancerFacts.Server server) {
        return server.admin() != AdminState.DRAIN
                && server.admin() != AdminState.MAINT
                && server.check() != CheckState.DOWN;
    }

    private static List<String> readyButDown(BalancerFacts facts) {
        return facts.servers().stream()
                .filter(server -> server.admin() == AdminState.READY)
                .filter(server -> server.check() == CheckState.DOWN)
                .map(server -> server.upstream() + "/" + server.server())
                .toList();
    }
}
