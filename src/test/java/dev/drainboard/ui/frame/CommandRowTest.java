package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CommandRun;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Glyph;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CommandRowTest {

    private static List<CommandRow> rows(CommandRun... runs) {
        return CommandRow.of(List.of(runs), Optional.empty(), Scene.NOW, ZoneOffset.UTC);
    }

    private static CommandRun begun(int number, int ago) {
        return CommandRun.begun(
                number, Scene.NOW.minusSeconds(ago), "lb1", "nginx: change and reload");
    }

    @Test
    void eachSaysWhereWhenHowLongAndHowItEndedTheNewestFirst() {
        var ok = begun(1, 30).exited(Scene.NOW.minusSeconds(30).plusMillis(240), 0);
        var bad = begun(2, 20).exited(Scene.NOW.minusSeconds(19), 1);
        var lost = begun(3, 15).lost(Scene.NOW, "the connection broke");
        assertThat(rows(ok, bad, lost, begun(4, 12)))
                .containsExactly(
                        new CommandRow(
                                "14:04:55",
                                Glyph.DRAINING,
                                "lb1",
                                "nginx: change and reload",
                                "runs, 12 s"),
                        new CommandRow(
                                "14:04:52",
                                Glyph.UNKNOWN,
                                "lb1",
                                "nginx: change and reload: the connection broke",
                                "end unknown, 15 s"),
                        new CommandRow(
                                "14:04:47",
                                Glyph.FAILED,
                                "lb1",
                                "nginx: change and reload",
                                "exit 1, 1.0 s"),
                        new CommandRow(
                                "14:04:37",
                                Glyph.HEALTHY,
                                "lb1",
                                "nginx: change and reload",
                                "ok 0.2 s"));
    }

    @Test
    void ofAnOperationThatSomebodyElseConductsTheJournalTellsWhatWasBegun() {
        var rows =
                CommandRow.of(
                        List.of(),
                        Optional.of(Operations.at("node2", StepKind.UPDATE, Phase.RUNNING)),
                        Scene.NOW,
                        ZoneOffset.UTC);
        assertThat(rows.getFirst().what()).isEqualTo("docker compose up -d odoo");
        assertThat(rows.getFirst().host()).isEqualTo("node2");
        assertThat(rows).extracting(CommandRow::end).containsOnly("told by the journal");
        assertThat(rows).noneMatch(row -> row.host().equals("node3"));
    }
}
