package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A node's log, written as Odoo writes it: UTC, process id, level, database, logger. What is older
 * than the last megabytes goes: there are never more than two files.
 */
final class NodeLog {

    private static final long MOST = 1 << 20;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ACCESS =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Path file;
    private final InstantSource clock;
    private long size;

    NodeLog(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    synchronized void line(long pid, String level, String rest) {
        var line = TIME.format(clock.instant()) + " " + pid + " " + level + " " + rest + "\n";
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            if (size + bytes.length > MOST) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
                size = 0;
            }
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            size += bytes.length;
        } catch (IOException e) {
            if (Files.isDirectory(file.getParent())) {
                throw new UncheckedIOException("the log of a node", e);
            }
            // the sandbox ends, and its directory has gone
        }
    }

    /** An access line of Odoo's: queries, seconds in SQL, seconds in Python. */
    void access(long pid, String logger, String peer, HttpHead head, int status, double seconds) {
        line(
                pid,
                "INFO",
                "odoo "
                        + logger
                        + ": "
                        + peer
                        + " - - ["
                        + ACCESS.format(clock.instant())
                        + "] \""
                        + head.start()
                        + "\" "
                        + status
                        + " - "
                        + String.format(
                                Locale.ROOT,
                                "%d %.3f %.3f",
                                1 + (int) (seconds * 60),
                                seconds * 0.3,
                                seconds * 0.7));
    }
}
