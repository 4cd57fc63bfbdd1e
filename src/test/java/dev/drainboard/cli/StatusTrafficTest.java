package dev.drainboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Latency;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code status} says of traffic, to a person and to a program. */
class StatusTrafficTest {

    private static final Rate COUNTED =
            new Rate(
                    20.123,
                    OptionalDouble.of(1),
                    OptionalDouble.of(0.25),
                    Optional.of(new Latency(Latency.Kind.AVERAGE, 84)),
                    OptionalInt.of(2),
                    "lb2: HAProxy's counters");

    private static Status status(Rate rate) {
        var nodes = Map.of("node1", rate, "node2", rate);
        return Scene.of(2)
                .traffic("lb1", Scene.NOW, nodes)
                .traffic("lb2", Scene.NOW, nodes)
                .bound("lb2", BoundSessions.of(Map.of("node1", 130)))
                .status();
    }

    private static JsonNode node1(Status status) {
        return JsonMapper.builder().build().readTree(StatusJson.of(status)).get("nodes").get(0);
    }

    @Test
    void a_program_reads_the_sum_of_all_balancers_and_which_latency_it_is() {
        assertThat(node1(status(COUNTED)).get("rate").toString())
                .isEqualTo(
                        "{\"rps\":40.25,\"p95Ms\":null,\"averageMs\":84.0,\"errors\":0.5,"
                                + "\"clientErrors\":2.0,\"queued\":4,"
                                + "\"by\":\"lb2: HAProxy's counters\"}");
        assertThat(node1(status(COUNTED)).get("sessions").intValue()).isEqualTo(130);
    }

    @Test
    void what_nobody_knows_is_null_and_not_zero() {
        assertThat(node1(Scene.of(2).status()).get("rate").isNull()).isTrue();
        assertThat(node1(Scene.of(2).status()).get("sessions").isNull()).isTrue();
    }

    @Test
    void a_person_reads_it_in_a_column_and_of_the_cluster_in_a_line() {
        var lines = StatusProse.of(status(COUNTED));

        assertThat(lines.get(2)).contains("req/s");
        assertThat(lines.get(3)).contains(" 40.2 ");
        assertThat(lines)
                .contains(
                        "traffic: 80.5 requests/s, 4.0 4xx/s, 1.0 5xx/s, 84 ms on average, 8 queued"
                                + " (lb2: HAProxy's counters)");
        assertThat(StatusProse.of(Scene.of(2).status()))
                .noneMatch(line -> line.startsWith("traffic"));
    }
}
