package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLogTest {

    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-11-23T12:00:00.007Z"));

    @TempDir Path dir;

    @Test
    void an_access_line_is_as_odoo_writes_it() throws Exception {
        var head = new HttpHead("GET /web/login HTTP/1.0", List.of());
        try (var log = new NodeLog(dir.resolve("odoo.log"), NOON)) {
            log.access(24933, "werkzeug", "10.0.0.9", head, 200, 51);
        }

        assertThat(Files.readString(dir.resolve("odoo.log")))
                .isEqualTo(
                        "2026-11-23 12:00:00,007 24933 INFO odoo werkzeug: 10.0.0.9 - -"
                                + " [23/Nov/2026 12:00:00] \"GET /web/login HTTP/1.1\" 200 - 4 0.015"
                                + " 0.035\n");
    }

    @Test
    void it_never_grows_beyond_two_files_of_a_mebibyte() throws Exception {
        try (var log = new NodeLog(dir.resolve("odoo.log"), NOON)) {
            for (int i = 0; i < 3500; i++) {
                log.line(1, "INFO", "x".repeat(1000));
            }
        }

        try (var files = Files.list(dir)) {
            var sizes = files.map(file -> file.toFile().length()).toList();
            assertThat(sizes).hasSize(2).allMatch(size -> size <= 1 << 20);
        }
    }
}
