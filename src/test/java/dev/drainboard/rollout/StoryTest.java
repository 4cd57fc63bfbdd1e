package dev.drainboard.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.GateCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.OperationView.StepView;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Story;
import dev.drainboard.model.Word;
import dev.drainboard.store.JsonNotation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the journal still tells of an operation when it is elsewhere, or over. */
class StoryTest {

    private static final Intent ROLLOUT = new Intent.Rollout(Optional.of("1.1"), List.of(), 1);

    private final World world = new World(3, "lb1", "lb2");

    private OperationView view() {
        return Ledger.of(world.journal, new JsonNotation()).view(world.lock).orElseThrow();
    }

    private void say(Word word) throws Exception {
        world.conductor("ben", Optional.empty(), entry -> {})
                .say(new Word.Said(word, Optional.empty()));
    }

    private static StepView step(List<StepView> steps, String node, StepKind kind) {
        return steps.stream()
                .filter(step -> step.step().kind() == kind)
                .filter(step -> step.step().node().equals(Optional.of(node)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void after_a_way_back_the_course_that_was_run_before_is_still_told() throws Exception {
        world.badRevisions.add("bad");
        world.conductor(Optional.empty())
                .carryOut(new Intent.Rollout(Optional.of("bad"), List.of(), 1), Optional.empty());
        assertThat(view().story().ended()).isEmpty();
        say(Word.ROLL_BACK);

        var story = view().story();
        var left = story.left().getFirst();
        assertThat(left.word()).isEqualTo("roll-back");
        assertThat(left.by()).isEqualTo("ben");
        assertThat(step(left.steps(), "node1", StepKind.UPDATE).progress())
                .isEqualTo(Progress.DONE);
        var gate = step(left.steps(), "node1", StepKind.GATE);
        assertThat(gate.progress()).isEqualTo(Progress.FAILED);
        assertThat(gate.tries()).singleElement();
        assertThat(gate.tries().getFirst().checks())
                .extracting(GateCheck::name, GateCheck::passed)
                .contains(org.assertj.core.groups.Tuple.tuple("GET /web/health", false));
        assertThat(gate.tries().getFirst().to()).isAfter(gate.tries().getFirst().from());
        assertThat(story.stands()).extracting(Story.Stand::why).containsExactly(Story.Why.FAILED);
        assertThat(story.now()).as("it does not stand any more").isEmpty();
        assertThat(story.ended()).contains(world.now);
        assertThat(view().over()).isTrue();
    }

    @Test
    void a_retry_keeps_the_try_that_failed_and_begins_anew() throws Exception {
        world.badRevisions.add("bad");
        world.conductor(Optional.empty())
                .carryOut(new Intent.Rollout(Optional.of("bad"), List.of(), 1), Optional.empty());
        world.badRevisions.clear();
        world.now = world.now.plusSeconds(600);
        var said = world.now;
        say(Word.RETRY);

        var gate = step(view().steps(), "node1", StepKind.GATE);
        assertThat(gate.progress()).isEqualTo(Progress.DONE);
        assertThat(gate.tries()).hasSize(1);
        assertThat(gate.began().orElseThrow()).isAfterOrEqualTo(said);
        assertThat(gate.tries().getFirst().to()).isBefore(said.minusSeconds(599));
        assertThat(view().story().stands().getFirst().to()).contains(said);
    }

    @Test
    void a_pause_says_who_wanted_it_and_how_long_it_stood() throws Exception {
        world.conductor(
                        "ana",
                        Optional.empty(),
                        entry -> {
                            if (entry.detail().startsWith("Update node2")) {
                                world.said = Optional.of("ben: pause");
                            }
                        })
                .carryOut(ROLLOUT, Optional.empty());
        var stand = view().story().now().orElseThrow();
        assertThat(stand.why()).isEqualTo(Story.Why.PAUSED);
        assertThat(stand.by()).isEqualTo("ben");
        assertThat(view().paused()).isTrue();
        assertThat(view().place().orElseThrow().step().node())
                .as("where it stands, not the node that is still to come")
                .contains("node2");

        world.now = world.now.plusSeconds(3600);
        say(Word.RESUME);
        assertThat(view().story().stands())
                .containsExactly(stand.until(stand.from().plusSeconds(3600)));
        assertThat(view().story().left()).isEmpty();
    }

    @Test
    void a_wait_that_was_let_go_for_a_pause_is_no_failure_and_a_question_is_no_pause()
            throws Exception {
        world.nodes.get("node1").requests = 100_000;
        world.conductor(Optional.empty()).carryOut(ROLLOUT, Optional.empty());
        assertThat(view().why()).contains(Story.Why.ASKED);
        var asked = step(view().steps(), "node1", StepKind.AWAIT_IDLE).tries();
        assertThat(asked).hasSize(1).allMatch(OperationView.Try::givenUp);

        var conductors = new Conductor[1];
        conductors[0] =
                world.conductor(
                        "ana",
                        Optional.empty(),
                        entry -> {
                            if (entry.kind() == JournalEntry.Kind.ABOUT
                                    && entry.step().equals(Optional.of(StepKind.AWAIT_IDLE))) {
                                conductors[0].pause();
                            }
                        });
        conductors[0].say(new Word.Said(Word.RESUME, Optional.empty()));
        assertThat(view().why()).contains(Story.Why.PAUSED);
        assertThat(step(view().steps(), "node1", StepKind.AWAIT_IDLE).tries()).hasSize(2);
    }

    @Test
    void who_was_cut_off_stood_from_its_last_sign_of_life() throws Exception {
        try {
            world.conductor(Optional.of("update.acted:1")).carryOut(ROLLOUT, Optional.empty());
        } catch (World.Killed killed) {
            world.lock = Optional.empty();
        }
        var stand = view().story().now().orElseThrow();
        assertThat(stand.why()).isEqualTo(Story.Why.CUT_OFF);
        assertThat(stand.from()).isEqualTo(world.journal.getLast().at());
        world.now = world.now.plusSeconds(60);
        say(Word.RESUME);
        assertThat(view().story().stands())
                .extracting(Story.Stand::why)
                .containsExactly(Story.Why.CUT_OFF);
        assertThat(view().story().ended()).isPresent();
    }
}
