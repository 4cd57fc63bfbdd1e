package dev.drainboard.cli;

import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.DatabaseStatus;
import dev.drainboard.model.FilestoreStatus;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Rate;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Status;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * {@code status} for a person: a table a node and a balancer; a dash is a number that nobody knows.
 * Pure.
 */
final class StatusProse {

    private static final String ROW = "  %-14s %-12s %-9s %6s %6s %6s %6s %8s %8s  %-20s %s";

    private StatusProse() {}

    static List<String> of(Status status) {
        var lines = new ArrayList<String>();
        lines.add(
                "%s (%s): %s, %d of %d nodes in rotation%s"
                        .formatted(
                                status.cluster(),
                                status.environment().name().toLowerCase(Locale.ROOT),
                                status.state().word(),
                                status.inRotation(),
                                status.nodes().size(),
                                status.rotationUnknown() == 0
                                        ? ""
                                        : ", of " + status.rotationUnknown() + " it is not known"));
        lines.add("");
        lines.add(
                ROW.formatted(
                                "node",
                                "state",
                                "rotation",
                                "http",
                                "idle",
                                "ws",
                                "db",
                                "ms",
                                "req/s",
                                "revision",
                                "reason")
                        .stripTrailing());
        status.nodes().forEach(node -> lines.add(node(node)));
        lines.add("");
        status.rate().map(StatusProse::rate).ifPresent(lines::add);
        status.balancers().forEach(balancer -> lines.addAll(balancer(balancer)));
        status.database().map(StatusProse::database).ifPresent(lines::add);
        status.filestore().map(StatusProse::filestore).ifPresent(lines::add);
        differing(status.nodes()).ifPresent(lines::add);
        lines.add(
                "lock: "
                        + status.lock()
                                .map(lock -> lock.map(StatusProse::lock).orElse("free"))
                                .orElse("unknown"));
        status.operation().ifPresent(operation -> lines.addAll(operation(operation)));
        return lines;
    }

    private static String rate(Rate rate) {
        var words = new ArrayList<String>();
        words.add(tenths(rate.perSecond()) + " requests/s");
        rate.clientErrors().ifPresent(errors -> words.add(tenths(errors) + " 4xx/s"));
        rate.serverErrors().ifPresent(errors -> words.add(tenths(errors) + " 5xx/s"));
        rate.latency()
                .ifPresent(
                        latency ->
                                words.add(
                                        Math.round(latency.ms())
                                                + switch (latency.kind()) {
                                                    case P95 -> " ms p95";
                                                    case AVERAGE -> " ms on average";
                                                }));
        rate.queued().ifPresent(queued -> words.add(queued + " queued"));
        return "traffic: " + String.join(", ", words) + " (" + Plain.text(rate.by()) + ")";
    }

