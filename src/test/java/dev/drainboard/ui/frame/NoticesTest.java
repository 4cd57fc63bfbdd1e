package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.Notice;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticesTest {

    private static Status at(StepKind kind, Phase phase) {
        return Scene.of(3).operation(Operations.at("node2", kind, phase)).status();
    }

    @Test
    void a_rollout_that_stops_needs_somebody_and_says_why() {
        var notices =
                Notices.between(
                        at(StepKind.GATE, Phase.RUNNING),
                        at(StepKind.GATE, Phase.FAILED),
                        List.of());
        assertThat(notices)
                .singleElement()
                .satisfies(
                        notice -> {
                            assertThat(notice.needsYou()).isTrue();
                            assertThat(notice.title()).startsWith("erp-prod needs you: rollout");
                            assertThat(notice.body()).contains("node2 did not pass its gate.");
                        });
    }

    @Test
    void one_that_ends_well_is_done_and_waits_for_nobody() {
        var notices =
                Notices.between(
                        at(StepKind.SOAK, Phase.RUNNING),
                        at(StepKind.SOAK, Phase.SUCCEEDED),
                        List.of());
        assertThat(notices).extracting(Notice::needsYou).containsExactly(false);
        assertThat(notices.getFirst().title()).contains("erp-prod: rollout", "is done");
    }

    @Test
    void what_is_so_already_is_told_once_and_what_was_so_before_we_looked_not_at_all() {
        var failed = at(StepKind.GATE, Phase.FAILED);
        assertThat(Notices.between(failed, failed, List.of())).isEmpty();
        assertThat(Notices.between(Scene.of(3).status(), failed, List.of())).isEmpty();
        var running = at(StepKind.GATE, Phase.RUNNING);
        assertThat(Notices.between(Scene.of(3).status(), running, List.of())).isEmpty();
    }

    @Test
    void a_node_that_dies_needs_somebody_and_its_return_is_good_news() {
        var dead =
                Scene.of(3).health("node3", CheckState.DOWN, CheckState.DOWN, "refused").status();
        var dies = turn(NodeState.HEALTHY, NodeState.FAILED);
        assertThat(Notices.between(Scene.of(3).status(), dead, List.of(dies)))
                .containsExactly(new Notice(true, "erp-prod: node3 is failed", "refused"));
        var lives = turn(NodeState.FAILED, NodeState.HEALTHY);
        assertThat(Notices.between(dead, Scene.of(3).status(), List.of(lives)))
                .containsExactly(new Notice(false, "erp-prod: node3 is healthy", "refused"));
        var slow = turn(NodeState.HEALTHY, NodeState.UNKNOWN);
        assertThat(Notices.between(dead, dead, List.of(slow))).isEmpty();
    }

    private static Turn turn(NodeState before, NodeState now) {
        return new Turn.OfNode(
                Scene.NOW, "node3", before, now, Optional.of("refused"), Duration.ofMinutes(2));
    }
}
