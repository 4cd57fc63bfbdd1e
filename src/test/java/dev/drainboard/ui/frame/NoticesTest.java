package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Notice;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import org.junit.jupiter.api.Test;

class NoticesTest {

    private static Status at(StepKind kind, Phase phase) {
        return Scene.of(3).operation(Operations.at("node2", kind, phase)).status();
    }

    @Test
    void a_rollout_that_stops_needs_somebody_and_says_why() {
        var notices =
                Notices.between(at(StepKind.GATE, Phase.RUNNING), at(StepKind.GATE, Phase.FAILED));
        assertThat(notices)
                .get()
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
                        at(StepKind.SOAK, Phase.RUNNING), at(StepKind.SOAK, Phase.SUCCEEDED));
        assertThat(notices).map(Notice::needsYou).contains(false);
        assertThat(notices.orElseThrow().title()).contains("erp-prod: rollout", "is done");
    }

    @Test
    void what_is_so_already_is_told_once_and_what_was_so_before_we_looked_not_at_all() {
        var failed = at(StepKind.GATE, Phase.FAILED);
        assertThat(Notices.between(failed, failed)).isEmpty();
        assertThat(Notices.between(Scene.of(3).status(), failed)).isEmpty();
        var running = at(StepKind.GATE, Phase.RUNNING);
        assertThat(Notices.between(Scene.of(3).status(), running)).isEmpty();
    }
}
