package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Latency;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Times;
import dev.drainboard.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a row of readings says of a second. */
final class TrafficFoldTest {

    private final TrafficFold fold = new TrafficFold("lb2");
    private Snapshot snapshot = Scene.untouched(3);
    private Instant now = Scene.NOW;

    private static Counters counted(long requests, long clientErrors, long serverErrors) {
        return counted(requests, clientErrors, serverErrors, "7@1");
    }

    private static Counters counted(
            long requests, long clientErrors, long serverErrors, String epoch) {
        return new Counters(
                requests,
                OptionalLong.of(0),
                OptionalLong.of(clientErrors),
                OptionalLong.of(serverErrors),
                OptionalInt.of(2),
                Optional.of(new Timing.Average(80)),
                OptionalDouble.of(7),
                epoch,
                "HAProxy's counters");
    }

    private static Counters timed(long requests, Times times) {
        return new Counters(
                requests,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Optional.of(new Timing.Counted(times)),
                OptionalDouble.empty(),
                "epoch 0",
                "the log");
    }

    private static BalancerFacts.Server server(
            String upstream, String node, Endpoint endpoint, Counters counters) {
        return new BalancerFacts.Server(
                upstream,
                node,
                Optional.of(node),
                endpoint,
                AdminState.READY,
                false,
                CheckState.UP,
                false,
                OptionalInt.empty(),
                Optional.ofNullable(counters));
    }

    private static BalancerFacts facts(String generation, BalancerFacts.Server... servers) {
        return new BalancerFacts(
                "2.6.12", 7, generation, OptionalInt.of(0), List.of(servers), List.of(), true);
    }

    private void read(BalancerFacts facts) {
        take(new Reading.Got<>(facts, now));
    }

    private void read(Counters counters) {
        read(facts("7", server("odoo", "node1", Endpoint.HTTP, counters)));
    }

