package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drainboard.model.Latency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the last lines of Odoo's log say of a second. */
class LogRateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T16:42:20Z");

    private final List<String> lines = new ArrayList<>();

    private void request(double secondsAgo, String path, int status, double took) {
        var at = NOW.minusMillis(Math.round(secondsAgo * 1000)).toString();
        lines.add(
                (at.length() == 20
                                        ? at.replace("Z", ",000")
                                        : at.replace('.', ',').replace("Z", ""))
                                .replace('T', ' ')
                        + " 7 INFO erp werkzeug: 10.0.0.2 - - [x] \"GET "
                        + path
                        + " HTTP/1.1\" "
                        + status
                        + " - 3 0.000 "
                        + took);
    }

    private LogRate.Told told(boolean whole) {
        return LogRate.of(lines, NOW, whole, Set.of("/web/health"), "node1: log");
    }

    private static dev.drainboard.model.Rate rate(LogRate.Told told) {
        return ((LogRate.Told.Known) told).rate();
    }

    @Test
    void only_whole_seconds_of_the_last_five_count() {
        request(9, "/old", 200, 0.1);
        request(5, "/web", 200, 0.1);
        request(2.5, "/web", 404, 0.1);
        request(0.5, "/web", 500, 0.1);
        request(0, "/this second is not over", 200, 0.1);

        assertThat(rate(told(true)).perSecond()).isEqualTo(0.6);
        assertThat(rate(told(true)).clientErrors()).hasValue(0.2);
        assertThat(rate(told(true)).serverErrors()).hasValue(0.2);
    }

    @Test
    void of_twenty_answers_the_slowest_but_one_is_the_p95() {
        request(9, "/old", 200, 0.1);
        for (int i = 1; i <= 20; i++) {
            request(1, "/web", 200, i / 10.0);
        }
        assertThat(rate(told(false)).latency()).contains(new Latency(Latency.Kind.P95, 1900));
        assertThat(rate(told(false)).averageMs().orElseThrow()).isCloseTo(1050, within(0.1));
    }

    @Test
    void websockets_polls_and_health_are_no_requests_of_users() {
        request(1, "/websocket", 101, 0);
        request(1, "/websocket/health", 200, 0.1);
        request(1, "/longpolling/poll", 200, 50);
        request(1, "/web/health", 200, 0.1);

        assertThat(rate(told(true)).perSecond()).isZero();
        assertThat(rate(told(true)).latency()).isEmpty();
    }

    @Test
    void lines_that_do_not_reach_back_far_enough_tell_nothing_unless_the_log_is_no_longer() {
        request(2, "/web", 200, 0.1);

        assertThat(told(false)).isEqualTo(new LogRate.Told.TooShort());
        assertThat(rate(told(true)).perSecond()).isEqualTo(0.2);
    }

    @Test
    void a_log_in_which_no_request_stands_is_silent_and_not_idle() {
        lines.add("2026-11-23 10:00:00,000 7 INFO erp odoo.http: up");
        assertThat(told(false)).isEqualTo(new LogRate.Told.Silent());
        lines.clear();
        assertThat(told(true)).isEqualTo(new LogRate.Told.Silent());
    }
}
