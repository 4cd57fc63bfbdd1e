package dev.drainboard.ui.frame;

import dev.drainboard.model.Fault;
import dev.drainboard.model.History;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** History in a file of the person's own. */
final class Export {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");

    private Export() {}

    /** Of "erp-prod" at that time: "erp-prod-20261123-1405.csv". */
    static String name(String cluster, Instant now, ZoneId zone) {
        return cluster + "-" + STAMP.withZone(zone).format(now) + ".csv";
    }

    /**
     * Written aside and renamed: a file that was there before is whole, as it was or as it becomes.
     *
     * @return why there is no such file now; empty: there is
     */
    static Optional<Fault> write(History history, Duration span, Path file) {
        var place = file.toAbsolutePath().normalize();
        var aside = place.resolveSibling(place.getFileName() + ".part");
        try {
            try (var writer = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
                history.csv(span, writer);
            }
            Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } catch (IOException e) {
            try {
                Files.deleteIfExists(aside);
            } catch (IOException alsoNot) {
                e.addSuppressed(alsoNot);
            }
            return Optional.of(
                    Fault.of(
                            Fault.Kind.FAILED,
                            "export.failed",
                            "The history was not written to " + place + ".",
                            e.getClass().getSimpleName() + ": " + e.getMessage() + ".",
                            "Choose a directory in which you may write and that has room."));
        }
    }
}
