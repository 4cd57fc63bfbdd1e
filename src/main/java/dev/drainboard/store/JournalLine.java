package dev.drainboard.store;

import static dev.drainboard.store.Json.maybe;

import dev.drainboard.model.Fault;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.StepKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import tools.jackson.databind.JsonNode;

/**
 * One line of the journal as it stands on disk; the keys are told in this room's page.
 *
 * @param text without its newline
 * @param hash SHA-256 of the text in hex, which the next line carries as {@code prev}
 * @param prev the hash of the line before
 */
record JournalLine(String text, String hash, String prev, JournalEntry entry) {

    /** {@code prev} of the first line. */
    static final String NONE = "0".repeat(64);

    static final int VERSION = 1;

    private static final String HEAD = "{\"v\":1,\"prev\":\"";
    private static final String SUM = "\",\"sum\":\"";
    private static final String ZEROS = "00000000";
    private static final int SUM_AT = HEAD.length() + NONE.length() + SUM.length();

    /** Written by a version after this one, which may know what this one would get wrong. */
    static final class Newer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Newer(int version) {
            super("version " + version, null, false, false);
        }
    }

    static JournalLine of(JournalEntry entry, String prev) {
        var json = Json.object().put("v", VERSION).put("prev", prev).put("sum", ZEROS);
        json.put("at", entry.at().toString())
                .put("op", entry.operation())
                .put("by", entry.actor())
                .put("kind", Json.word(entry.kind()));
        entry.node().ifPresent(node -> json.put("node", node));
        entry.step().ifPresent(step -> json.put("step", step.word()));
        json.put("text", entry.detail());
        if (!entry.data().isEmpty()) {
            json.set("data", Json.ordered(entry.data()));
        }
        entry.fault().ifPresent(fault -> json.set("fault", tree(fault)));
        // the round trip makes lone surrogates what they will be on disk
        var bytes = Json.line(json).getBytes(StandardCharsets.UTF_8);
        var sum = sum(bytes).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(sum, 0, bytes, SUM_AT, sum.length);
        return new JournalLine(new String(bytes, StandardCharsets.UTF_8), hash(bytes), prev, entry);
    }

    /**
     * @param bytes without the newline
     * @throws IllegalArgumentException if it is no line, or not as it was written
     * @throws Newer if it is one of a later version
     */
    static JournalLine read(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (bytes.length < SUM_AT + ZEROS.length()
                || !text.startsWith(HEAD)
                || !text.startsWith(SUM, SUM_AT - SUM.length())) {
            throw unknown(text);
        }
        var zeroed = bytes.clone();
        Arrays.fill(zeroed, SUM_AT, SUM_AT + ZEROS.length(), (byte) '0');
        if (!text.startsWith(sum(zeroed), SUM_AT)) {
            throw new IllegalArgumentException("not as it was written");
        }
        var json = Json.parse(text);
        return new JournalLine(text, hash(bytes), Json.text(json, "prev"), entry(json));
    }

    /** A line that is none of version 1: of a later one, or of nobody. */
    private static RuntimeException unknown(String text) {
        var version = Json.maybeNumber(Json.parse(text), "v").orElse(0);
        return version > VERSION
                ? new Newer(version)
                : new IllegalArgumentException("no line of a journal");
    }

    private static JournalEntry entry(JsonNode json) {
        return new JournalEntry(
                at(Json.text(json, "at")),
                Json.text(json, "op"),
                Json.text(json, "by"),
                Json.constant(JournalEntry.Kind.class, Json.text(json, "kind")),
                maybe(json, "node"),
                maybe(json, "step").map(StepKind::of),
                Json.text(json, "text"),
                Json.map(json, "data"),
                json.has("fault")
                        ? java.util.Optional.of(fault(json.get("fault")))
                        : java.util.Optional.empty());
    }

    private static Instant at(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not an instant: " + text, e);
        }
    }

    private static JsonNode tree(Fault fault) {
        var json = Json.object();
        json.put("code", fault.code())
                .put("kind", Json.word(fault.kind()))
                .put("what", fault.what())
                .put("why", fault.why())
                .put("fix", fault.fix());
        fault.host().ifPresent(host -> json.put("host", host));
        fault.command().ifPresent(command -> json.put("command", command));
        fault.exit().ifPresent(exit -> json.put("exit", exit));
        fault.output().ifPresent(output -> json.put("output", output));
        return json;
    }

    private static Fault fault(JsonNode json) {
        return new Fault(
                Json.text(json, "code"),
                Json.text(json, "what"),
                Json.text(json, "why"),
                Json.text(json, "fix"),
                maybe(json, "host"),
                maybe(json, "command"),
                Json.maybeNumber(json, "exit"),
                maybe(json, "output"),
                Json.constant(Fault.Kind.class, Json.text(json, "kind")));
    }

    /** Over the line with zeros in the sum's place. */
    private static String sum(byte[] zeroed) {
        var sum = new CRC32C();
        sum.update(zeroed);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
