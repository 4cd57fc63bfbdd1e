package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Scene;
import dev.drainboard.ui.board.ConfigModel.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigModelTest {

    private static final List<String> PEERS = List.of("node1", "node3");

    private static Reading<NodeConfig> got(String... pairs) {
        var options = new java.util.LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            options.put(pairs[i], pairs[i + 1]);
        }
        return new Reading.Got<>(new NodeConfig("/etc/odoo.conf", "", options), Scene.NOW);
    }

    private static ConfigModel.Read read(Map<String, Reading<NodeConfig>> reads) {
        return (ConfigModel.Read) ConfigModel.of("node2", reads, PEERS, 39);
    }

    @Test
    void whatDiffersComesFirstWithTheValueHereAndThere() {
        var read =
                read(
                        Map.of(
                                "node2", got("db_host", "pg1", "workers", "4", "log_level", ""),
                                "node1", got("db_host", "pg1", "workers", "8"),
                                "node3", got("db_host", "pg1", "workers", "8", "x", "1")));
        assertThat(read.options())
                .containsExactly(
                        new Option("log_level", "empty", List.of("node1, node3: not set")),
                        new Option("workers", "4", List.of("node1, node3: 8")),
                        new Option("x", "not set", List.of("node3: 1")),
                        new Option("db_host", "pg1", List.of()));
        assertThat(read.differ()).isEqualTo(3);
        assertThat(read.says().getFirst()).startsWith("Compared with 2 of 39 other nodes.");
        assertThat(read.lines()).startsWith("log_level = empty  # node1, node3: not set\n");
    }

    @Test
    void aPeerThatDoesNotAnswerIsNotComparedAndNamed() {
        var fault = Scene.unreachable("node3");
        var read =
                read(
                        Map.of(
                                "node2",
                                got("workers", "4"),
                                "node3",
                                new Reading.Failed<>(fault, Scene.NOW)));
        assertThat(read.differ()).isZero();
        assertThat(read.says())
                .containsExactly(
                        "Compared with 0 of 39 other nodes. Secrets stay on their hosts: like ones"
                                + " have like marks.",
                        "Asking node1…",
                        "node3 not compared: " + fault.why());
    }

    @Test
    void nothingIsShownOfANodeThatHasNotAnsweredYet() {
        assertThat(ConfigModel.of("node2", Map.of("node1", got("workers", "8")), PEERS, 2))
                .isEqualTo(new ConfigModel.Awaited("node2"));
    }

    @Test
    void whyItCannotBeReadIsSaid() {
        var fault = Scene.unreachable("node2");
        assertThat(
                        ConfigModel.of(
                                "node2",
                                Map.of("node2", new Reading.Failed<>(fault, Scene.NOW)),
                                PEERS,
                                2))
                .isEqualTo(new ConfigModel.Unreadable(fault));
    }
}