    private void take(Reading<BalancerFacts> reading) {
        snapshot = fold.after(reading).put(snapshot, reading);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Map<String, Rate> rates() {
        return snapshot.traffic().get("lb2").nodes();
    }

    private Rate node1() {
        return rates().get("node1");
    }

    @Test
    void a_rate_is_the_difference_of_two_readings() {
        read(counted(1000, 10, 1));
        pass(Duration.ofSeconds(2));
        read(counted(1082, 14, 2));

        assertThat(node1())
                .isEqualTo(
                        new Rate(
                                41,
                                OptionalDouble.of(2),
                                OptionalDouble.of(0.5),
                                Optional.of(new Latency(Latency.Kind.AVERAGE, 80)),
                                OptionalInt.of(2),
                                "lb2: HAProxy's counters"));
    }

    @Test
    void one_reading_alone_tells_what_the_balancer_itself_says_of_its_last_second() {
        read(counted(1000, 10, 1));

        assertThat(node1())
                .isEqualTo(
                        new Rate(
                                7,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Optional.empty(),
                                OptionalInt.of(2),
                                "lb2: HAProxy's counters, its last second"));
    }

    @Test
    void counters_that_fell_are_unknown_for_one_reading_and_never_below_zero() {
        read(counted(1000, 10, 1));
        pass(Duration.ofSeconds(1));
        read(counted(5, 0, 0));
        assertThat(rates()).isEmpty();

        pass(Duration.ofSeconds(1));
        read(counted(25, 0, 0));
        assertThat(node1().perSecond()).isEqualTo(20);
    }

    @Test
    void after_a_reload_counters_that_happen_to_be_higher_tell_nothing_either() {
        read(counted(10, 0, 0, "7@1"));
        pass(Duration.ofSeconds(1));
        read(counted(400, 0, 0, "8@2"));

        assertThat(rates()).isEmpty();
    }

    @Test
    void a_reload_of_an_nginx_whose_log_goes_on_hides_nothing() {
        read(facts("811 812", server("odoo", "node1", Endpoint.HTTP, timed(10, Times.NONE))));
        pass(Duration.ofSeconds(1));
        read(facts("911 912", server("odoo", "node1", Endpoint.HTTP, timed(30, Times.NONE))));

        assertThat(node1().perSecond()).isEqualTo(20);
    }

    @Test
    void a_quiet_node_does_not_flicker() {
        long requests = 0;
        read(counted(requests, 0, 0));
        for (int second = 1; second <= 9; second++) {
            pass(Duration.ofSeconds(1));
            requests += second % 3 == 0 ? 3 : 0;
            read(counted(requests, 0, 0));
            if (second >= TrafficFold.SPAN_SECONDS) {
                assertThat(node1().perSecond()).as("second " + second).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void a_pause_of_the_readings_is_averaged_over_and_a_long_one_forgotten() {
        read(counted(0, 0, 0));
        pass(Duration.ofSeconds(10));
        read(counted(100, 0, 0));
        assertThat(node1().perSecond()).isEqualTo(10);

        pass(Duration.ofSeconds(60));
        read(counted(900, 0, 0));
        assertThat(node1().by()).endsWith("its last second");
    }

    @Test
    void a_balancer_that_does_not_answer_tells_nothing() {
        read(counted(1000, 10, 1));
        pass(Duration.ofSeconds(1));
        take(
                new Reading.Failed<>(
                        Fault.of(Fault.Kind.UNREACHABLE, "x", "what", "why", "fix"), now));

        assertThat(snapshot.traffic()).isEmpty();
    }

    @Test
    void websockets_are_no_requests_and_two_upstreams_of_a_node_are_added_up() {
        for (long before : List.of(0L, 30L)) {
            read(
                    facts(
                            "7",
                            server("odoo", "node1", Endpoint.HTTP, counted(before, 0, 0)),
                            server("reports", "node1", Endpoint.HTTP, counted(before, 0, 0)),
                            server("chat", "node1", Endpoint.WEBSOCKET, counted(before, 0, 0)),
                            server("chat", "node2", Endpoint.WEBSOCKET, counted(before, 0, 0)),
                            server("odoo", "node3", Endpoint.HTTP, null)));
            pass(Duration.ofSeconds(3));
        }

        assertThat(rates()).containsOnlyKeys("node1");
        assertThat(node1().perSecond()).isEqualTo(20);
    }

    @Test
    void times_that_are_counted_one_by_one_give_a_percentile_of_what_came_between() {
        var early = Times.NONE.plus(9_000, 9_000, 9_000);
        read(timed(3, early));
        assertThat(rates()).as("no second reading, and no last second").isEmpty();
        pass(Duration.ofSeconds(2));
        read(timed(7, early.plus(100, 100, 100, 100)));

        assertThat(node1().perSecond()).isEqualTo(2);
        var latency = node1().latency().orElseThrow();
        assertThat(latency.kind()).isEqualTo(Latency.Kind.P95);
        assertThat(latency.ms()).isCloseTo(100, within(12.5));
    }

    private static BalancerFacts whole(long errors, int queued, String epoch) {
        var upstreams =
                List.of(
                        new BalancerFacts.Upstream(
                                "odoo",
                                Endpoint.HTTP,
                                OptionalInt.of(queued),
                                OptionalLong.of(errors),
                                epoch),
                        new BalancerFacts.Upstream(
                                "chat",
                                Endpoint.WEBSOCKET,
                                OptionalInt.of(99),
                                OptionalLong.of(errors * 7),
                                epoch));
        return new BalancerFacts(
                "2.6.12", 7, "7", OptionalInt.of(0), List.of(), List.of(), true, upstreams);
    }

    @Test
    void what_users_wait_for_and_what_fails_is_of_the_upstream_as_a_whole() {
        read(whole(10, 0, "7@1"));
        assertThat(snapshot.traffic().get("lb2").errors()).isEmpty();
        pass(Duration.ofSeconds(2));
        read(whole(13, 5, "7@1"));
        assertThat(snapshot.traffic().get("lb2").errors()).hasValue(1.5);
        assertThat(snapshot.traffic().get("lb2").queued()).hasValue(5);

        pass(Duration.ofSeconds(1));
        read(whole(40, 0, "8@2"));
        assertThat(snapshot.traffic().get("lb2").errors()).as("another process counts").isEmpty();
    }

    @Test
    void nobody_asked_so_nothing_took_any_time() {
        read(counted(1000, 10, 1));
        pass(Duration.ofSeconds(1));
        read(counted(1000, 10, 1));

        assertThat(node1().perSecond()).isZero();
        assertThat(node1().latency()).isEmpty();
        assertThat(node1().serverErrors()).hasValue(0);
    }
}
