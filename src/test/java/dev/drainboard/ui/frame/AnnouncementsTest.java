package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.NodeState;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

    private static final Instant NOW = Scene.NOW;

    private final Announcements announcements = new Announcements(NOW);
    private final List<Turn> turns = new ArrayList<>();

    private List<String> at(int second) {
        return announcements.take(turns, NOW.plusSeconds(second));
    }

    private void turns(int second, String node, NodeState before, NodeState now) {
        turns.add(
                new Turn.OfNode(
                        NOW.plusSeconds(second),
                        node,
                        before,
                        now,
                        Optional.empty(),
                        Duration.ZERO));
    }

    @Test
    void a_change_is_said_once_and_what_was_before_not_at_all() {
        turns(-9, "node1", NodeState.HEALTHY, NodeState.DEGRADED);
        assertThat(at(0)).isEmpty();
        turns(1, "node3", NodeState.HEALTHY, NodeState.UNKNOWN);
        assertThat(at(1)).containsExactly("node3 is now Unknown.");
        assertThat(at(2)).isEmpty();
    }

    @Test
    void of_one_node_the_newest_is_said_after_five_seconds_and_others_do_not_wait() {
        turns(1, "node3", NodeState.HEALTHY, NodeState.DEGRADED);
        assertThat(at(1)).hasSize(1);
        turns(2, "node3", NodeState.DEGRADED, NodeState.UNKNOWN);
        turns(3, "node3", NodeState.UNKNOWN, NodeState.HEALTHY);
        turns(3, "node2", NodeState.HEALTHY, NodeState.UNKNOWN);
        assertThat(at(3)).containsExactly("node2 is now Unknown.");
        assertThat(at(5)).isEmpty();
        assertThat(at(6)).containsExactly("node3 is now Healthy.");
        assertThat(at(60)).isEmpty();
    }

    @Test
    void a_failure_waits_for_nothing() {
        turns(1, "node3", NodeState.HEALTHY, NodeState.DEGRADED);
        assertThat(at(1)).hasSize(1);
        turns(2, "node3", NodeState.DEGRADED, NodeState.FAILED);
        assertThat(at(2)).containsExactly("node3 is now Failed.");
    }
}
