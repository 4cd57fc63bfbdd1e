package dev.drainboard.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.ui.rollout.Course.Level;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How many nodes are in rotation, by the steps and by what was read. */
final class CapacityTest {

    private static final Instant BEGAN = Instant.parse("2026-11-23T14:00:00Z");
    private static final Instant NOW = BEGAN.plusSeconds(100);

    /** One went and came back, the next will. */
    private static final List<Level> STEPS =
            List.of(at(0, 4), at(10, 3), at(60, 4), at(130, 3), at(180, 4));

    @Test
    void aNodeThatDiedIsMissingNowAndInWhatIsPlanned() {
        assertThat(Course.fromNow(STEPS, NOW, OptionalInt.of(3)))
                .containsExactly(
                        at(0, 4), at(10, 3), at(60, 4), at(100, 3), at(130, 2), at(180, 3));
    }

    @Test
    void whatIsUnknownIsTakenToBeAsTheStepsSay() {
        assertThat(Course.fromNow(STEPS, NOW, OptionalInt.empty()))
                .containsExactly(
                        at(0, 4), at(10, 3), at(60, 4), at(100, 4), at(130, 3), at(180, 4));
    }

    @Test
    void atItsBeginOnlyWhatIsReadCounts() {
        assertThat(Course.fromNow(List.of(at(0, 4)), BEGAN, OptionalInt.of(2)).getLast())
                .isEqualTo(at(0, 2));
    }

    private static Level at(int second, int inRotation) {
        return new Level(BEGAN.plusSeconds(second), inRotation);
    }
}
