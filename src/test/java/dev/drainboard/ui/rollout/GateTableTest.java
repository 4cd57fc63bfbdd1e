package dev.drainboard.ui.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GateTableTest {

    private static Instant began() {
        return Operations.at("node2", StepKind.GATE, Phase.RUNNING)
                .current()
                .orElseThrow()
                .at()
                .orElseThrow();
    }

    private static Optional<GateTable> of(Scene scene, Optional<GateRounds> gate) {
        var status = scene.status();
        return GateTable.of(
                status.operation().orElseThrow(), status, scene.snapshot().cluster(), gate);
    }

    private static Scene scene(Phase phase) {
        return Scene.of(3).operation(Operations.at("node2", StepKind.GATE, phase));
    }

    @Test
    void whileTheGateWaitsEachCheckSaysWhatItHeardSinceWhenAndHowOftenInARow() {
        var round = new ArrayList<>(Operations.checks());
        round.add(new GateCheck("asset /web/assets/a.js", true, "200", "200"));
        round.add(new GateCheck("asset /web/assets/b.css", true, "200", "200"));
        var rounds =
                GateRounds.begun(
                                "20261123-1400-7f3a",
                                "node2",
                                began().plusSeconds(1),
                                Duration.ofMinutes(3),
                                5)
                        .with(round, began().plusSeconds(2))
                        .with(round, began().plusSeconds(3));
        var table = of(scene(Phase.RUNNING), Optional.of(rounds)).orElseThrow();
        assertThat(table.aside()).isEqualTo("2 min 39 s of 3 min left");
        assertThat(table.checks())
                .containsExactly(
                        new GateTable.Check(
                                Glyph.HEALTHY,
                                "health",
                                "200 and status pass on 8069",
                                "200",
                                "20 s",
                                "2 of 5"),
                        new GateTable.Check(
                                Glyph.HEALTHY,
                                "websocket health",
                                "200 and status pass on 8072",
                                "200",
                                "20 s",
                                "2 of 5"),
                        new GateTable.Check(Glyph.FAILED, "login", "200", "500", "20 s", ""),
                        new GateTable.Check(
                                Glyph.HEALTHY, "websocket", "101", "101", "20 s", "2 of 5"),
                        new GateTable.Check(
                                Glyph.HEALTHY,
                                "2 assets of the login page",
                                "200",
                                "200",
                                "20 s",
                                "2 of 5"));
    }

    @Test
    void whoDoesNotConductSeesTheHealthAndIsToldSo() {
        var old =
                GateRounds.begun(
                        "20261123-1400-7f3a",
                        "node2",
                        began().minusSeconds(900),
                        Duration.ofMinutes(3),
                        5);
        var other =
                GateRounds.begun("op-2", "node2", began().plusSeconds(1), Duration.ofMinutes(3), 5)
                        .with(Operations.checks(), began().plusSeconds(2));
        for (var gate :
                List.of(Optional.<GateRounds>empty(), Optional.of(old), Optional.of(other))) {
            var scene =
                    scene(Phase.RUNNING).health("node2", CheckState.DOWN, CheckState.DOWN, "500");
            var table = of(scene, gate).orElseThrow();
            assertThat(table.note()).contains("from here only the health is seen");
            assertThat(table.checks())
                    .extracting(GateTable.Check::glyph)
                    .containsExactly(Glyph.FAILED, Glyph.FAILED);
        }
    }

    @Test
    void aGateThatFailedShowsItsLastRound() {
        var table = of(scene(Phase.FAILED), Optional.empty()).orElseThrow();
        assertThat(table.aside()).isEqualTo("3 of 4 checks pass");
        assertThat(table.note()).isEqualTo("Tried for 19 s, then stopped.");
        assertThat(table.checks())
                .filteredOn(check -> check.glyph() == Glyph.FAILED)
                .extracting(GateTable.Check::name, GateTable.Check::answer)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("login", "500"));
    }

    @Test
    void anotherStepHasNoGate() {
        var scene = Scene.of(3).operation(Operations.at("node2", StepKind.UPDATE, Phase.RUNNING));
        assertThat(of(scene, Optional.empty())).isEmpty();
    }
}
