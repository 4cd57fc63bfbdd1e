package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines as Odoo 14 to 18 write them, and as they come out of a file, docker and the journal. */
class OdooLineTest {

    private static final Optional<Instant> AT =
            Optional.of(Instant.parse("2026-11-23T16:42:17.123Z"));
    private static final String INFO =
            "2026-11-23 16:42:17,123 4711 INFO erp odoo.modules.loading: 12 modules loaded in 0.3s";

    @Test
    void a_line_has_time_level_logger_and_text() {
        assertThat(OdooLine.of(INFO))
                .isEqualTo(
                        new OdooLine(
                                AT,
                                "INFO",
                                "odoo.modules.loading",
                                "12 modules loaded in 0.3s",
                                Optional.empty()));
    }

    @Test
    void a_request_has_method_path_status_and_what_odoo_spent_on_it() {
        var line =
                OdooLine.of(
                        "2026-11-23 16:42:17,123 4711 INFO erp werkzeug: 10.0.0.2 - -"
                                + " [23/Nov/2026 16:42:17] \"GET /web/login HTTP/1.1\" 200 - 20 0.011"
                                + " 0.040");
        assertThat(line.request())
                .contains(
                        new OdooLine.Request(
                                "10.0.0.2",
                                "GET",
                                "/web/login",
                                200,
                                Optional.of(Duration.ofMillis(51))));
    }

    @Test
    void a_request_without_its_times_is_one_too() {
        var line =
                OdooLine.of(
                        "2026-11-23 16:42:17,123 4711 INFO ? longpolling: ::1 - - [23/Nov/2026"
                                + " 16:42:17] \"POST /longpolling/poll HTTP/1.0\" 504 -");
        assertThat(line.logger()).isEqualTo("longpolling");
        assertThat(line.request().orElseThrow().status()).isEqualTo(504);
        assertThat(line.request().orElseThrow().took()).isEmpty();
    }

    @Test
    void a_token_in_a_query_is_not_shown() {
        var line =
                OdooLine.of(
                        "2026-11-23 16:42:17,123 1 INFO erp werkzeug: 10.0.0.2 - - [23/Nov/2026"
                                + " 16:42:17] \"GET /web/reset_password?token=s3cret&db=erp"
                                + " HTTP/1.1\" 200 - 2 0.001 0.002");
        assertThat(line.toString()).doesNotContain("s3cret");
        assertThat(line.request().orElseThrow().path()).isEqualTo("/web/reset_password");
        assertThat(line.text()).contains("\"GET /web/reset_password HTTP/1.1\" 200");
    }

    @Test
    void docker_and_the_journal_add_a_time_that_is_taken_off() {
        assertThat(OdooLine.of("2026-11-23T16:42:18.000000001Z " + INFO))
                .isEqualTo(OdooLine.of(INFO));
        assertThat(OdooLine.of("2026-11-23T17:42:18.000001+0100 node1 odoo[4711]: " + INFO))
                .isEqualTo(OdooLine.of(INFO));
    }

    @Test
    void what_is_not_odoos_has_the_time_of_whoever_kept_it() {
        var kept = Optional.of(Instant.parse("2026-11-23T16:42:18.000001Z"));
        assertThat(OdooLine.of("2026-11-23T17:42:18.000001+0100 node1 systemd[1]: Started odoo."))
                .isEqualTo(new OdooLine(kept, "", "", "Started odoo.", Optional.empty()));
        assertThat(OdooLine.of("2026-11-23T16:42:18.000001Z Traceback (most recent call last):"))
                .isEqualTo(
                        new OdooLine(
                                kept,
                                "",
                                "",
                                "Traceback (most recent call last):",
                                Optional.empty()));
    }

    @Test
    void the_rest_of_a_traceback_is_text_as_it_stands() {
        assertThat(OdooLine.of("    raise ValueError('x')"))
                .isEqualTo(
                        new OdooLine(
                                Optional.empty(),
                                "",
                                "",
                                "    raise ValueError('x')",
                                Optional.empty()));
    }

    @Test
    void colours_and_whatever_else_moves_a_cursor_are_taken_out() {
        assertThat(
                        OdooLine.of(
                                "2026-11-23 16:42:17,123 7 \u001b[1;32m\u001b[1;49mINFO\u001b[0m erp"
                                        + " odoo.http: all\u0007 \u001b[2Jwell"))
                .isEqualTo(new OdooLine(AT, "INFO", "odoo.http", "all well", Optional.empty()));
    }

    @Test
    void a_time_that_is_none_is_unknown_and_the_line_stays() {
        var line = OdooLine.of("2026-13-41 16:42:17,123 7 ERROR erp odoo.http: no");
        assertThat(line.at()).isEmpty();
        assertThat(line.level()).isEqualTo("ERROR");
    }
}