    private static String tenths(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String database(DatabaseStatus database) {
        return "database: "
                + database.state().name().toLowerCase(Locale.ROOT)
                + database.facts().map(StatusProse::database).orElse("")
                + database.reason().map(reason -> ", " + Plain.text(reason)).orElse("");
    }

    private static String database(DatabaseFacts facts) {
        return ", PostgreSQL %s, %s, %d of %d connections"
                .formatted(
                        facts.version(),
                        facts.primary() ? "primary" : "replica",
                        facts.connections(),
                        facts.limit());
    }

    private static String filestore(FilestoreStatus filestore) {
        return "filestore: "
                + filestore.state().name().toLowerCase(Locale.ROOT)
                + filestore.reason().map(reason -> ", " + Plain.text(reason)).orElse("");
    }

    /** Which nodes run what, where that is not the same on all; what nobody knows is left out. */
    private static Optional<String> differing(List<NodeStatus> nodes) {
        var byRevision = new LinkedHashMap<String, List<String>>();
        for (var node : nodes) {
            node.revision()
                    .ifPresent(
                            revision ->
                                    byRevision
                                            .computeIfAbsent(
                                                    revision.toString(), key -> new ArrayList<>())
                                            .add(node.name()));
        }
        return byRevision.size() < 2
                ? Optional.empty()
                : Optional.of(
                        byRevision.entrySet().stream()
                                .map(
                                        entry ->
                                                Plain.text(entry.getKey())
                                                        + " on "
                                                        + String.join(", ", entry.getValue()))
                                .collect(Collectors.joining("; ", "revisions differ: ", "")));
    }

    private static String lock(LockFacts lock) {
        return "%s on %s since %s, %s%s"
                .formatted(
                        Plain.text(lock.holder()),
                        Plain.text(lock.host()),
                        lock.since().truncatedTo(ChronoUnit.SECONDS),
                        lock.purpose(),
                        lock.abandoned() ? ", " + abandoned(lock) : "");
    }

    private static String abandoned(LockFacts lock) {
        return lock.gone()
                ? "LEFT BEHIND: process " + lock.pid() + " has ended"
                : "STALE: last heartbeat "
                        + Duration.between(lock.heartbeat(), lock.now()).toSeconds()
                        + " s ago";
    }

    private static String node(NodeStatus node) {
        return ROW.formatted(
                        node.name(),
                        node.state().word(),
                        node.inRotation().map(in -> in ? "in" : "out").orElse("unknown"),
                        number(node.http().active()),
                        number(node.http().idle()),
                        number(node.websocket().active()),
                        number(node.databaseConnections()),
                        number(node.http().latencyMs()),
                        node.rate().map(rate -> tenths(rate.perSecond())).orElse("–"),
                        node.revision().map(Object::toString).map(Plain::text).orElse("–"),
                        node.reason().map(Plain::text).orElse(""))
                .stripTrailing();
    }

    private static List<String> balancer(BalancerStatus balancer) {
        var lines = new ArrayList<String>();
        lines.add(
                balancer.name()
                        + ": "
                        + balancer.kind()
                        + balancer.version().map(version -> " " + version).orElse("")
                        + ", "
                        + balancer.state().name().toLowerCase(Locale.ROOT)
                        + balancer.reason().map(reason -> ", " + Plain.text(reason)).orElse(""));
        for (var server : balancer.servers()) {
            lines.add(
                    "  %-22s %-24s %-8s %-8s %s"
                            .formatted(
                                    server.upstream(),
                                    server.server(),
                                    server.admin().name().toLowerCase(Locale.ROOT),
                                    server.check().name().toLowerCase(Locale.ROOT),
                                    number(server.active())));
        }
        balancer.notes().forEach(note -> lines.add("  note: " + Plain.text(note)));
        boolean silent =
                balancer.state() == ServiceState.HEALTHY
                        && balancer.servers().stream()
                                .allMatch(server -> server.check() == CheckState.UNKNOWN);
        if (silent) {
            lines.add(
                    "  note: "
                            + balancer.kind()
                            + " does not tell whether its servers answer; Drainboard asks the nodes themselves");
        }
        return lines;
    }

    private static List<String> operation(OperationView operation) {
        var lines = new ArrayList<String>();
        lines.add(
                "operation %s: %s, begun %s by %s: %s"
                        .formatted(
                                operation.operation(),
                                operation.purpose(),
                                operation.began().truncatedTo(ChronoUnit.SECONDS),
                                Plain.text(operation.operator()),
                                operation.phase().word()));
        operation
                .current()
                .ifPresent(
                        step ->
                                lines.add(
                                        "  at "
                                                + step.step().label()
                                                + ": "
                                                + Plain.text(step.detail())));
        operation
                .fault()
                .ifPresent(
                        fault -> {
                            lines.add("  " + Plain.text(fault.what()));
                            lines.add("  " + Plain.text(fault.why()));
                            lines.add("  " + Plain.text(fault.fix()));
                        });
        return lines;
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "–";
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "–";
    }
}
