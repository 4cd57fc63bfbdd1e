package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.ClusterState;
import dev.drainboard.model.Metric;
import dev.drainboard.model.Moment;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Scene;
import dev.drainboard.port.HistoryPort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a window is told of the past. */
final class ChronicleTest {

    private static final List<String> NODES = List.of("node1", "node2");
    private static final Instant START = Instant.parse("2026-11-23T14:00:00Z");
    private static final float NAN = Float.NaN;

    private final Kept kept = new Kept();
    private Instant now = START;
    private Chronicle chronicle = opened();

    private Chronicle opened() {
        var fresh =
                new Chronicle(
                        NODES,
                        () -> {
                            throw new AssertionError("nobody asked to start");
                        },
                        Optional.of(kept),
                        () -> now,
                        time -> {});
        fresh.open();
        return fresh;
    }

    /** Remembers what it was told, as a file would. */
    private static final class Kept implements HistoryPort {
        final List<Moment> minutes = new ArrayList<>();
        boolean closed;

        @Override
        public List<Moment> kept(List<String> nodes) {
            return minutes.stream().map(minute -> minute.of(nodes)).toList();
        }

        @Override
        public void keep(Moment minute) {
            minutes.add(minute);
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** The cluster's and both nodes' requests a second; all else unknown, but the states. */
    private static Moment moment(Instant at, float all, float node1, float node2) {
        int metrics = Metric.values().length;
        var numbers = new float[3 * metrics];
        Arrays.fill(numbers, NAN);
        numbers[0] = all;
        numbers[metrics] = node1;
        numbers[2 * metrics] = node2;
        for (int column = 0; column < 3; column++) {
            numbers[column * metrics + Metric.STATE.ordinal()] = 0;
        }
        return new Moment(at, NODES, numbers);
    }

    private void second(float node1) {
        chronicle.take(moment(now, node1, node1, NAN));
    }

    /** Seconds of one rate, and the clock is at the end of them. */
    private void seconds(int count, float node1) {
        for (int i = 0; i < count; i++) {
            second(node1);
            now = now.plusSeconds(1);
        }
    }

    private List<Double> node1(Duration span, int points) {
        now = now.minusSeconds(1); // the last second that was written
        var series = chronicle.series("node1", Metric.REQUESTS, span, points);
        now = now.plusSeconds(1);
        return Arrays.stream(series.values()).boxed().toList();
    }

    private static final Double UNKNOWN = Double.NaN;

    @Test
    void the_last_seconds_stand_as_they_were() {
        seconds(1, 10);
        seconds(1, 20);
        seconds(1, 30);

        assertThat(node1(Duration.ofSeconds(5), 5))
                .containsExactly(UNKNOWN, UNKNOWN, 10.0, 20.0, 30.0);
        assertThat(node1(Duration.ofSeconds(6), 3)).containsExactly(UNKNOWN, 15.0, 30.0);
    }

    @Test
    void each_value_knows_its_time() {
        seconds(20, 10);
        now = now.minusSeconds(1);
        var series = chronicle.series("node1", Metric.REQUESTS, Duration.ofSeconds(10), 2);

        assertThat(series.time(1)).isEqualTo(START.plusSeconds(15));
        assertThat(series.step()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void what_nobody_knew_is_not_zero_and_does_not_pull_a_mean_down() {
        seconds(1, 10);
        seconds(3, NAN);

        assertThat(node1(Duration.ofSeconds(4), 4))
                .containsExactly(10.0, UNKNOWN, UNKNOWN, UNKNOWN);
        assertThat(node1(Duration.ofSeconds(4), 1)).containsExactly(10.0);
    }

    @Test
    void a_time_without_readings_is_a_gap() {
        seconds(1, 10);
        now = now.plusSeconds(2);
        seconds(1, 10);

        assertThat(node1(Duration.ofSeconds(4), 4)).containsExactly(10.0, UNKNOWN, UNKNOWN, 10.0);
    }

    @Test
    void an_hour_ago_it_becomes_coarse_and_a_day_ago_nothing() {
        for (int minute = 0; minute < 25 * 60; minute++) {
            second(minute < 60 ? 1 : 2);
            now = now.plusSeconds(30);
            second(minute < 60 ? 3 : 4);
            now = now.plusSeconds(30);
        }
        now = now.minusSeconds(30);

        var day = chronicle.series("node1", Metric.REQUESTS, Duration.ofDays(1), 24 * 60);
        assertThat(day.size()).isEqualTo(1440);
        assertThat(day.at(0)).as("an hour after the first").isEqualTo(3);
        assertThat(day.values()).doesNotContain(Double.NaN).containsOnly(3.0);
        var hours = chronicle.series("node1", Metric.REQUESTS, Duration.ofHours(2), 240);
        assertThat(hours.at(0)).as("a mean of its minute").isEqualTo(3);
        assertThat(hours.at(238)).as("as it was").isEqualTo(2);
        assertThat(hours.at(239)).isEqualTo(4);
    }

    @Test
    void a_state_is_never_averaged() {
        seconds(1, 10);
        int metrics = Metric.values().length;
        var numbers = new float[3 * metrics];
        Arrays.fill(numbers, NAN);
        numbers[metrics + Metric.STATE.ordinal()] = NodeState.DRAINING.ordinal();
        chronicle.take(new Moment(now, NODES, numbers));

        assertThat(
                        chronicle
                                .series("node1", Metric.STATE, Duration.ofSeconds(2), 1)
                                .last()
                                .orElseThrow())
                .isEqualTo(NodeState.DRAINING.ordinal());
    }

    @Test
    void another_process_goes_on_where_this_one_ended() {
        seconds(90, 10);
        chronicle.close();
        assertThat(kept.closed).isTrue();
        assertThat(kept.minutes).hasSize(2);

        now = now.plusSeconds(120);
        chronicle = opened();
        seconds(1, 50);
        assertThat(node1(Duration.ofMinutes(5), 5))
                .containsExactly(UNKNOWN, 10.0, 10.0, UNKNOWN, 50.0);
    }

    @Test
    void a_clock_that_was_set_back_leaves_no_future_behind() {
        seconds(10, 10);
        now = now.minusSeconds(5);
        seconds(1, 20);
        now = now.plusSeconds(9);

        assertThat(node1(Duration.ofSeconds(10), 10))
                .containsExactly(
                        20.0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
                        UNKNOWN, UNKNOWN);
    }

    @Test
    void an_hour_of_forty_nodes_costs_less_than_three_megabytes() {
        assertThat(new Ring(Duration.ofSeconds(1), 3600, 41).bytes()).isEqualTo(2_361_600);
        assertThat(new Ring(Duration.ofMinutes(1), 1440, 41).bytes()).isEqualTo(944_640);
    }

    @Test
    void numbers_keep_three_digits_and_what_is_beyond_all_bounds_stays_high() {
        seconds(1, 1234.5f);
        seconds(1, 1e9f);
        var values = node1(Duration.ofSeconds(2), 2);
        assertThat(values.get(0)).isCloseTo(1234.5, within(1.0));
        assertThat(values.get(1)).isEqualTo(65_504);
    }

    @Test
    void nothing_runs_and_nothing_is_known_before_the_start() {
        var untouched = new Chronicle(NODES, () -> null, Optional.of(kept), () -> now, time -> {});
        assertThat(untouched.cluster(Metric.REQUESTS, Duration.ofHours(1), 60).blank()).isTrue();
        untouched.close();
        assertThat(kept.minutes).isEmpty();
    }

    @Test
    void it_writes_down_what_is_shown_once_a_second() throws Exception {
        var twice = new CountDownLatch(2);
        var pauses = new ArrayList<Duration>();
        var clock = InstantSource.fixed(START.plusMillis(300));
        try (var writing =
                new Chronicle(
                        List.of("node1", "node2", "node3"),
                        () -> Scene.of(3).status(),
                        Optional.empty(),
                        clock,
                        time -> {
                            pauses.add(time);
                            twice.countDown();
                            if (twice.getCount() == 0) {
                                new CountDownLatch(1).await();
                            }
                        })) {
            writing.start();
            writing.start();
            twice.await();
        }
        assertThat(pauses).containsExactly(Duration.ofMillis(700), Duration.ofMillis(700));
    }

    // --- of what is shown ---

    private static Rate rate(double rps) {
        return new Rate(
                rps,
                OptionalDouble.empty(),
                OptionalDouble.of(0),
                Optional.empty(),
                OptionalInt.empty(),
                "counters");
    }

    @Test
    void the_numbers_of_a_moment_are_those_that_are_shown() {
        var rates = Map.of("node1", rate(10), "node2", rate(20), "node3", rate(30));
        var status =
                Scene.of(3)
                        .traffic("lb1", Scene.NOW, rates)
                        .traffic("lb2", Scene.NOW, rates)
                        .health("node2", CheckState.DOWN, CheckState.UP, "refused")
                        .status();
        var moment = Moment.of(status);

        assertThat(moment.at()).isEqualTo(Scene.NOW);
        assertThat(moment.nodes()).containsExactly("node1", "node2", "node3");
        assertThat(moment.get(1, Metric.REQUESTS)).isEqualTo(20);
        assertThat(moment.get(0, Metric.REQUESTS)).isEqualTo(120);
        assertThat(moment.get(1, Metric.ACTIVE)).isEqualTo(38);
        assertThat(moment.get(1, Metric.WEBSOCKETS)).isEqualTo(14);
        assertThat(moment.get(2, Metric.DATABASE)).isEqualTo(15);
        assertThat(moment.get(2, Metric.STATE)).isEqualTo(NodeState.FAILED.ordinal());
        assertThat(moment.get(0, Metric.STATE)).isEqualTo(ClusterState.DEGRADED.ordinal());
        assertThat(moment.get(0, Metric.HEALTH)).as("the slowest that answered").isEqualTo(13);
        assertThat(moment.get(1, Metric.LATENCY)).isNaN();
        assertThat(moment.of(List.of("new", "node3")).get(2, Metric.REQUESTS)).isEqualTo(60);
        assertThat(moment.of(List.of("new", "node3")).get(1, Metric.REQUESTS)).isNaN();
    }

    @Test
    void a_sum_without_one_of_its_parts_is_unknown() {
        var rates = Map.of("node1", rate(10), "node2", rate(20));
        var status =
                Scene.of(3)
                        .traffic("lb1", Scene.NOW, rates)
                        .traffic("lb2", Scene.NOW, rates)
                        .status();
        assertThat(Moment.of(status).get(0, Metric.REQUESTS)).isNaN();
    }

    // --- as a table ---

    @Test
    void a_table_has_a_line_for_each_time_and_node_of_which_something_is_known()
            throws IOException {
        seconds(1, 10.25f);
        now = now.plusSeconds(1);
        seconds(1, 20);
        now = now.minusSeconds(1);
        var text = new StringBuilder();
        chronicle.csv(Duration.ofSeconds(3), text);

        assertThat(text)
                .hasToString(
                        """
                        time,node,requestsPerSecond,errors5xxPerSecond,latencyMs,httpActive,websockets,databaseConnections,healthMs,state
                        2026-11-23T14:00:00Z,,10.25,,,,,,,healthy
                        2026-11-23T14:00:00Z,node1,10.25,,,,,,,healthy
                        2026-11-23T14:00:00Z,node2,,,,,,,,healthy
                        2026-11-23T14:00:02Z,,20,,,,,,,healthy
                        2026-11-23T14:00:02Z,node1,20,,,,,,,healthy
                        2026-11-23T14:00:02Z,node2,,,,,,,,healthy
                        """
                                .replace("\n", "\r\n"));
    }

    @Test
    void more_than_a_day_is_refused() {
        assertThatThrownBy(() -> chronicle.cluster(Metric.REQUESTS, Duration.ofHours(25), 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> chronicle.series("node9", Metric.REQUESTS, Duration.ofHours(1), 10))
                .hasMessageContaining("node9");
    }
}
