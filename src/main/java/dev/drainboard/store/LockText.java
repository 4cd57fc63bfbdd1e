package dev.drainboard.store;

import dev.drainboard.model.LockFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a host tells of a lock, as {@code tell} in lock.sh prints it.
 *
 * @param process whose it is
 */
record LockText(LockFacts facts, HolderProcess process) {

    /** The facts of a holder on one line, as they stand in the lock. */
    static String of(String operator, String purpose, HolderProcess process) {
        return Json.line(
                Json.object()
                        .put("holder", operator)
                        .put("purpose", purpose)
                        .put("host", process.host())
                        .put("pid", Long.toString(process.pid()))
                        .put("start", process.start())
                        .put("home", process.home()));
    }

    /** The facts, and whether {@code self} knows that its process has ended. */
    LockFacts seenBy(HolderProcess self) {
        return new LockFacts(
                facts.holder(),
                facts.host(),
                facts.pid(),
                facts.processStart(),
                facts.since(),
                facts.heartbeat(),
                facts.now(),
                facts.purpose(),
                facts.operation(),
                facts.token(),
                self.sawTheEndOf(process));
    }

    /**
     * @param lines now, token, heartbeat, since, operation, facts
     * @return empty: nobody holds it
     */
    static Optional<LockText> read(List<String> lines) {
        if (lines.size() < 6 || lines.get(1).equals("0")) {
            return Optional.empty();
        }
        var process = new HolderProcess("", "unknown", 0, "");
        var holder = "unknown";
        var purpose = "";
        try {
            var json = Json.parse(lines.get(5));
            holder = Json.text(json, "holder");
            purpose = Json.text(json, "purpose");
            process =
                    new HolderProcess(
                            Json.text(json, "home"),
                            Json.text(json, "host"),
                            Long.parseLong(Json.text(json, "pid")),
                            Json.text(json, "start"));
        } catch (IllegalArgumentException e) {
            // a lock that says not whose it is is somebody's all the same
        }
        return Optional.of(
                new LockText(
                        new LockFacts(
                                holder,
                                process.host(),
                                process.pid(),
                                process.start(),
                                Instant.ofEpochMilli(Long.parseLong(lines.get(3))),
                                Instant.ofEpochMilli(Long.parseLong(lines.get(2))),
                                Instant.ofEpochMilli(Long.parseLong(lines.get(0))),
                                purpose,
                                lines.get(4),
                                Long.parseLong(lines.get(1)),
                                false),
                        process));
    }
}
