package dev.drainboard.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Hook;
import dev.drainboard.model.Intent;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code rollout.hooks}. */
class HooksTest {

    private static final Intent ROLLOUT =
            new Intent.Rollout(Optional.of("1.1"), List.of("node1", "node2"), 1);

    private final World world = new World(3, "lb1");

    @Test
    void each_runs_at_its_moment_and_is_told_which_node_and_revision() throws Exception {
        world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(world.hooks)
                .containsExactly(
                        "before - 1.1",
                        "beforeNode node1 1.1",
                        "afterNode node1 1.1",
                        "beforeNode node2 1.1",
                        "afterNode node2 1.1",
                        "after - 1.1");
    }

    @Test
    void the_plan_shows_their_commands_where_they_run() {
        var steps = world.conductor(Optional.empty()).plan(ROLLOUT).steps();

        assertThat(steps)
                .extracting(step -> step.kind())
                .startsWith(
                        StepKind.PREFLIGHT,
                        StepKind.PRE_PULL,
                        StepKind.BEFORE,
                        StepKind.BEFORE_NODE,
                        StepKind.DRAIN)
                .endsWith(StepKind.SOAK, StepKind.AFTER_NODE, StepKind.AFTER);
        assertThat(steps.get(3).commands())
                .singleElement()
                .satisfies(
                        command -> {
                            assertThat(command.host()).isEqualTo("workstation");
                            assertThat(command.text()).isEqualTo("mute $DRAINBOARD_NODE");
                        });
    }

    @Test
    void a_drain_alone_runs_none() throws Exception {
        world.conductor(Optional.empty())
                .carryOut(new Intent.Drain("node1", Intent.DrainWish.DEFAULT), Optional.empty());

        assertThat(world.hooks).isEmpty();
    }

    @Test
    void one_that_fails_before_a_node_is_touched_stops_there_and_retry_runs_it_again()
            throws Exception {
        world.brokenHook = Optional.of(Hook.BEFORE_NODE);

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("failed");
        assertThat(outcome.stands()).isTrue();
        assertThat(world.deeds).isEmpty();
        assertThat(world.balancers.get("lb1").admin).containsEntry("node1", AdminState.READY);
        assertThat(world.hooks)
                .containsExactly("before - 1.1", "beforeNode node1 1.1", "onFailure node1 1.1");

        world.brokenHook = Optional.empty();
        world.hooks.clear();
        var again =
                world.conductor(Optional.empty()).say(new Word.Said(Word.RETRY, Optional.empty()));

        assertThat(again.status()).isEqualTo("succeeded");
        assertThat(world.hooks).startsWith("beforeNode node1 1.1").endsWith("after - 1.1");
    }

    @Test
    void the_one_of_a_failure_hears_of_it_and_changes_nothing_by_failing_too() throws Exception {
        world.badRevisions.add("1.1");
        world.brokenHook = Optional.of(Hook.ON_FAILURE);

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.fault().orElseThrow().code()).isEqualTo("gate.failed");
        assertThat(world.hooks).endsWith("onFailure node1 1.1");
        assertThat(world.failedWhenHooked).as("everybody sees the failure meanwhile").isTrue();
        assertThat(world.journal)
                .anyMatch(line -> line.detail().contains("The hook onFailure failed."));
    }

    @Test
    void a_question_is_no_failure_to_them() throws Exception {
        world.nodes.get("node1").requests = 100_000;

        var outcome = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("paused");
        assertThat(world.hooks).noneMatch(hook -> hook.startsWith("onFailure"));
    }

    @Test
    void a_way_back_has_them_around_each_node_and_no_others() throws Exception {
        world.badRevisions.add("1.1");
        world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());
        world.hooks.clear();

        world.conductor(Optional.empty()).say(new Word.Said(Word.ROLL_BACK, Optional.empty()));

        assertThat(world.hooks).containsExactly("beforeNode node1 1.1", "afterNode node1 1.1");
    }
}
