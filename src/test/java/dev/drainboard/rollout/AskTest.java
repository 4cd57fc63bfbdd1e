package dev.drainboard.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.store.JsonNotation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code rollout.bake} and {@code rollout.ask}. */
class AskTest {

    private static final Intent ROLLOUT = new Intent.Rollout(Optional.of("1.1"), List.of(), 1);

    private static World world(RolloutSpec.Ask ask, Optional<Duration> bake) {
        var plain = RolloutSpec.DEFAULT;
        return new World(
                World.cluster(
                        3,
                        new RolloutSpec(
                                plain.batch(),
                                plain.minInRotation(),
                                plain.drain(),
                                plain.passes(),
                                plain.within(),
                                plain.warmUp(),
                                plain.soak(),
                                bake,
                                ask,
                                plain.onFailure(),
                                Map.of()),
                        "lb1"));
    }

    private static Conductor.Outcome resume(World world) throws Exception {
        return world.conductor(Optional.empty()).say(new Word.Said(Word.RESUME, Optional.empty()));
    }

    private static List<String> updated(World world) {
        return world.deeds.stream().filter(deed -> deed.endsWith("runs 1.1")).toList();
    }

    @Test
    void after_the_first_node_somebody_is_asked_and_who_resumes_has_answered() throws Exception {
        var world = world(RolloutSpec.Ask.FIRST, Optional.empty());

        var first = world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        assertThat(first.status()).isEqualTo("paused");
        assertThat(first.fault().orElseThrow().what()).startsWith("node1 is through.");
        assertThat(updated(world)).containsExactly("node1 runs 1.1");
        assertThat(world.hooks).as("it is no failure").noneMatch(h -> h.startsWith("onFailure"));
        assertThat(world.balancers.get("lb1").admin.values())
                .as("all serve meanwhile")
                .containsOnly(AdminState.READY);
        assertThat(view(world).phase()).isEqualTo(OperationView.Phase.PAUSED);
        assertThat(
                        world.conductor(Optional.empty())
                                .preview(new Word.Said(Word.RESUME, Optional.empty()))
                                .notes())
                .as("who is asked is not told of a failure")
                .contains("It was asked whether to go on: this is the yes.");

        assertThat(resume(world).status()).isEqualTo("succeeded");
        assertThat(updated(world)).hasSize(3);
    }

    @Test
    void after_each_node_but_the_last() throws Exception {
        var world = world(RolloutSpec.Ask.EACH, Optional.empty());

        assertThat(world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty()).status())
                .isEqualTo("paused");
        assertThat(resume(world).status()).isEqualTo("paused");
        assertThat(updated(world)).hasSize(2);
        assertThat(resume(world).status()).isEqualTo("succeeded");
        assertThat(updated(world)).hasSize(3);
    }

    @Test
    void a_crash_at_the_question_is_no_answer() throws Exception {
        var world = world(RolloutSpec.Ask.FIRST, Optional.empty());
        world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());
        // as if the process had died between the announcement and the question
        world.journal.removeIf(
                line ->
                        line.kind() == JournalEntry.Kind.STOPPED
                                || line.kind() == JournalEntry.Kind.FAILED);
        assertThat(view(world).steps())
                .anyMatch(
                        step ->
                                step.step().kind() == StepKind.ASK
                                        && step.progress() == OperationView.Progress.RUNNING);

        assertThat(resume(world).status()).isEqualTo("paused");
        assertThat(updated(world)).hasSize(1);
    }

    @Test
    void the_answer_may_be_the_way_back() throws Exception {
        var world = world(RolloutSpec.Ask.FIRST, Optional.empty());
        world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());

        var back =
                world.conductor(Optional.empty())
                        .say(new Word.Said(Word.ROLL_BACK, Optional.empty()));

        assertThat(back.status()).isEqualTo("succeeded");
        assertThat(world.nodes.get("node1").revision.name()).isEqualTo("1.0");
    }

    @Test
    void the_first_node_is_watched_for_longer() throws Exception {
        var world = world(RolloutSpec.Ask.NEVER, Optional.of(Duration.ofMinutes(10)));
        var began = world.now;

        world.conductor(Optional.empty())
                .carryOut(
                        new Intent.Rollout(Optional.of("1.1"), List.of("node1", "node2"), 1),
                        Optional.empty());

        assertThat(Duration.between(began, world.now))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
        assertThat(world.conductor(Optional.empty()).plan(ROLLOUT).steps())
                .filteredOn(step -> step.kind() == StepKind.SOAK)
                .extracting(step -> step.text())
                .containsExactly(
                        "Watch node1 for 10 min under load",
                        "Watch node2 for 2 s under load",
                        "Watch node3 for 2 s under load");
    }

    @Test
    void a_pause_lets_a_long_watch_go_and_it_begins_anew() throws Exception {
        var world = world(RolloutSpec.Ask.NEVER, Optional.of(Duration.ofHours(1)));
        var conductors = new Conductor[1];
        conductors[0] =
                world.conductor(
                        "ana",
                        Optional.empty(),
                        entry -> {
                            if (entry.step().equals(Optional.of(StepKind.SOAK))) {
                                conductors[0].pause();
                            }
                        });
        var began = world.now;

        var outcome = conductors[0].carryOut(ROLLOUT, Optional.empty());

        assertThat(outcome.status()).isEqualTo("paused");
        assertThat(outcome.fault().orElseThrow().what()).contains("in rotation");
        assertThat(Duration.between(began, world.now)).isLessThan(Duration.ofMinutes(50));
        assertThat(resume(world).status()).isEqualTo("succeeded");
        assertThat(Duration.between(began, world.now)).isGreaterThan(Duration.ofHours(1));
    }

    private static OperationView view(World world) {
        return Ledger.of(world.journal, new JsonNotation()).view(world.lock).orElseThrow();
    }
}
