package dev.drainboard.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The filestore as it is shown: one file system that every node must see.
 *
 * @param reason why it is not healthy, in words; empty if it is
 * @param nodes what each node sees; a node that is not in it is unknown
 */
public record FilestoreStatus(
        String path,
        ServiceState state,
        Optional<String> reason,
        Map<String, FilestoreFacts> nodes) {

    public FilestoreStatus {
        Objects.requireNonNull(path);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        nodes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    static FilestoreStatus of(FilestoreSpec spec, Snapshot snapshot, Instant now) {
        var seen = new LinkedHashMap<String, FilestoreFacts>();
        var unknown = new LinkedHashMap<String, String>();
        for (var node : snapshot.cluster().nodes()) {
            var answer =
                    Answer.of(
                            Optional.ofNullable(snapshot.filestore().get(node.name())),
                            Probe.FILESTORE,
                            snapshot.cluster(),
                            now);
            answer.value().ifPresent(facts -> seen.put(node.name(), facts));
            answer.reason().ifPresent(reason -> unknown.put(node.name(), reason));
        }
        var hung = named(seen, facts -> facts.hungSince().isPresent());
        var local = named(seen, facts -> facts.type().equals("none"));
        if (!hung.isEmpty()) {
            var since = seen.get(hung.getFirst()).hungSince().orElseThrow();
            return new FilestoreStatus(
                    spec.path(),
                    ServiceState.FAILED,
                    Optional.of(
                            "hung for "
                                    + Answer.age(since, now)
                                    + " on "
                                    + String.join(", ", hung)),
                    seen);
        }
        if (!local.isEmpty() && snapshot.cluster().nodes().size() > 1) {
            return new FilestoreStatus(
                    spec.path(),
                    ServiceState.FAILED,
                    Optional.of("not mounted on " + String.join(", ", local)),
                    seen);
        }
        if (seen.values().stream().map(FilestoreFacts::identity).distinct().count() > 1) {
            return new FilestoreStatus(
                    spec.path(),
                    ServiceState.FAILED,
                    Optional.of("the nodes do not see the same file system"),
                    seen);
        }
        return unknown.entrySet().stream()
                .findFirst()
                .map(
                        first ->
                                new FilestoreStatus(
                                        spec.path(),
                                        ServiceState.UNKNOWN,
                                        Optional.of(first.getKey() + ": " + first.getValue()),
                                        seen))
                .orElseGet(
                        () ->
                                new FilestoreStatus(
                                        spec.path(), ServiceState.HEALTHY, Optional.empty(), seen));
    }

    private static List<String> named(
            Map<String, FilestoreFacts> seen, java.util.function.Predicate<FilestoreFacts> which) {
        return seen.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
