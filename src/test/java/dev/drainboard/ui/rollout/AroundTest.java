package dev.drainboard.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Glyph;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Where requests go while a node is out, and what would stop the rollout. */
final class AroundTest {

    private static Scene draining() {
        return Scene.of(3)
                .busy()
                .admin("node2", AdminState.DRAIN, true)
                .operation(Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING));
    }

    private static Rails rails(Scene scene) {
        var status = scene.status();
        return Rails.of(status.operation().orElseThrow(), status, scene.snapshot().cluster());
    }

    @Test
    void theNodeThatIsOutGetsNothingAndTheBusiestHasTheWidestPipe() {
        var goes = Goes.of(draining().status());
        assertThat(goes.from()).isEqualTo("2 balancers");
        assertThat(goes.ways())
                .extracting(Goes.Way::node, Goes.Way::open)
                .containsExactly(
                        Tuple.tuple("node1", Optional.of(true)),
                        Tuple.tuple("node2", Optional.of(false)),
                        Tuple.tuple("node3", Optional.of(true)));
        assertThat(goes.ways()).extracting(Goes.Way::share).contains(1.0).allMatch(s -> s <= 1);
        assertThat(goes.more()).isZero();
    }

    @Test
    void inALargeClusterTheNodeThatIsOutIsAmongTheFewThatAreDrawn() {
        var goes = Goes.of(Scene.of(40).admin("node33", AdminState.DRAIN, true).status());
        assertThat(goes.ways()).hasSize(Goes.MOST).extracting(Goes.Way::node).contains("node33");
        assertThat(goes.more()).isEqualTo(34);
    }

    @Test
    void theRailsAreThoseThatTheEngineHoldsTo() {
        assertThat(rails(draining()).all())
                .extracting(Rails.Rail::name, Rails.Rail::value, Rails.Rail::limit)
                .containsExactly(
                        Tuple.tuple("In rotation", "2 of 3", "min 2"),
                        Tuple.tuple("Capacity left", "67 %", "min 67 %"),
                        Tuple.tuple("Balancers answer", "2 of 2", "all"),
                        Tuple.tuple("Oldest reading", "0.0 s", "max 3.3 s"),
                        Tuple.tuple("Wait for idle", "1 min 19 s", "max 2 min, asks"));
        assertThat(rails(draining()).all())
                .extracting(Rails.Rail::glyph)
                .startsWith(Glyph.HEALTHY, Glyph.HEALTHY, Glyph.HEALTHY, Glyph.HEALTHY);
    }

    @Test
    void aDrainAloneMayHaveBeenToldToWaitOtherwiseSoItsLimitIsNotClaimed() {
        var running = draining().status().operation().orElseThrow();
        var alone =
                new dev.drainboard.model.OperationView(
                        running.operation(),
                        "drain node2",
                        running.operator(),
                        running.began(),
                        Phase.RUNNING,
                        running.steps(),
                        Optional.empty(),
                        true);
        assertThat(rails(draining().operation(alone)).all())
                .extracting(Rails.Rail::name)
                .doesNotContain("Wait for idle");
    }

    @Test
    void belowTheMinimumAndABalancerThatDoesNotAnswerAreTrouble() {
        var below = rails(draining().admin("node1", AdminState.DRAIN, true));
        assertThat(below.all().getFirst().glyph()).isEqualTo(Glyph.FAILED);
        var silent = rails(draining().balancerFails("lb1"));
        assertThat(silent.all().getFirst().glyph()).isEqualTo(Glyph.UNKNOWN);
        assertThat(silent.all().get(2).glyph()).isEqualTo(Glyph.FAILED);
        assertThat(silent.all().get(2).value()).isEqualTo("1 of 2");
    }
}
