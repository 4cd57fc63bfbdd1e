package dev.drainboard.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.rollout.Course.Block;
import dev.drainboard.ui.rollout.Course.Line;
import dev.drainboard.ui.rollout.Course.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The whole story on one clock: what ran, where it stood, what was taken back, what is to come. */
final class CourseTest {

    private static final Duration SOAK = Duration.ofSeconds(30);

    private static Course of(OperationView view) {
        var status = Scene.of(3).operation(view).status();
        return Course.of(view, status, PastSteps.of(List.of()), SOAK);
    }

    private static Line line(Course course, String node) {
        return course.lines().stream()
                .filter(line -> line.node().equals(Optional.of(node)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void afterAWayBackWhatRanBeforeStaysDrawnAndWhatWasTakenBackComesBehindIt() {
        var course = of(Operations.rolledBack());
        assertThat(line(course, "node2").blocks())
                .extracting(Block::label, Block::state, Block::back)
                .containsExactly(
                        Tuple.tuple("Drain", State.DONE, false),
                        Tuple.tuple("Update", State.DONE, false),
                        Tuple.tuple("Gate", State.FAILED, false),
                        Tuple.tuple("Drain", State.DONE, true),
                        Tuple.tuple("Taken back", State.DONE, true),
                        Tuple.tuple("Gate", State.DONE, true),
                        Tuple.tuple("Restore", State.DONE, true));
        assertThat(course.lines())
                .extracting(line -> line.node().orElse("cluster"), Line::says)
                .containsExactly(
                        Tuple.tuple("cluster", "38 s"),
                        Tuple.tuple("node1", "Taken back"),
                        Tuple.tuple("node2", "Taken back"),
                        Tuple.tuple("node3", "Not touched"));
        assertThat(course.marks())
                .extracting(Course.Mark::label)
                .containsExactly("Roll back by ana@ops2");
        assertThat(course.stands()).singleElement().extracting("label").isEqualTo("Stopped");
        assertThat(course.now()).isEqualTo(course.to());
        assertThat(course.goesOn()).isFalse();
        assertThat(course.capacity().getLast().inRotation()).isEqualTo(3);
    }

    @Test
    void itsShareIsOfTheTimeThatIsExpectedAndOneThatIsOverIsWhole() {
        var runs = of(Operations.at("node2", StepKind.UPDATE, Phase.RUNNING));
        double all = Duration.between(runs.from(), runs.to()).toMillis();
        assertThat(runs.share())
                .isEqualTo(Duration.between(runs.from(), runs.now()).toMillis() / all)
                .isBetween(0.3, 0.95);
        assertThat(of(Operations.rolledBack()).share()).isEqualTo(1);
    }

    @Test
    void whileItIsPausedNoNodeVanishesAndWhatIsToComeMovesOnWithTheClock() {
        var course = of(Operations.paused("node2", StepKind.UPDATE, "mk@ops1"));
        assertThat(course.lines())
                .extracting(line -> line.node().orElse("cluster"), Line::says)
                .containsExactly(
                        Tuple.tuple("cluster", "38 s"),
                        Tuple.tuple("node1", "2 min 32 s"),
                        Tuple.tuple("node2", "After Update"),
                        Tuple.tuple("node3", "Held"));
        var gate = line(course, "node2").blocks().get(2);
        assertThat(gate.label()).isEqualTo("Gate");
        assertThat(gate.state()).isEqualTo(State.PLANNED);
        assertThat(gate.from()).as("nothing is planned in the past").isEqualTo(Scene.NOW);
        assertThat(course.stands())
                .containsExactly(
                        new Course.Standing(Scene.NOW.minusSeconds(22), Scene.NOW, "Paused", true));
        assertThat(course.running()).isFalse();
        assertThat(course.now()).isEqualTo(Scene.NOW);
    }

    @Test
    void theFirstBlocksStandWhereTheyStoodBeforeThePauseWasOver() {
        var paused = of(Operations.paused("node2", StepKind.UPDATE, "mk@ops1"));
        var before = of(Operations.at("node2", StepKind.UPDATE, Phase.RUNNING));
        assertThat(line(paused, "node1").blocks()).isEqualTo(line(before, "node1").blocks());
        assertThat(line(paused, "node2").blocks().getFirst())
                .isEqualTo(line(before, "node2").blocks().getFirst());
    }

    @Test
    void stepsBeforeAndAfterAStandAreTwoBlocksThoughTheyAreOfOneKind() {
        var view = Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING);
        var later =
                view.steps().stream()
                        .map(
                                step ->
                                        step.progress() == OperationView.Progress.RUNNING
                                                ? new OperationView.StepView(
                                                        step.step(),
                                                        step.progress(),
                                                        Optional.of(Scene.NOW),
                                                        "",
                                                        Optional.of(Scene.NOW.minusSeconds(3)),
                                                        List.of())
                                                : step)
                        .toList();
        var resumed =
                new OperationView(
                        view.operation(),
                        view.purpose(),
                        view.operator(),
                        view.began(),
                        Phase.RUNNING,
                        later,
                        Optional.empty(),
                        true);
        assertThat(line(of(resumed), "node2").blocks())
                .extracting(Block::label, Block::state)
                .startsWith(Tuple.tuple("Drain", State.DONE), Tuple.tuple("Drain", State.ACTIVE));
    }

    @Test
    void afterAFailureNothingIsPromisedAndEveryNodeIsStillThere() {
        var course = of(Operations.at("node2", StepKind.GATE, Phase.FAILED));
        assertThat(course.lines())
                .extracting(Line::says)
                .containsExactly("38 s", "2 min 32 s", "Health gate failed", "Held");
        assertThat(course.lines().getLast().blocks()).isEmpty();
        assertThat(line(course, "node2").blocks().getLast().state()).isEqualTo(State.FAILED);
    }

    @Test
    void aNightInWhichItStoodDoesNotPressTheStepsTogether() {
        var view = Operations.paused("node2", StepKind.UPDATE, "mk@ops1");
        var night = Scene.NOW.plus(Duration.ofHours(9));
        var status = Scene.of(3).operation(view).statusAt(night);
        var course = Course.of(view, status, PastSteps.of(List.of()), SOAK);
        var axis = new Axis(course);
        double paused = axis.at(Scene.NOW.minusSeconds(22));
        assertThat(axis.at(course.from())).isZero();
        assertThat(axis.at(course.to())).isEqualTo(1);
        assertThat(paused).isBetween(0.4, 0.9);
        assertThat(axis.at(night) - paused).isLessThan(0.15);
        assertThat(axis.within(Scene.NOW.plusSeconds(3600))).isTrue();
        assertThat(axis.within(course.from().plusSeconds(5))).isFalse();
    }
}
