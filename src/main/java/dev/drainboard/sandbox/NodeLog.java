package dev.drainboard.sandbox;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A node's log, written as Odoo writes it: UTC, process id, level, database, logger. What is older
 * than the last megabytes goes: there are never more than two files.
 */
final class NodeLog implements AutoCloseable {

    private static final long MOST = 1 << 20;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ACCESS =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Path file;
    private final InstantSource clock;
    private Optional<OutputStream> out = Optional.empty();
    private long size;
    private boolean closed;

    /** Written anew only when it changes. */
    private long second;

    private String prefix = "";
    private String access = "";

    NodeLog(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    synchronized void line(long pid, String level, String rest) {
        var now = tell();
        var line = prefix + millis(now) + " " + pid + " " + level + " " + rest + "\n";
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        try {
            if (size + bytes.length > MOST) {
                turn();
            }
            if (out.isEmpty() && !closed) {
                // no channel: one is closed for all when a thread is interrupted over it
                out = Optional.of(new FileOutputStream(file.toFile(), true));
            }
            if (out.isPresent()) {
                out.get().write(bytes);
                size += bytes.length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log of a node", e);
        }
    }

    private Instant tell() {
        var now = clock.instant();
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            prefix = SECOND.format(now);
            access = ACCESS.format(now);
        }
        return now;
    }

    private static String millis(Instant now) {
        int millis = now.getNano() / 1_000_000;
        return (millis < 10 ? "00" : millis < 100 ? "0" : "") + millis;
    }

    private void turn() throws IOException {
        hangUp();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), REPLACE_EXISTING);
        size = 0;
    }

    private void hangUp() {
        out.ifPresent(Quietly::close);
        out = Optional.empty();
    }

    /** An access line of Odoo's: queries, seconds in SQL, seconds in Python. */
    synchronized void access(
            long pid, String logger, String peer, HttpHead head, int status, long millis) {
        tell();
        var request = head.method() + " " + head.target() + " HTTP/1.1";
        var figures =
                (1 + millis / 16) + " " + seconds(millis * 3 / 10) + " " + seconds(millis * 7 / 10);
        line(
                pid,
                "INFO",
                "odoo " + logger + ": " + peer + " - - [" + access + "] \"" + request + "\" "
                        + status + " - " + figures);
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1);
    }

    @Override
    public synchronized void close() {
        closed = true;
        hangUp();
    }
}
