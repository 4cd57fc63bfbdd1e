package dev.drainboard.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One balancer as it is shown.
 *
 * @param version empty when unknown
 * @param reason why it is not healthy, in words; empty if it is
 * @param servers empty when unknown
 * @param notes what it wants a person to know
 * @param answered when it last answered; empty: never
 */
public record BalancerStatus(
        String name,
        String kind,
        Optional<String> version,
        ServiceState state,
        Optional<String> reason,
        List<BalancerFacts.Server> servers,
        List<String> notes,
        Optional<Instant> answered) {

    public BalancerStatus {
        Objects.requireNonNull(name);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(version);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        servers = List.copyOf(servers);
        notes = List.copyOf(notes);
        Objects.requireNonNull(answered);
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
                    answered);
        }
        var facts = answer.value().get();
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
                answered);
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
                .map(java.util.Map.Entry::getKey)
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
