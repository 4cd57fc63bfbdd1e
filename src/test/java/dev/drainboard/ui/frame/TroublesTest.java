package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.Notice;
import dev.drainboard.model.Scene;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TroublesTest {

    private final Troubles troubles = new Troubles();

    private List<Notice> at(int second, Turn... turns) {
        return troubles.of(List.of(turns), "erp-prod", moment(second));
    }

    private static Instant moment(int second) {
        return Scene.NOW.plusSeconds(second);
    }

    private static Turn node(int second, String name, NodeState before, NodeState now) {
        return new Turn.OfNode(
                moment(second), name, before, now, Optional.of("refused"), Duration.ofMinutes(2));
    }

    private static Turn dies(int second, String name) {
        return node(second, name, NodeState.HEALTHY, NodeState.FAILED);
    }

    private static Turn lives(int second, String name) {
        return node(second, name, NodeState.FAILED, NodeState.HEALTHY);
    }

    @Test
    void a_node_that_dies_needs_somebody_and_is_well_after_a_minute() {
        assertThat(at(0, dies(0, "node3")))
                .containsExactly(new Notice(true, "erp-prod: node3 is failed", "refused"));
        assertThat(at(10, lives(10, "node3"))).isEmpty();
        assertThat(at(69)).isEmpty();
        assertThat(at(70)).containsExactly(new Notice(false, "erp-prod: node3 is well again", ""));
        assertThat(at(71)).isEmpty();
        assertThat(at(80, dies(80, "node3"))).hasSize(1);
    }

    @Test
    void one_that_comes_and_goes_all_night_is_told_of_once() {
        int told = 0;
        for (int second = 0; second < 28_800; second += 30) {
            told += at(second, dies(second, "node3")).size();
            told += at(second + 15, lives(second + 15, "node3")).size();
        }
        assertThat(told).isEqualTo(1);
    }

    @Test
    void what_happens_in_one_moment_is_one_notice() {
        var lb1 =
                new Turn.OfBalancer(
                        moment(0),
                        "lb1",
                        ServiceState.HEALTHY,
                        ServiceState.UNKNOWN,
                        Optional.of("no answer"),
                        Duration.ofMinutes(2));
        assertThat(at(0, lb1, dies(0, "node1"), dies(0, "node2")))
                .containsExactly(
                        new Notice(
                                true,
                                "erp-prod: 3 parts need you",
                                "lb1 is unknown, node1 is failed, node2 is failed"));
    }

    @Test
    void a_node_that_cannot_be_asked_is_no_alarm_by_itself() {
        assertThat(at(0, node(0, "node3", NodeState.HEALTHY, NodeState.UNKNOWN))).isEmpty();
    }
}
