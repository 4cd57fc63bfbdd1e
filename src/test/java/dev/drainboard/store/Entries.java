package dev.drainboard.store;

import dev.drainboard.model.Fault;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.StepKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Journal entries for tests. */
final class Entries {

    static final String NASTY = "a\"b\\c\nd\u0000e\u2028é\uD83D\uDE00 ; ' { #\u202e";

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");

    private Entries() {}

    static JournalEntry entry(String detail) {
        return new JournalEntry(
                NOON,
                "20261123-1200-7f3a",
                "ops@laptop",
                JournalEntry.Kind.ABOUT,
                Optional.of("node1"),
                Optional.of(StepKind.AWAIT_IDLE),
                detail,
                Map.of(),
                Optional.empty());
    }

    /** {@code count} entries, each with something else in it, the awkward ones first. */
    static List<JournalEntry> varied(int count) {
        return IntStream.range(0, count).mapToObj(Entries::number).toList();
    }

    private static JournalEntry number(int number) {
        var data = new LinkedHashMap<String, String>();
        if (number % 3 == 0) {
            data.put("zeta", NASTY);
            data.put("alpha", "{\"json\":[1]}");
        }
        var kinds = JournalEntry.Kind.values();
        var steps = StepKind.values();
        var faults = Fault.Kind.values();
        var fault = Fault.of(faults[number % faults.length], "a.b." + number, NASTY, "why", "fix");
        return new JournalEntry(
                NOON.plusMillis(number),
                "op-" + number,
                number % 2 == 0 ? "drainboard" : NASTY,
                kinds[number % kinds.length],
                number % 4 == 0 ? Optional.empty() : Optional.of("node" + number),
                number % 5 == 0 ? Optional.empty() : Optional.of(steps[number % steps.length]),
                number == 1 ? "" : NASTY + number,
                data,
                switch (number % 3) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(fault);
                    default -> Optional.of(fault.on("lb1").ran("nginx -t", number, NASTY));
                });
    }
}
