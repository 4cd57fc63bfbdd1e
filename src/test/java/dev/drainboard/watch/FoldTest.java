package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What becomes of a node that was drained, reading by reading. */
final class FoldTest {

    private static List<NodeState> states(Snapshot snapshot, int... requests) {
        var states = new ArrayList<NodeState>();
        var now = snapshot;
        for (int each : requests) {
            now = read(now, each);
            states.add(Status.of(now, Scene.NOW).node("node1").state());
        }
        return states;
    }

    private static Snapshot read(Snapshot snapshot, int requests) {
        var facts =
                new ConnectionFacts(
                        OptionalInt.of(requests),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        "ss",
                        List.of(),
                        "8f21c0");
        return Fold.connections("node1").put(snapshot, new Reading.Got<>(facts, Scene.NOW));
    }

    private static Snapshot drained() {
        return Scene.of(3).admin("node1", AdminState.DRAIN, true).snapshot();
    }

    @Test
    void a_drained_node_to_which_a_bound_browser_comes_again_does_not_drain_again() {
        assertThat(states(drained(), 3, 1, 0, 0, 2, 0, 1))
                .containsExactly(
                        NodeState.DRAINING,
                        NodeState.DRAINING,
                        NodeState.OUT,
                        NodeState.OUT,
                        NodeState.OUT,
                        NodeState.OUT,
                        NodeState.OUT);
    }

    /** Between two requests of one busy browser there may be a reading that sees none. */
    @Test
    void one_reading_without_a_request_is_not_idle_yet() {
        assertThat(states(drained(), 1, 0, 2, 0, 0))
                .containsExactly(
                        NodeState.DRAINING,
                        NodeState.OUT,
                        NodeState.DRAINING,
                        NodeState.OUT,
                        NodeState.OUT);
    }

    @Test
    void who_was_put_back_and_is_drained_again_drains() {
        var idle = read(read(drained(), 0), 0);
        assertThat(idle.node("node1").idled()).isTrue();
        var back = read(with(idle, Scene.of(3).snapshot()), 5);
        assertThat(back.node("node1").idled()).isFalse();
        assertThat(states(with(back, drained()), 5)).containsExactly(NodeState.DRAINING);
    }

    @Test
    void a_balancer_that_does_not_answer_changes_nothing() {
        var idle = read(read(drained(), 0), 0);
        var unknown = with(idle, Scene.of(3).balancerFails("lb1").snapshot());
        assertThat(read(unknown, 1).node("node1").idled()).isTrue();
    }

    /** The node's readings of one, what the balancers say of another. */
    private static Snapshot with(Snapshot nodes, Snapshot balancers) {
        return new Snapshot(
                nodes.cluster(),
                nodes.at(),
                balancers.balancers(),
                nodes.nodes(),
                nodes.database(),
                nodes.filestore(),
                nodes.lock(),
                nodes.operation());
    }
}
