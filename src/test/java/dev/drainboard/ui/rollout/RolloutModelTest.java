package dev.drainboard.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Holder;
import dev.drainboard.model.Holders;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.rollout.RolloutModel.Lane;
import dev.drainboard.ui.rollout.RolloutModel.Row;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutModelTest {

    private static RolloutModel at(StepKind kind, Phase phase) {
        return of(Scene.of(3).operation(Operations.at("node2", kind, phase)), false);
    }

    private static final PastSteps NO_PAST = PastSteps.of(List.of());
    private static final PastSteps PAST =
            new PastSteps(
                    Arrays.stream(StepKind.values())
                            .map(
                                    kind ->
                                            new PastSteps.Took(
                                                    Optional.of("node3"),
                                                    kind,
                                                    Scene.NOW.minusSeconds(900),
                                                    Duration.ofSeconds(10)))
                            .toList());
    private static final Duration SOAK = Duration.ofSeconds(30);

    private static RolloutModel of(Scene scene, boolean readOnly) {
        return of(scene, readOnly, NO_PAST);
    }

    private static RolloutModel of(Scene scene, boolean readOnly, PastSteps past) {
        return RolloutModel.of(
                        scene.snapshot(),
                        scene.status(),
                        readOnly,
                        "mk@ops1",
                        ZoneOffset.UTC,
                        past,
                        Optional.empty())
                .orElseThrow();
    }

    @Test
    void theLanesAreTheClustersOwnStepsAndThenEachNode() {
        var model = at(StepKind.UPDATE, Phase.RUNNING);
        assertThat(model.lanes())
                .extracting(Lane::name)
                .containsExactly("Cluster", "node1", "node2", "node3");
        assertThat(model.lanes().get(2).rows())
                .extracting(Row::glyph)
                .containsExactly(
                        Glyph.HEALTHY,
                        Glyph.HEALTHY,
                        Glyph.HEALTHY,
                        Glyph.UPDATING,
                        Glyph.WAITING,
                        Glyph.WAITING,
                        Glyph.WAITING,
                        Glyph.WAITING);
        assertThat(model.word()).isEqualTo("Running, node2 at update");
        assertThat(model.current()).contains("node2");
    }

    @Test
    void aStepHasTheCommandsThatItRuns() {
        var drain = at(StepKind.DRAIN, Phase.RUNNING).lanes().get(2).rows().getFirst();
        assertThat(drain.commands())
                .containsExactly(
                        "lb1  set node2:8069 and :8072 down",
                        "lb1  nginx -t && nginx -s reload",
                        "lb2  set server odoo/node2 state drain");
        assertThat(drain.took()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,   PAUSE",
        "PAUSED,    RESUME ROLL_BACK ABORT",
        "CUT_OFF,   RESUME ROLL_BACK ABORT",
        "FAILED,    ROLL_BACK RETRY ABORT",
        "SUCCEEDED, ''",
        "ABORTED,   ''"
    })
    void theWordsAreThoseThatFit(Phase phase, String words) {
        var expected = Arrays.stream(words.split(" ")).filter(w -> !w.isEmpty()).map(Word::valueOf);
        assertThat(at(StepKind.GATE, phase).words())
                .extracting(RolloutModel.Spoken::word)
                .containsExactlyElementsOf(expected.toList());
    }

    @Test
    void aStepOfWhichNobodySawTheEndIsInDoubtAndNotRunning() {
        var row = at(StepKind.UPDATE, Phase.CUT_OFF).lanes().get(2).rows().get(3);
        assertThat(row.glyph()).isEqualTo(Glyph.UNKNOWN);
        assertThat(row.took()).isEqualTo("in doubt");
    }

    @Test
    void whyItStoppedIsThere() {
        var model = at(StepKind.GATE, Phase.FAILED);
        assertThat(model.fault()).contains(Operations.fault("node2"));
        assertThat(model.word()).isEqualTo("Stopped, node2 at health gate");
    }

    @Test
    void whileSomebodyHoldsTheClusterOnlyAPauseCanBeSaid() {
        var lock =
                new LockFacts(
                        "ana",
                        "ops2",
                        7,
                        "1",
                        Scene.NOW,
                        Scene.NOW,
                        Scene.NOW,
                        "rollout to 8d41b07",
                        "x",
                        3,
                        false);
        var running =
                Scene.of(3)
                        .lock(lock)
                        .operation(Operations.at("node2", StepKind.UPDATE, Phase.RUNNING));
        assertThat(of(running, false).words().getFirst().refusal()).isEmpty();
        assertThat(of(running, true).words().getFirst().refusal())
                .contains("The window was opened read-only.");
        var stopped =
                Scene.of(3)
                        .lock(lock)
                        .operation(Operations.at("node2", StepKind.UPDATE, Phase.FAILED));
        assertThat(of(stopped, false).words())
                .extracting(RolloutModel.Spoken::refusal)
                .containsOnly(Optional.of("ana on ops2 holds the cluster: rollout to 8d41b07."));
    }

    @Test
    void whatHoldsTheDrainIsNamedAndWhoIsWaitedForIsMarked() {
        var held =
                new Holders(
                        List.of(
                                new Holder.Transaction("cron 'Mail queue', 42 s"),
                                new Holder.Request(
                                        Optional.of("203.0.113.24"),
                                        Optional.of(Duration.ofSeconds(91)),
                                        "lb2"),
                                new Holder.Websocket(Optional.empty(), Optional.empty(), "lb2")),
                        OptionalInt.of(3),
                        List.of("lb1 does not name its requests"));
        var scene =
                Scene.of(3)
                        .holders("node2", held)
                        .operation(Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING));
        assertThat(of(scene, false).draining().orElseThrow().held())
                .contains(
                        new Held(
                                List.of(
                                        new Held.Thing(
                                                "Job",
                                                "cron 'Mail queue', 42 s",
                                                "–",
                                                "PostgreSQL",
                                                true),
                                        new Held.Thing(
                                                "Request",
                                                "203.0.113.24",
                                                "1 min 31 s",
                                                "lb2",
                                                true),
                                        new Held.Thing("Websocket", "–", "–", "lb2", false)),
                                List.of(
                                        "3 idle connections, which nobody waits for",
                                        "lb1 does not name its requests")));
        var silent =
                Scene.of(3).operation(Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING));
        assertThat(of(silent, false).draining().orElseThrow().held()).isEmpty();
    }

    @Test
    void aStoppedRolloutSaysWhoServesAndWhatEachWayCostsAndTakes() {
        var scene =
                Scene.of(3)
                        .admin("node2", AdminState.MAINT, true)
                        .operation(Operations.at("node2", StepKind.GATE, Phase.FAILED));
        var stopped = of(scene, false, PAST).stopped().orElseThrow();
        assertThat(stopped.what()).isEqualTo("node2 did not pass its gate.");
        assertThat(stopped.affects())
                .isEqualTo(
                        "node2 is kept out of rotation. node1, node3 in rotation, serving every"
                                + " request.");
        assertThat(stopped.ways())
                .extracting(way -> way.spoken().word())
                .containsExactly(Word.ROLL_BACK, Word.RETRY, Word.ABORT);
        assertThat(stopped.ways().get(0).costs()).contains("node1, node2 back");
        assertThat(stopped.ways().get(0).takes())
                .as("ten seconds for each of five steps of two nodes")
                .isEqualTo("About 1 min 40 s, as before.");
        assertThat(stopped.ways().get(1).costs()).contains("repeats health gate, node2");
        assertThat(stopped.ways().get(1).takes()).isEqualTo("About 10 s, as before.");
        assertThat(stopped.ways().get(2).takes())
                .isEqualTo("Revisions stay mixed: 2 of 3 nodes were changed.");
        assertThat(of(scene, false).stopped().orElseThrow().ways().get(1).takes())
                .isEqualTo("There is no earlier time to go by.");
    }

    @Test
    void aRollBackNamesTheNodeWhoseUpdateFailedHalfWayAndNoneThatWaited() {
        var ways = at(StepKind.UPDATE, Phase.FAILED).stopped().orElseThrow().ways();
        assertThat(ways.getFirst().costs())
                .isEqualTo("Takes node1, node2 back to what ran before, one at a time.");
    }

    @Test
    void whatWasCutOffSaysWhereAndThatNothingIsLost() {
        var stopped = at(StepKind.AWAIT_IDLE, Phase.CUT_OFF).stopped().orElseThrow();
        assertThat(stopped.what()).isEqualTo("Cut off at await idle, node2");
        assertThat(stopped.affects()).startsWith("No step is lost: each is asked again");
        assertThat(stopped.fault()).isEmpty();
        assertThat(at(StepKind.UPDATE, Phase.RUNNING).stopped()).isEmpty();
    }

    @Test
    void noOperationIsNoModel() {
        var scene = Scene.of(3);
        assertThat(
                        RolloutModel.of(
                                scene.snapshot(),
                                scene.status(),
                                false,
                                "mk@ops1",
                                ZoneOffset.UTC,
                                NO_PAST,
                                Optional.empty()))
                .isEmpty();
    }

    @Test
    void whatWasDoneTakesItsTimeAndWhatIsToComeWhatItTookBefore() {
        var status =
                Scene.of(3)
                        .admin("node2", AdminState.MAINT, true)
                        .operation(Operations.at("node2", StepKind.UPDATE, Phase.RUNNING))
                        .status();
        var course = Course.of(status.operation().orElseThrow(), status, NO_PAST, SOAK);

        assertThat(course.lines())
                .extracting(line -> line.node().orElse("cluster"))
                .containsExactly("cluster", "node1", "node2", "node3");
        assertThat(course.lines().get(1).blocks())
                .extracting(Course.Block::label)
                .containsExactly("Drain", "Update", "Gate", "Warm up", "Restore", "Soak");
        assertThat(course.lines().get(1).blocks())
                .allMatch(block -> block.state() == Course.State.DONE);
        assertThat(course.lines().get(2).blocks())
                .extracting(Course.Block::state)
                .startsWith(Course.State.DONE, Course.State.ACTIVE, Course.State.PLANNED);
        var soak = course.lines().getLast().blocks().getLast();
        assertThat(Duration.between(soak.from(), soak.to())).isEqualTo(SOAK);
        assertThat(course.guessed()).isTrue();
        assertThat(course.to()).isEqualTo(soak.to());
        assertThat(course.capacity())
                .extracting(Course.Level::inRotation)
                .as("one at a time is out, and now as it was read")
                .containsExactly(3, 2, 3, 2, 2, 3, 2, 3);
    }

    @Test
    void anEndedOperationSaysWhenItEndedAndHowLongItTook() {
        var model = of(Scene.of(3).operation(Operations.rolledBack()), false);
        assertThat(model.word()).isEqualTo("Rolled back");
        assertThat(model.line()).contains("began 14:00:00", "ended 14:06:27, after 6 min 27 s");
        assertThat(model.lanes())
                .extracting(Lane::name)
                .containsExactly("Cluster", "node1", "node2", "node3");
        var node2 = model.lanes().get(2);
        assertThat(node2.earlier())
                .as("what was run before, up to where it failed")
                .extracting(Row::kind)
                .containsExactly("Drain", "Await idle", "Maint", "Update", "Health gate");
        assertThat(node2.earlier().getLast().glyph()).isEqualTo(Glyph.FAILED);
        assertThat(node2.rows()).extracting(Row::took).containsOnly("6 s");
        assertThat(model.current()).as("where it ended").contains("node1");
    }

    @Test
    void aPauseIsPlannedAndSaysByWhomAndTheDetailStaysWithTheNodeWhereItStands() {
        var scene = Scene.of(3).operation(Operations.paused("node2", StepKind.UPDATE, "mk@ops1"));
        var model = of(scene, false);
        assertThat(model.word()).isEqualTo("Paused, node2 after update");
        assertThat(model.glyph()).isEqualTo(Glyph.WAITING);
        assertThat(model.fault()).isEmpty();
        assertThat(model.current()).contains("node2");
        var stopped = model.stopped().orElseThrow();
        assertThat(stopped.why()).isEqualTo(dev.drainboard.model.Story.Why.PAUSED);
        assertThat(stopped.what()).isEqualTo("Paused at the end of update, node2");
        assertThat(stopped.affects()).startsWith("By you, 14:04:45. ");
        var other = Scene.of(3).operation(Operations.paused("node2", StepKind.UPDATE, "ana@ops2"));
        assertThat(of(other, false).stopped().orElseThrow().affects())
                .startsWith("By ana@ops2, 14:04:45. ");
    }

    @Test
    void whoWaitsForAnotherOnesRolloutAsksItToHandOver() {
        var view = Operations.at("node2", StepKind.UPDATE, Phase.RUNNING);
        assertThat(of(Scene.of(3).lock(lock("ana@ops2")).operation(view), false).words())
                .extracting(RolloutModel.Spoken::label)
                .containsExactly("Ask to hand over…");
        assertThat(of(Scene.of(3).lock(lock("mk@ops1")).operation(view), false).words())
                .extracting(RolloutModel.Spoken::label)
                .containsExactly("Pause after this step");
    }

    private static LockFacts lock(String holder) {
        return new LockFacts(
                holder,
                "ops2",
                7,
                "1",
                Scene.NOW,
                Scene.NOW,
                Scene.NOW,
                "rollout to 8d41b07",
                "x",
                3,
                false);
    }
}
