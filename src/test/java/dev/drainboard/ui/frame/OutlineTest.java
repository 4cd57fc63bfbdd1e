package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Intent;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.PastSteps.Took;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutlineTest {

    private static final Status STATUS =
            Status.of(Scene.of(3).revision("node3", "17.0-8d41b07").snapshot(), Scene.NOW);

    private static final List<Step> STEPS =
            List.of(
                    step("node2", StepKind.DRAIN),
                    step("node2", StepKind.UPDATE),
                    step("node2", StepKind.SOAK),
                    step("node3", StepKind.UPDATE));

    @Test
    void itSaysFromWhichRevisionToWhichOnWhichNodes() {
        var outline = outline(Optional.of(to("18.0-2")), new PastSteps(List.of()));
        assertThat(outline.nodes()).isEqualTo("node2, node3");
        assertThat(outline.revisions())
                .contains("from 17.0-3f9c2e1 (node2), 17.0-8d41b07 (node3) to 18.0-2");
    }

    @Test
    void whatGoesBackGoesBackToOneOfItsOwn() {
        assertThat(outline(Optional.empty(), new PastSteps(List.of())).revisions()).isEmpty();
    }

    @Test
    void itSaysHowLongAsFarAsThatWasSeen() {
        var drain = took(StepKind.DRAIN, 10);
        var update = took(StepKind.UPDATE, 60);
        assertThat(outline(Optional.empty(), new PastSteps(List.of(drain, update))).takes())
                .as("10 + 60 + the soak of 30 + 60 s")
                .isEqualTo("about 2 min 40 s, as such steps took before");
        assertThat(outline(Optional.empty(), new PastSteps(List.of(drain))).takes())
                .isEqualTo("about 40 s, and what 2 steps take that were never seen here");
    }

    private static Outline outline(Optional<Intent> wanted, PastSteps past) {
        return Outline.of(STEPS, wanted, STATUS, past, Duration.ofSeconds(30));
    }

    private static Intent to(String revision) {
        return new Intent.Rollout(Optional.of(revision), List.of(), 1);
    }

    private static Took took(StepKind kind, int seconds) {
        return new Took(Optional.of("node1"), kind, Scene.NOW, Duration.ofSeconds(seconds));
    }

    private static Step step(String node, StepKind kind) {
        return new Step(Optional.of(node), kind, kind.word(), List.of());
    }
}
