package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.wire.PgSql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database to look at, by PostgreSQL's own driver. What it says of nodes is NodeContract's. */
class PostgresTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String SERVER =
            "select current_setting('server_version'), pg_is_in_recovery() -- and more";

    private Loopback loopback;
    private Postgres postgres;

    @BeforeEach
    void start() throws Exception {
        loopback = Loopback.claim();
        postgres = new Postgres(loopback, loopback.address(5), new Activity(List.of()));
    }

    @AfterEach
    void close() {
        postgres.close();
        loopback.close();
    }

    private PgSql open(String user, String database) {
        var address = postgres.address();
        return new PgSql(
                address.getAddress().getHostAddress(),
                address.getPort(),
                database,
                user,
                Optional.empty());
    }

    /** After five times the driver keeps the statement on the server and wants binary values. */
    @Test
    void the_same_question_has_the_same_answer_in_text_and_in_binary() throws Exception {
        try (var sql = open("drainboard", "odoo")) {
            var first = sql.query(SERVER, List.of(), SOON);
            assertThat(first.getFirst())
                    .containsEntry("version", "15.14")
                    .containsEntry("primary", true)
                    .containsEntry("limit", 97)
                    .containsEntry("connections", 1);
            for (int i = 0; i < 12; i++) {
                assertThat(sql.query(SERVER, List.of(), SOON)).isEqualTo(first);
            }
        }
    }

    @Test
    void values_of_a_question_are_taken() throws Exception {
        try (var sql = open("drainboard", "odoo")) {
            assertThat(
                            sql.query(
                                    "select cron_name as name from ir_cron where id = ?",
                                    List.of(7),
                                    SOON))
                    .hasSize(1);
        }
    }

    @Test
    void other_sql_is_refused_in_words_and_the_connection_lives() throws Exception {
        try (var sql = open("drainboard", "odoo")) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> sql.query("select 1", List.of(), SOON))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
                assertThat(sql.query(SERVER, List.of(), SOON)).hasSize(1);
            }
        }
    }

    @Test
    void a_role_and_a_database_that_do_not_exist_are_told_apart() {
        try (var nobody = open("nobody", "odoo");
                var nowhere = open("drainboard", "nowhere")) {
            assertThatThrownBy(() -> nobody.query(SERVER, List.of(), SOON))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("28000"));
            assertThatThrownBy(() -> nowhere.query(SERVER, List.of(), SOON))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("3D000"));
        }
    }
}
