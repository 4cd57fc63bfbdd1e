package dev.drainboard.cli;

import dev.drainboard.model.BalancerStatus;
import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.DatabaseStatus;
import dev.drainboard.model.FilestoreStatus;
import dev.drainboard.model.Latency;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.PortStatus;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code status --json}: one object, every unknown number null. Pure. */
final class StatusJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StatusJson() {}

    static String of(Status status) {
        var object = JSON.createObjectNode();
        object.put("cluster", status.cluster());
        object.put("state", status.state().word());
        object.put("at", status.at().toString());
        var balancers = object.putArray("balancers");
        status.balancers().forEach(balancer -> balancers.add(balancer(balancer)));
        var nodes = object.putArray("nodes");
        status.nodes().forEach(node -> nodes.add(node(node)));
        object.set("database", status.database().map(StatusJson::database).orElse(null));
        object.set("filestore", status.filestore().map(StatusJson::filestore).orElse(null));
        status.sessions()
                .ifPresentOrElse(
                        kind -> object.putObject("sessions").put("kind", word(kind)),
                        () -> object.putNull("sessions"));
        object.set("lock", status.lock().flatMap(lock -> lock).map(StatusJson::lock).orElse(null));
        object.put("lockKnown", status.lock().isPresent());
        object.set("rollout", status.operation().map(StatusJson::operation).orElse(null));
        return object.toString();
    }

    private static ObjectNode balancer(BalancerStatus balancer) {
        var object = JSON.createObjectNode();
        object.put("name", balancer.name());
        object.put("kind", balancer.kind());
        text(object, "version", balancer.version());
        object.put("state", word(balancer.state()));
        text(object, "reason", balancer.reason());
        number(object, "queued", balancer.queued());
        number(object, "errors", balancer.errors());
        var servers = object.putArray("servers");
        for (var server : balancer.servers()) {
            var entry = servers.addObject();
            entry.put("upstream", server.upstream());
            entry.put("server", server.server());
            text(entry, "node", server.node());
            entry.put("admin", word(server.admin()));
            entry.put("check", word(server.check()));
            number(entry, "active", server.active());
            entry.put("ours", server.ours());
        }
        balancer.notes().forEach(object.putArray("notes")::add);
        return object;
    }

    private static ObjectNode node(NodeStatus node) {
        var object = JSON.createObjectNode();
        object.put("name", node.name());
        object.put("state", node.state().word());
        text(object, "reason", node.reason());
        node.inRotation()
                .ifPresentOrElse(
                        in -> object.put("inRotation", in), () -> object.putNull("inRotation"));
        object.set("http", http(node.http()));
        object.set("websocket", websocket(node.websocket()));
        number(object.putObject("database"), "connections", node.databaseConnections());
        number(object, "sessions", node.bound());
        object.set("rate", node.rate().map(StatusJson::rate).orElse(null));
        text(object, "revision", node.revision().map(revision -> revision.name()));
        text(object, "revisionId", node.revision().map(revision -> revision.id()));
        number(object, "ageMs", node.ageMs());
        return object;
    }

    private static ObjectNode http(PortStatus port) {
        var object = JSON.createObjectNode();
        object.put("check", word(port.check()));
        number(object, "latencyMs", port.latencyMs());
        number(object, "active", port.active());
        number(object, "idle", port.idle());
        text(object, "by", port.by());
        return object;
    }

    private static ObjectNode websocket(PortStatus port) {
        var object = JSON.createObjectNode();
        object.put("check", word(port.check()));
        number(object, "active", port.active());
        text(object, "by", port.by());
        return object;
    }

    private static ObjectNode rate(Rate rate) {
        var object = JSON.createObjectNode();
        object.put("rps", rounded(rate.perSecond()));
        number(object, "p95Ms", p95(rate));
        number(object, "averageMs", rate.averageMs());
        number(object, "errors", rate.serverErrors());
        number(object, "clientErrors", rate.clientErrors());
        number(object, "queued", rate.queued());
        object.put("by", rate.by());
        return object;
    }

    private static OptionalDouble p95(Rate rate) {
        return rate.latency().filter(latency -> latency.kind() == Latency.Kind.P95).stream()
                .mapToDouble(Latency::ms)
                .findFirst();
    }

    private static ObjectNode database(DatabaseStatus database) {
        var object = JSON.createObjectNode();
        object.put("state", word(database.state()));
        text(object, "reason", database.reason());
        text(object, "version", database.facts().map(DatabaseFacts::version));
        database.facts()
                .ifPresentOrElse(
                        facts -> {
                            object.put("primary", facts.primary());
                            object.put("connections", facts.connections());
                            object.put("limit", facts.limit());
                        },
                        () -> {
                            object.putNull("primary");
                            object.putNull("connections");
                            object.putNull("limit");
                        });
        return object;
    }

    private static ObjectNode filestore(FilestoreStatus filestore) {
        var object = JSON.createObjectNode();
        object.put("state", word(filestore.state()));
        text(object, "reason", filestore.reason());
        return object;
    }

    private static ObjectNode lock(LockFacts lock) {
        return JSON.createObjectNode()
                .put("holder", lock.holder())
                .put("host", lock.host())
                .put("pid", lock.pid())
                .put("since", lock.since().toString())
                .put("heartbeat", lock.heartbeat().toString())
                .put("purpose", lock.purpose())
                .put("token", lock.token());
    }

    private static ObjectNode operation(OperationView operation) {
        var object = JSON.createObjectNode();
        object.put("rollout", operation.operation());
        object.put("purpose", operation.purpose());
        object.put("operator", operation.operator());
        object.put("began", operation.began().toString());
        object.put("phase", operation.phase().word());
        var steps = object.putArray("steps");
        for (var step : operation.steps()) {
            var entry = steps.addObject();
            text(entry, "node", step.step().node());
            entry.put("step", step.step().kind().word());
            entry.put("progress", word(step.progress()));
            text(entry, "at", step.at().map(Object::toString));
            entry.put("detail", step.detail());
        }
        object.set("fault", operation.fault().map(Lines::fault).orElse(null));
        return object;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void text(ObjectNode object, String key, Optional<String> value) {
        value.ifPresentOrElse(text -> object.put(key, text), () -> object.putNull(key));
    }

    private static void number(ObjectNode object, String key, OptionalInt value) {
        value.ifPresentOrElse(number -> object.put(key, number), () -> object.putNull(key));
    }

    private static void number(ObjectNode object, String key, OptionalDouble value) {
        value.ifPresentOrElse(
                number -> object.put(key, rounded(number)), () -> object.putNull(key));
    }

    /** A difference of two readings knows no more than this. */
    private static double rounded(double number) {
        return Math.round(number * 100) / 100.0;
    }

    private static void number(ObjectNode object, String key, OptionalLong value) {
        value.ifPresentOrElse(number -> object.put(key, number), () -> object.putNull(key));
    }
}
