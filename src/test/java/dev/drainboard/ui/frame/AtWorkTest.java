package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AtWorkTest {

    private static List<String> of(Scene scene) {
        return AtWork.of("node2", scene.snapshot(), Scene.NOW).stream()
                .map(Leaving.Sign::says)
                .toList();
    }

    @Test
    void whatRunsShortIsNotNamed() {
        assertThat(of(Scene.of(3).inUse("node2", 9))).isEmpty();
    }

    @Test
    void theLongestAreNamedAndTheRestIsCounted() {
        assertThat(of(Scene.of(3).inUse("node2", 12, 31, 28, 3, 15)))
                .containsExactly(
                        "Long at work: a request, 31 s; a request, 28 s; a request, 15 s; and 1 more");
    }

    @Test
    void aJobOfTheNodeIsNamedToo() {
        assertThat(of(Scene.of(3).working("node2", "cron 'Mail queue', 42 s")))
                .containsExactly("Long at work: cron 'Mail queue', 42 s");
        assertThat(of(Scene.of(3).working("node1", "cron 'Mail queue', 42 s"))).isEmpty();
    }
}
