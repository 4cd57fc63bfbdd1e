package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is said of a node's requests, and what is not said because somebody does not know. */
final class RateTest {

    private static Rate rate(double rps, double clientErrors, double serverErrors, double ms) {
        return new Rate(
                rps,
                OptionalDouble.of(clientErrors),
                OptionalDouble.of(serverErrors),
                Optional.of(new Latency(Latency.Kind.AVERAGE, ms)),
                OptionalInt.of(1),
                "counters");
    }

    private static final Rate UNTIMED =
            new Rate(
                    3,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    "its last second");

    private static Rate p95(double rps, double ms) {
        return new Rate(
                rps,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(new Latency(Latency.Kind.P95, ms)),
                OptionalInt.empty(),
                "log");
    }

    @Test
    void of_two_balancers_the_average_is_weighted_by_what_they_send() {
        assertThat(Rate.sum(List.of(rate(30, 1, 0, 100), rate(10, 0, 2, 300))))
                .contains(
                        new Rate(
                                40,
                                OptionalDouble.of(1),
                                OptionalDouble.of(2),
                                Optional.of(new Latency(Latency.Kind.AVERAGE, 150)),
                                OptionalInt.of(2),
                                "counters"));
    }

    @Test
    void of_two_percentiles_the_higher_counts() {
        assertThat(Rate.sum(List.of(p95(30, 100), p95(1, 900))).orElseThrow().latency())
                .contains(new Latency(Latency.Kind.P95, 900));
    }

    @Test
    void a_percentile_and_an_average_together_are_an_average_if_both_know_theirs() {
        var timed =
                new Rate(
                        30,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of(new Latency(Latency.Kind.P95, 900)),
                        OptionalInt.empty(),
                        OptionalDouble.of(100),
                        "log");

        assertThat(Rate.sum(List.of(timed, rate(10, 0, 0, 300))).orElseThrow().latency())
                .contains(new Latency(Latency.Kind.AVERAGE, 150));
        assertThat(Rate.sum(List.of(p95(30, 100), rate(30, 0, 0, 80))).orElseThrow().latency())
                .isEmpty();
        assertThat(Rate.sum(List.of(timed, p95(1, 50))).orElseThrow().latency())
                .contains(new Latency(Latency.Kind.P95, 900));
    }

    @Test
    void a_balancer_that_sends_nothing_does_not_hide_the_latency_of_the_other() {
        var still =
                new Rate(
                        0,
                        OptionalDouble.of(0),
                        OptionalDouble.of(0),
                        Optional.empty(),
                        OptionalInt.of(0),
                        "counters");
        assertThat(Rate.sum(List.of(still, rate(10, 0, 0, 80))).orElseThrow().latency())
                .contains(new Latency(Latency.Kind.AVERAGE, 80));
    }

    @Test
    void a_number_that_one_does_not_know_is_not_known_of_all() {
        var sum = Rate.sum(List.of(rate(10, 1, 1, 80), UNTIMED)).orElseThrow();

        assertThat(sum.perSecond()).isEqualTo(13);
        assertThat(sum.clientErrors()).isEmpty();
        assertThat(sum.serverErrors()).isEmpty();
        assertThat(sum.latency()).isEmpty();
        assertThat(sum.queued()).isEmpty();
        assertThat(sum.by()).isEqualTo("counters, its last second");
    }

    @Test
    void the_share_of_errors_is_of_what_was_asked() {
        assertThat(rate(40, 4, 1, 1).serverErrorShare()).hasValue(0.025);
        assertThat(rate(40, 4, 1, 1).clientErrorShare()).hasValue(0.1);
        assertThat(rate(0, 0, 0, 1).serverErrorShare()).isEmpty();
        assertThat(UNTIMED.serverErrorShare()).isEmpty();
    }

    @Test
    void nothing_is_below_zero() {
        assertThatThrownBy(() -> rate(-1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rate(Double.NaN, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // --- of a node in a cluster ---

    private static final Rate TEN = rate(10, 0, 0, 80);

    @Test
    void what_all_balancers_send_is_added_up() {
        var status =
                Scene.of(3)
                        .traffic("lb1", Scene.NOW, Map.of("node1", TEN))
                        .traffic("lb2", Scene.NOW, Map.of("node1", TEN))
                        .status();
        assertThat(status.node("node1").rate().orElseThrow().perSecond()).isEqualTo(20);
        assertThat(status.node("node2").rate()).isEmpty();
        assertThat(status.rate()).as("of all nodes, while two are unknown").isEmpty();
    }

    @Test
    void half_of_it_is_not_shown_as_all_of_it() {
        var status = Scene.of(3).traffic("lb2", Scene.NOW, Map.of("node1", TEN)).status();
        assertThat(status.node("node1").rate()).isEmpty();
    }

    @Test
    void the_nodes_own_log_stands_in_for_a_balancer_that_cannot_tell() {
        var own = p95(12, 300);
        var status =
                Scene.of(3)
                        .traffic("lb2", Scene.NOW, Map.of("node1", TEN))
                        .ownRate("node1", own)
                        .status();
        assertThat(status.node("node1").rate()).contains(own);
    }

    @Test
    void a_balancer_that_fell_silent_tells_nothing_of_now() {
        var before = Scene.NOW.minusSeconds(20);
        var status =
                Scene.of(3)
                        .traffic("lb1", Scene.NOW, Map.of("node1", TEN))
                        .traffic("lb2", before, Map.of("node1", TEN))
                        .status();
        assertThat(status.node("node1").rate()).isEmpty();
    }

    // --- clients that are bound ---

    @Test
    void of_two_balancers_that_tell_each_other_their_clients_one_counts() {
        var status =
                Scene.of(3)
                        .bound("lb1", BoundSessions.of(Map.of("node1", 40, "node2", 60)))
                        .bound("lb2", BoundSessions.of(Map.of("node1", 41, "node2", 58)))
                        .status();
        assertThat(status.node("node1").bound()).hasValue(41);
        assertThat(status.node("node2").bound()).hasValue(60);
        assertThat(status.node("node3").bound()).isEmpty();
    }

    @Test
    void a_balancer_that_does_not_count_leaves_it_unknown_and_not_zero() {
        var status = Scene.of(3).bound("lb2", BoundSessions.unknown("no table")).status();
        assertThat(status.node("node1").bound()).isEmpty();
    }

    // --- times ---

    @Test
    void a_percentile_is_right_within_an_eighth() {
        var times = Times.NONE;
        for (int ms = 1; ms <= 2000; ms++) {
            times = times.plus(ms);
        }
        assertThat(times.percentile(0.95).orElseThrow()).isCloseTo(1900, within(1900 / 8.0));
        assertThat(times.percentile(0.5).orElseThrow()).isCloseTo(1000, within(1000 / 8.0));
        assertThat(times.mean().orElseThrow()).isCloseTo(1000, within(1000 / 8.0));
        assertThat(times.count()).isEqualTo(2000);
    }

    @Test
    void only_what_came_since_is_counted() {
        var before = Times.NONE.plus(5, 5, 5);
        var after = before.plus(800, 900, 1000, 3_600_000);

        assertThat(after.since(before)).isEqualTo(Times.NONE.plus(800, 900, 1000, 3_600_000));
        assertThat(before.since(after)).as("set back").isEqualTo(Times.NONE);
        assertThat(before.since(before).percentile(0.95)).isEmpty();
    }
}
