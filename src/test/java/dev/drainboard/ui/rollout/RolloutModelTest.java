package dev.drainboard.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutModelTest {

    private static RolloutModel at(StepKind kind, Phase phase) {
        return of(Scene.of(3).operation(Operations.at("node2", kind, phase)), false);
    }

    private static final PastSteps NO_PAST = PastSteps.of(List.of());
    private static final Duration SOAK = Duration.ofSeconds(30);

    private static RolloutModel of(Scene scene, boolean readOnly) {
        return RolloutModel.of(scene.status(), readOnly, ZoneOffset.UTC, NO_PAST, SOAK)
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
        "FAILED,    RETRY ROLL_BACK ABORT",
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
    void noOperationIsNoModel() {
        assertThat(RolloutModel.of(Scene.of(3).status(), false, ZoneOffset.UTC, NO_PAST, SOAK))
                .isEmpty();
    }

    @Test
    void whatWasDoneTakesItsTimeAndWhatIsToComeWhatItTookBefore() {
        var status =
                Scene.of(3)
                        .operation(Operations.at("node2", StepKind.UPDATE, Phase.RUNNING))
                        .status();
        var course = Course.of(status.operation().orElseThrow(), status, NO_PAST, SOAK);

        assertThat(course.lines())
                .extracting(line -> line.node().orElse("cluster"))
                .containsExactly("cluster", "node1", "node2", "node3");
        assertThat(course.lines().get(1).blocks())
                .extracting(Course.Block::label)
                .containsExactly("Drain", "Update", "Health gate", "Warm up", "Restore", "Soak");
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
                .as("one at a time is out")
                .containsExactly(3, 2, 3, 2, 3, 2, 3);
    }
}
