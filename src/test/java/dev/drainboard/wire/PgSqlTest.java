package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a PostgreSQL of its own, on loopback, in a directory that is removed. */
final class PgSqlTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static Path directory;
    private static Path binaries;
    private static int port;

    private final PgSql sql = there();

    @BeforeAll
    static void up() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "skipped: PostgreSQL is only started by root, as the user postgres");
        assumeTrue(
                Files.isDirectory(Path.of("/usr/lib/postgresql")), "skipped: no postgresql here");
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            binaries = versions.max(Comparator.naturalOrder()).orElseThrow().resolve("bin");
        }
        directory = Files.createTempDirectory("drainboard-pg");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        port = RealSshd.freePort();
        var data = directory.resolve("data");
        asPostgres("initdb", "-D", data.toString(), "-A", "trust", "-U", "postgres", "-N");
        start();
    }

    private static void start() throws Exception {
        asPostgres(
                "pg_ctl",
                "-D",
                directory.resolve("data").toString(),
                "-w",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off".formatted(port, directory),
                "start");
    }

    private static void stop() throws Exception {
        asPostgres("pg_ctl", "-D", directory.resolve("data").toString(), "-m", "immediate", "stop");
    }

    private static void asPostgres(String program, String... arguments) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        List.of(
                                "runuser",
                                "-u",
                                "postgres",
                                "--",
                                binaries.resolve(program).toString()));
        command.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("out").toFile())
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(Files.readString(directory.resolve("out")));
        }
    }

    @AfterAll
    static void down() throws Exception {
        if (directory == null) {
            return;
        }
        stop();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @AfterEach
    void close() {
        sql.close();
    }

    private static PgSql there() {
        return new PgSql("127.0.0.1", port, "postgres", "postgres", Optional.empty());
    }

    @Test
    void rows_come_by_column_name_and_null_is_absent() throws Exception {
        assertThat(sql.query("SELECT ?::int AS a, NULL AS b, 'x' AS c", List.of(7), SOON))
                .isEqualTo(List.of(Map.of("a", 7, "c", "x")));
    }

    @Test
    void nothing_can_be_written() {
        assertThatThrownBy(() -> sql.query("CREATE TABLE t (i int)", List.of(), SOON))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void a_query_that_takes_too_long_is_ended_on_the_server_too() throws Exception {
        long began = System.nanoTime();
        assertThatThrownBy(() -> sql.query("SELECT pg_sleep(9)", List.of(), Duration.ofMillis(300)))
                .isInstanceOf(SQLException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
        assertThat(
                        sql.query(
                                "SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active'"
                                        + " AND query LIKE 'SELECT pg_sleep%'",
                                List.of(), SOON))
                .isEqualTo(List.of(Map.of("n", 0L)));
    }

    @Test
    void no_transaction_stays_open_behind_a_query() throws Exception {
        sql.query("SELECT 1", List.of(), SOON);
        try (var other = there()) {
            assertThat(
                            other.query(
                                    "SELECT state FROM pg_stat_activity WHERE application_name ="
                                            + " 'drainboard' AND pid <> pg_backend_pid()",
                                    List.of(),
                                    SOON))
                    .isEqualTo(List.of(Map.of("state", "idle")));
        }
    }

    @Test
    void a_server_that_was_restarted_is_asked_over_a_new_connection() throws Exception {
        sql.query("SELECT 1", List.of(), SOON);
        stop();
        assertThatThrownBy(() -> sql.query("SELECT 1", List.of(), Duration.ofSeconds(2)))
                .isInstanceOf(SQLException.class);
        start();
        assertThat(sql.query("SELECT 2 AS a", List.of(), SOON)).hasSize(1);
        stop();
        start();
        assertThat(sql.query("SELECT 3 AS a", List.of(), SOON))
                .as("a connection that died unnoticed costs no reading")
                .hasSize(1);
    }

    @Test
    void a_database_is_reached_through_a_host() throws Exception {
        try (var shell = new LocalShell();
                var way = shell.forward("127.0.0.1", port);
                var through =
                        new PgSql(
                                "127.0.0.1",
                                way.port(),
                                "postgres",
                                "postgres",
                                Optional.empty())) {
            assertThat(through.query("SELECT 1 AS a", List.of(), SOON))
                    .isEqualTo(List.of(Map.of("a", 1)));
        }
    }

    @Test
    void the_words_of_a_failure_have_no_password_in_them() {
        var secret = "hunter2-\u00e9";
        var wrong =
                new PgSql(
                        "127.0.0.1", 1, "postgres", "postgres", Optional.of(secret.toCharArray()));
        assertThat(wrong.toString()).doesNotContain(secret);
        assertThatThrownBy(() -> wrong.query("SELECT 1", List.of(), SOON))
                .isInstanceOf(SQLException.class)
                .satisfies(
                        e -> {
                            var words = new java.io.StringWriter();
                            e.printStackTrace(new java.io.PrintWriter(words));
                            assertThat(words.toString().getBytes(StandardCharsets.UTF_8))
                                    .asString(StandardCharsets.UTF_8)
                                    .doesNotContain(secret);
                        });
    }
}
