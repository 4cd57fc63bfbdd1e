package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Turn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns();

    private static Status dead() {
        return Scene.of(3).health("node3", CheckState.DOWN, CheckState.DOWN, "refused").status();
    }

    @Test
    void a_node_that_dies_is_one_event_and_that_it_lives_again_another() {
        turns.take(Scene.of(3).status());
        turns.take(Scene.of(3).status());
        assertThat(turns.all()).isEmpty();

        turns.take(dead());
        turns.take(dead());
        assertThat(turns.all())
                .singleElement()
                .isInstanceOfSatisfying(
                        Turn.OfNode.class,
                        turn -> {
                            assertThat(turn.name()).isEqualTo("node3");
                            assertThat(turn.before()).isEqualTo(NodeState.HEALTHY);
                            assertThat(turn.now()).isEqualTo(NodeState.FAILED);
                            assertThat(turn.at()).isEqualTo(Scene.NOW);
                            assertThat(turn.lasted()).isEqualTo(Duration.ZERO);
                            assertThat(turn.reason().orElseThrow()).contains("refused");
                        });

        turns.take(Scene.of(3).status());
        assertThat(turns.all()).hasSize(2);
        assertThat(((Turn.OfNode) turns.all().getLast()).now()).isEqualTo(NodeState.HEALTHY);
    }

    @Test
    void the_first_state_that_is_known_is_no_event() {
        turns.take(Status.of(Scene.untouched(3), Scene.NOW));
        turns.take(dead());
        assertThat(turns.all()).isEmpty();
    }

    @Test
    void a_balancer_that_answers_no_more_is_one() {
        turns.take(Scene.of(3).status());
        turns.take(Scene.of(3).balancerFails("lb1").status());
        assertThat(turns.all())
                .singleElement()
                .isInstanceOfSatisfying(
                        Turn.OfBalancer.class,
                        turn -> {
                            assertThat(turn.name()).isEqualTo("lb1");
                            assertThat(turn.now()).isNotEqualTo(ServiceState.HEALTHY);
                        });
    }

    @Test
    void what_an_operation_does_is_told_by_the_journal_alone_but_not_that_a_node_dies_in_it() {
        var drains = Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING);
        turns.take(Scene.of(3).status());
        turns.take(Scene.of(3).operation(drains).status());
        assertThat(turns.all()).isEmpty();

        turns.take(
                Scene.of(3)
                        .operation(drains)
                        .health("node3", CheckState.DOWN, CheckState.DOWN, "refused")
                        .status());
        assertThat(turns.all()).extracting(Turn::name).containsExactly("node3");
    }

    @Test
    void somebody_elses_drain_is_an_event_since_no_journal_tells_of_it() {
        turns.take(Scene.of(3).status());
        turns.take(
                Scene.of(3)
                        .admin("node1", dev.drainboard.model.AdminState.DRAIN, false)
                        .noRequests("node1")
                        .status());
        assertThat(turns.all()).extracting(Turn::name).containsExactly("node1");
    }

    @Test
    void many_are_kept_and_not_all() {
        for (int i = 0; i < 500; i++) {
            turns.take(i % 2 == 0 ? Scene.of(3).status() : dead());
        }
        assertThat(turns.all()).hasSize(200);
    }
}
