package dev.drainboard.cli;

import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code status} for a person: a table a node and a balancer; a dash is a number that nobody knows.
 * Pure.
 */
final class StatusProse {

    private static final String ROW = "  %-14s %-12s %-9s %6s %6s %6s %6s %8s  %-20s %s";

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
                                "revision",
                                "reason")
                        .stripTrailing());
        status.nodes().forEach(node -> lines.add(node(node)));
        lines.add("");
        status.balancers().forEach(balancer -> lines.addAll(balancer(balancer)));
        status.database()
                .ifPresent(
                        database ->
                                lines.add(
                                        "database: "
                                                + database.state().name().toLowerCase(Locale.ROOT)
                                                + database.facts()
                                                        .map(
                                                                facts ->
                                                                        ", PostgreSQL "
                                                                                + facts.version()
                                                                                + (facts.primary()
                                                                                        ? ", primary"
                                                                                        : ", replica")
                                                                                + ", "
                                                                                + facts
                                                                                        .connections()
                                                                                + " of "
                                                                                + facts.limit()
                                                                                + " connections")
                                                        .orElse("")
                                                + database.reason()
                                                        .map(reason -> ", " + Plain.text(reason))
                                                        .orElse("")));
        status.filestore()
                .ifPresent(
                        filestore ->
                                lines.add(
                                        "filestore: "
                                                + filestore.state().name().toLowerCase(Locale.ROOT)
                                                + filestore
                                                        .reason()
                                                        .map(reason -> ", " + Plain.text(reason))
                                                        .orElse("")));
        lines.add(
                status.lock()
                        .map(
                                lock ->
                                        lock.map(
                                                        facts ->
                                                                "lock: "
                                                                        + Plain.text(facts.holder())
                                                                        + " on "
                                                                        + Plain.text(facts.host())
                                                                        + " since "
                                                                        + facts.since()
                                                                                .truncatedTo(
                                                                                        java.time
                                                                                                .temporal
                                                                                                .ChronoUnit
                                                                                                .SECONDS)
                                                                        + ", "
                                                                        + facts.purpose()
                                                                        + (facts.stale()
                                                                                ? ", STALE: last heartbeat "
                                                                                        + Duration
                                                                                                .between(
                                                                                                        facts
                                                                                                                .heartbeat(),
                                                                                                        facts
                                                                                                                .now())
                                                                                                .toSeconds()
                                                                                        + " s ago"
                                                                                : ""))
                                                .orElse("lock: free"))
                        .orElse("lock: unknown"));
        status.operation().ifPresent(operation -> lines.addAll(operation(operation)));
        return lines;
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
        return lines;
    }

    private static List<String> operation(OperationView operation) {
        var lines = new ArrayList<String>();
        lines.add(
                "rollout %s: %s, begun %s by %s: %s"
                        .formatted(
                                operation.operation(),
                                operation.purpose(),
                                operation
                                        .began()
                                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
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
