package dev.drainboard.store;

import static dev.drainboard.store.Json.array;
import static dev.drainboard.store.Json.constant;
import static dev.drainboard.store.Json.line;
import static dev.drainboard.store.Json.list;
import static dev.drainboard.store.Json.maybe;
import static dev.drainboard.store.Json.object;
import static dev.drainboard.store.Json.parse;
import static dev.drainboard.store.Json.text;
import static dev.drainboard.store.Json.texts;
import static dev.drainboard.store.Json.word;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Before;
import dev.drainboard.model.Command;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Intent.DrainWish;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import dev.drainboard.port.Notation;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON on one line, keys written out by hand so that renaming a record breaks no journal. */
public final class JsonNotation implements Notation {

    @Override
    public String of(Before before) {
        return line(
                object().put("balancer", before.balancer())
                        .put("node", before.node())
                        .set("entries", array(before.entries(), JsonNotation::entry)));
    }

    @Override
    public Before before(String text) {
        var json = parse(text);
        return new Before(
                text(json, "balancer"),
                text(json, "node"),
                list(json.get("entries"), JsonNotation::entry));
    }

    @Override
    public String of(Plan plan) {
        return line(
                object().<ObjectNode>set("intent", tree(plan.intent()))
                        .<ObjectNode>set("steps", array(plan.steps(), JsonNotation::step))
                        .set("notes", texts(plan.notes())));
    }

    @Override
    public Plan plan(String text) {
        var json = parse(text);
        if (!json.has("intent")) {
            throw new IllegalArgumentException("a plan without an intent");
        }
        return new Plan(
                intent(json.get("intent")),
                list(json.get("steps"), JsonNotation::step),
                texts(json.get("notes")));
    }

    @Override
    public String of(Intent intent) {
        return line(tree(intent));
    }

    @Override
    public Intent intent(String text) {
        return intent(parse(text));
    }

    @Override
    public String of(Revision revision) {
        return line(object().put("name", revision.name()).put("id", revision.id()));
    }

    @Override
    public Revision revision(String text) {
        var json = parse(text);
        return new Revision(text(json, "name"), text(json, "id"));
    }

    @Override
    public String of(List<GateCheck> checks) {
        return line(array(checks, JsonNotation::check));
    }

    @Override
    public List<GateCheck> checks(String text) {
        return list(parse(text), JsonNotation::check);
    }

    private static JsonNode entry(Before.Entry entry) {
        return object().put("upstream", entry.upstream())
                .put("server", entry.server())
                .put("admin", word(entry.admin()))
                .set("words", Json.sorted(entry.words()));
    }

    private static Before.Entry entry(JsonNode json) {
        return new Before.Entry(
                text(json, "upstream"),
                text(json, "server"),
                constant(AdminState.class, text(json, "admin")),
                Json.map(json, "words"));
    }

    private static JsonNode step(Step step) {
        var json = object();
        step.node().ifPresent(node -> json.put("node", node));
        return json.put("kind", step.kind().word())
                .put("text", step.text())
                .set("commands", array(step.commands(), JsonNotation::command));
    }

    private static Step step(JsonNode json) {
        return new Step(
                maybe(json, "node"),
                StepKind.of(text(json, "kind")),
                text(json, "text"),
                list(json.get("commands"), JsonNotation::command));
    }

    private static JsonNode command(Command command) {
        return object().put("host", command.host()).put("text", command.text());
    }

    private static Command command(JsonNode json) {
        return new Command(text(json, "host"), text(json, "text"));
    }

    private static JsonNode check(GateCheck check) {
        return object().put("name", check.name())
                .put("passed", check.passed())
                .put("want", check.want())
                .put("got", check.got());
    }

    private static GateCheck check(JsonNode json) {
        return new GateCheck(
                text(json, "name"),
                Json.truth(json, "passed"),
                text(json, "want"),
                text(json, "got"));
    }

    private static ObjectNode tree(Intent intent) {
        return switch (intent) {
            case Intent.Drain drain ->
                    wish(object().put("do", "drain").put("node", drain.node()), drain.wish());
            case Intent.Maint maint ->
                    wish(object().put("do", "maint").put("node", maint.node()), maint.wish());
            case Intent.Restore restore ->
                    object().put("do", "restore").put("node", restore.node());
            case Intent.Update update ->
                    to(object().put("do", "update").put("node", update.node()), update.to());
            case Intent.Rollout rollout ->
                    to(object().put("do", "rollout"), rollout.to())
                            .put("batch", rollout.batch())
                            .set("nodes", texts(rollout.nodes()));
        };
    }

    private static Intent intent(JsonNode json) {
        var what = text(json, "do");
        return switch (what) {
            case "drain" -> new Intent.Drain(text(json, "node"), wish(json));
            case "maint" -> new Intent.Maint(text(json, "node"), wish(json));
            case "restore" -> new Intent.Restore(text(json, "node"));
            case "update" -> new Intent.Update(text(json, "node"), maybe(json, "to"));
            case "rollout" ->
                    new Intent.Rollout(
                            maybe(json, "to"),
                            texts(json.get("nodes")),
                            Json.maybeNumber(json, "batch").orElse(1));
            default -> throw new IllegalArgumentException("unknown intent '" + what + "'");
        };
    }

    private static ObjectNode to(ObjectNode json, Optional<String> to) {
        to.ifPresent(revision -> json.put("to", revision));
        return json;
    }

    private static ObjectNode wish(ObjectNode json, DrainWish wish) {
        wish.patience().ifPresent(wait -> json.put("wait", wait.toString()));
        wish.then().ifPresent(then -> json.put("then", word(then)));
        wish.reason().ifPresent(reason -> json.put("reason", reason));
        return json;
    }

    private static DrainWish wish(JsonNode json) {
        return new DrainWish(
                maybe(json, "wait").map(JsonNotation::duration),
                maybe(json, "then").map(then -> constant(DrainSpec.Then.class, then)),
                maybe(json, "reason"));
    }

    private static Duration duration(String iso) {
        try {
            return Duration.parse(iso);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration: " + iso, e);
        }
    }
}
