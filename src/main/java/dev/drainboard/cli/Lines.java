package dev.drainboard.cli;

import dev.drainboard.model.Command;
import dev.drainboard.model.Fault;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of docs/design.md, one object a line. Pure. */
final class Lines {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Lines() {}

    /** A step's change; empty for lines of the journal that are none. */
    static Optional<String> step(JournalEntry entry) {
        var status =
                switch (entry.kind()) {
                    case ABOUT -> "started";
                    case DID -> "succeeded";
                    case SKIPPED -> "skipped";
                    case FAILED -> "failed";
                    case OPENED, FOUND, SAID, STOPPED, CLOSED -> "";
                };
        if (status.isEmpty()) {
            return Optional.empty();
        }
        var line = JSON.createObjectNode();
        line.put("at", entry.at().toString());
        line.put("rollout", entry.operation());
        entry.node().ifPresentOrElse(node -> line.put("node", node), () -> line.putNull("node"));
        line.put("step", entry.step().orElseThrow().word());
        line.put("status", status);
        line.put("detail", entry.detail());
        entry.fault().ifPresent(fault -> line.set("fault", fault(fault)));
        Optional.ofNullable(entry.data().get("checks"))
                .ifPresent(checks -> line.set("checks", parsed(checks)));
        return Optional.of(line.toString());
    }

    static String ending(Instant at, Engine.Ending ending) {
        var line = JSON.createObjectNode();
        line.put("at", at.toString());
        line.put("rollout", ending.operation());
        line.put("status", ending.status());
        ending.fault().ifPresent(fault -> line.set("fault", fault(fault)));
        var nodes = line.putArray("nodes");
        for (var node : ending.nodes()) {
            nodes.addObject()
                    .put("node", node.node())
                    .put("status", node.status())
                    .put("step", node.step());
        }
        if (!ending.left().isEmpty()) {
            ending.left().forEach(line.putArray("leftOut")::add);
        }
        return line.toString();
    }

    /** A fault before any operation began. */
    static String refused(Instant at, Fault fault) {
        var line = JSON.createObjectNode();
        line.put("at", at.toString());
        line.putNull("rollout");
        line.put("status", "failed");
        line.set("fault", fault(fault));
        line.putArray("nodes");
        return line.toString();
    }

    static List<String> plan(Plan plan) {
        return plan.steps().stream().map(Lines::step).toList();
    }

    private static String step(Step step) {
        var line = JSON.createObjectNode();
        step.node().ifPresentOrElse(node -> line.put("node", node), () -> line.putNull("node"));
        line.put("step", step.kind().word());
        line.put("text", step.text());
        var commands = line.putArray("commands");
        for (Command command : step.commands()) {
            commands.addObject().put("host", command.host()).put("text", command.text());
        }
        return line.toString();
    }

    /** A line of {@code log --json}. */
    static String entry(JournalEntry entry) {
        var line = JSON.createObjectNode();
        line.put("at", entry.at().toString());
        line.put("rollout", entry.operation());
        line.put("actor", entry.actor());
        line.put("kind", entry.kind().name().toLowerCase(java.util.Locale.ROOT));
        entry.node().ifPresent(node -> line.put("node", node));
        entry.step().ifPresent(step -> line.put("step", step.word()));
        line.put("detail", entry.detail());
        var data = line.putObject("data");
        entry.data().forEach((key, value) -> data.set(key, parsed(value)));
        entry.fault().ifPresent(fault -> line.set("fault", fault(fault)));
        return line.toString();
    }

    static ObjectNode fault(Fault fault) {
        var object = JSON.createObjectNode();
        object.put("code", fault.code());
        object.put("what", fault.what());
        object.put("why", fault.why());
        object.put("fix", fault.fix());
        fault.host().ifPresent(host -> object.put("host", host));
        fault.command().ifPresent(command -> object.put("command", command));
        fault.exit().ifPresent(exit -> object.put("exit", exit));
        fault.output().ifPresent(output -> object.put("output", output));
        return object;
    }

    /** Structured data is kept in the journal as JSON text; anything else is text. */
    private static JsonNode parsed(String value) {
        boolean structured = value.startsWith("{") || value.startsWith("[");
        try {
            return structured ? JSON.readTree(value) : JSON.getNodeFactory().stringNode(value);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(value);
        }
    }
}
