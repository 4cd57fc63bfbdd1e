package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.drainboard.dialect.NginxLogFormat.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server answered, from lines in formats as people write them. */
class NginxLogFormatTest {

    private static final String COMBINED_AND_MORE =
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
                    + " \"$http_referer\" \"$http_user_agent\" $request_time"
                    + " \"$upstream_addr\" \"$upstream_status\" \"$upstream_response_time\"";

    private static Answer answer(String address, int status, double seconds) {
        return new Answer(
                address,
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                seconds < 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds));
    }

    private static NginxLogFormat format(String text) {
        return NginxLogFormat.of(text).orElseThrow();
    }

    @Test
    void one_server_answered() {
        assertThat(
                        format(COMBINED_AND_MORE)
                                .read(
                                        "10.9.8.7 - - [23/Nov/2026:16:42:17 +0000] \"GET /web"
                                                + " HTTP/1.1\" 200 512 \"-\" \"Mozilla/5.0 (X11)\""
                                                + " 0.120 \"10.0.0.1:8069\" \"200\" \"0.118\""))
                .containsExactly(answer("10.0.0.1:8069", 200, 0.118));
    }

    @Test
    void a_server_that_was_passed_over_has_its_own_status_and_time() {
        assertThat(
                        format(COMBINED_AND_MORE)
                                .read(
                                        "10.9.8.7 - - [x] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" 2.100"
                                                + " \"10.0.0.1:8069, 10.0.0.2:8069\" \"502, 200\""
                                                + " \"2.000, 0.100\""))
                .containsExactly(
                        answer("10.0.0.1:8069", 502, 2), answer("10.0.0.2:8069", 200, 0.1));
    }

    /** As the lab writes it: blanks between, and within a list of servers. */
    @Test
    void a_list_ends_where_its_signs_end() {
        assertThat(
                        format(
                                        "$msec \"$request\" $status $upstream_addr $upstream_status"
                                                + " $request_time")
                                .read(
                                        "1763.123 \"GET / HTTP/1.1\" 200 10.0.0.1:8069, 10.0.0.2:8069 :"
                                                + " [::1]:80 502, 200 : 204 0.250"))
                .containsExactly(
                        answer("10.0.0.1:8069", 502, -1),
                        answer("10.0.0.2:8069", 200, -1),
                        answer("[::1]:80", 204, 0.25));
    }

    @Test
    void without_the_upstreams_own_status_the_last_has_the_requests_and_others_failed() {
        assertThat(format("$upstream_addr $status").read("10.0.0.1:8069, 10.0.0.2:8069 200"))
                .containsExactly(answer("10.0.0.1:8069", 0, -1), answer("10.0.0.2:8069", 200, -1));
    }

    @Test
    void a_line_of_json_is_a_line() {
        assertThat(
                        format(
                                        "{\"s\":$status,\"to\":\"${upstream_addr}\",\"t\":\"$upstream_response_time\"}")
                                .read("{\"s\":404,\"to\":\"10.0.0.1:8069\",\"t\":\"0.003\"}"))
                .containsExactly(answer("10.0.0.1:8069", 404, 0.003));
    }

    @ParameterizedTest
    @CsvSource({
        "'- 304', nginx answered itself",
        "'', an empty line",
        "'torn', the half of a line",
        "' 200', nothing where the server stands"
    })
    void nobody_answered(String line, String why) {
        assertThat(format("$upstream_addr $status").read(line)).as(why).isEmpty();
    }

    @Test
    void a_group_without_a_live_server_is_no_server_and_a_dash_no_status() {
        assertThat(format("$upstream_addr $upstream_status").read("odoo -"))
                .containsExactly(answer("odoo", 0, -1));
        assertThat(format("$upstream_addr $upstream_status").read("10.0.0.1:8069 -"))
                .containsExactly(answer("10.0.0.1:8069", 0, -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$remote_addr $status",
                "$upstream_addr $request_time",
                "$status$upstream_addr",
                "no variable at all"
            })
    void a_format_that_does_not_tell_is_none(String format) {
        assertThat(NginxLogFormat.of(format)).isEmpty();
    }

    @Test
    void what_a_client_writes_garbles_at_most_its_own_line_and_costs_no_time() {
        var format = format(COMBINED_AND_MORE);
        var agent = "\" 0.1 \"10.0.0.1:8069\" \"".repeat(20_000);
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () ->
                        assertThatCode(
                                        () ->
                                                format.read(
                                                        "1 - - [x] \"GET / HTTP/1.1\" 200 5 \"-\" \""
                                                                + agent))
                                .doesNotThrowAnyException());
    }

    // --- which logs ---

    private static List<String> logs(String http) throws NginxSyntaxException {
        var conf =
                NginxConf.of(
                        "/etc/nginx/nginx.conf",
                        Map.of("/etc/nginx/nginx.conf", "http {" + http + "}"),
                        Map.of());
        return NginxAccessLog.of(conf).stream().map(NginxAccessLog::path).toList();
    }

    private static final String TELLS = "log_format up '$upstream_addr ' '$status';";

    @Test
    void a_log_whose_format_tells_is_found_wherever_it_stands() throws Exception {
        assertThat(
                        logs(
                                TELLS
                                        + "access_log logs/a.log up; server { access_log /b.log up"
                                        + " buffer=32k flush=1s; location / { access_log off; } }"
                                        + " server { access_log /b.log up; }"))
                .containsExactly("logs/a.log", "/b.log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_log /a.log;",
                "access_log /a.log combined;",
                "access_log /a.log up if=$loggable;",
                "access_log /a.log up gzip;",
                "access_log /$host.log up;",
                "access_log syslog:server=10.0.0.9 up;",
                "access_log off;"
            })
    void a_log_that_does_not_tell_of_every_request_is_none(String directive) throws Exception {
        assertThat(logs(TELLS + directive)).isEmpty();
    }

    @Test
    void a_request_that_is_logged_twice_is_counted_once() throws Exception {
        assertThat(logs(TELLS + "access_log /a.log up; access_log /b.log up;"))
                .containsExactly("/a.log");
    }
}
