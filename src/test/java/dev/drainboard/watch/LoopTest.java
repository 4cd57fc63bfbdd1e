package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Reading;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LoopTest {

    private Instant now = Scene.NOW;
    private final List<Reading<String>> readings = new ArrayList<>();
    private Question<String> question = () -> "well";
    private boolean soon;

    private Loop<String> loop(Probe probe) {
        return new Loop<>(
                "node1",
                probe,
                Scene.cluster(1, RolloutSpec.DEFAULT),
                () -> question.ask(),
                reading -> {
                    readings.add(reading);
                    return soon;
                },
                () -> now);
    }

    @Test
    void theRhythmIsFromAskingToAsking() {
        question =
                () -> {
                    now = now.plusMillis(300);
                    return "well";
                };
        assertThat(loop(Probe.HEALTH).look()).isEqualTo(Duration.ofMillis(700));
        assertThat(readings).containsExactly(new Reading.Got<>("well", Scene.NOW.plusMillis(300)));
    }

    @Test
    void aTargetThatTakesLongerThanItsRhythmIsAskedAgainAfterABreath() {
        question =
                () -> {
                    now = now.plusSeconds(3);
                    return "late";
                };
        assertThat(loop(Probe.HEALTH).look()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void anAnswerUnlikeTheLastIsFollowedByAQuickOne() {
        soon = true;
        assertThat(loop(Probe.HEALTH).look()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aFailureRemembersWhatTheLastAnswerWasAndWhenButItsOwnValueIsUnknown() {
        var loop = loop(Probe.CONNECTIONS);
        loop.look();
        now = now.plusSeconds(5);
        var fault = Scene.unreachable("node1");
        question =
                () -> {
                    throw fault.thrown();
                };
        loop.look();
        assertThat(readings.getLast())
                .isEqualTo(
                        new Reading.Failed<>(
                                fault, now, Optional.of(Scene.NOW), readings.getFirst().value()));
        assertThat(readings.getLast().value()).isEmpty();
        assertThat(readings.getLast().last()).contains((Reading.Got<String>) readings.getFirst());
    }

    @Test
    void whatCannotBeReachedIsAskedLessAndLessOften() {
        question =
                () -> {
                    throw Scene.unreachable("node1").thrown();
                };
        var loop = loop(Probe.CONNECTIONS);
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            pauses.add(loop.look().toSeconds());
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);

        question = () -> "back";
        assertThat(loop.look()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void healthIsAskedAtTheSameRhythmHoweverLongItIsGone() {
        question =
                () -> {
                    throw Scene.unreachable("node1").thrown();
                };
        var loop = loop(Probe.HEALTH);
        for (int i = 0; i < 9; i++) {
            assertThat(loop.look()).isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void theRhythmOfTheRuntimeDoesNotGetQuickerByFailing() {
        question =
                () -> {
                    throw Scene.unreachable("node1").thrown();
                };
        var loop = loop(Probe.RUNTIME);
        loop.look();
        loop.look();
        assertThat(loop.look()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aMistakeOfOursIsUnknownAndEndsNoLoop() {
        question =
                () -> {
                    throw new IllegalStateException("planted");
                };
        loop(Probe.BALANCER).look();
        var fault = ((Reading.Failed<String>) readings.getFirst()).fault();
        assertThat(fault.code()).isEqualTo("watch.bug");
        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNKNOWN);
    }
}
