package dev.drainboard.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.ClusterState;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Environment;
import dev.drainboard.model.Latency;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Settings;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Story;
import dev.drainboard.model.Word;
import dev.drainboard.ui.board.Detail;
import dev.drainboard.ui.board.Grouping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TextsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/drainboard/ui");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:\\.[A-Za-z_]+)+)\"");
    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("dev.drainboard.ui.kit.texts", Locale.ROOT);

    /** Keys that are put together from a prefix and a constant. */
    private static Stream<String> composed() {
        return Stream.of(
                        keys("node.state", NodeState.values()),
                        keys("service.state", ServiceState.values()),
                        keys("cluster.state", ClusterState.values()),
                        keys("environment", Environment.values()),
                        keys("check", CheckState.values()),
                        keys("admin", AdminState.values()),
                        keys("step", StepKind.values()),
                        keys("rollout.phase", OperationView.Phase.values()),
                        keys("rollout.word", Word.values()),
                        keys("rollout.rail.then", DrainSpec.Then.values()),
                        keys("rollout.stand", Story.Why.values()),
                        keys("header.stands", Story.Why.values()),
                        Stream.of("check", "asked", "answer", "since", "row")
                                .map(head -> "rollout.gate.head." + head),
                        Stream.of("rollout.mark.abort", "rollout.mark.roll_back"),
                        Arrays.stream(Word.values())
                                .flatMap(
                                        word ->
                                                Stream.of("title", "effect", "do")
                                                        .map(
                                                                part ->
                                                                        "confirm.word."
                                                                                + word.name()
                                                                                        .toLowerCase(
                                                                                                Locale
                                                                                                        .ROOT)
                                                                                + "."
                                                                                + part)),
                        Stream.of("drain", "maint", "restore", "update", "rollout")
                                .flatMap(
                                        kind ->
                                                Stream.of("title", "effect", "do")
                                                        .map(p -> "confirm." + kind + "." + p)),
                        Stream.of("in", "out", "unknown").map(way -> "board.rotation." + way),
                        Stream.of("http", "websocket", "database")
                                .map(name -> "board.node." + name + ".short"),
                        keys("board.figure.latency", Latency.Kind.values()),
                        Stream.of("degraded", "failed", "updating", "health_gate", "out", "waiting")
                                .map(state -> "board.brief." + state),
                        Stream.of("page.board", "page.nodes", "page.rollout"),
                        Stream.of("drain", "update", "restore", "pause", "back", "log")
                                .map(key -> "status.key." + key),
                        Stream.of("dock.events", "dock.log", "dock.commands"),
                        Stream.of("overview", "connections", "log", "config")
                                .map(tab -> "inspector.tab." + tab),
                        Stream.of("action", "place", "setting").map(k -> "palette.kind." + k),
                        Stream.of("clients", "requests").map(of -> "inspector.crowd." + of),
                        keys("board.detail", Detail.values()),
                        keys("board.group", Grouping.values()),
                        keys("board.group.none", Grouping.values()),
                        keys("wish.then", DrainSpec.Then.values()),
                        keys("settings.theme", Settings.Theme.values()),
                        keys("settings.motion", Settings.Motion.values()))
                .flatMap(keys -> keys);
    }

    private static Stream<String> keys(String prefix, Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> prefix + "." + constant.name().toLowerCase(Locale.ROOT));
    }

    private static TreeSet<String> used() throws IOException {
        var used = new TreeSet<String>();
        try (var files = Files.walk(SOURCES)) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var matcher = LITERAL.matcher(Files.readString(file));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
        }
        composed().forEach(used::add);
        return used;
    }

    @Test
    void everyTextIsUsedSomewhere() throws IOException {
        var unused = new TreeSet<>(BUNDLE.keySet());
        unused.removeAll(used());
        assertThat(unused).isEmpty();
    }

    @Test
    void everyConstantHasItsWord() {
        assertThat(composed().filter(key -> !BUNDLE.containsKey(key))).isEmpty();
    }

    @Test
    void everyKeyInTheSourcesHasItsText() throws IOException {
        var families = new TreeSet<String>();
        BUNDLE.keySet().forEach(key -> families.add(key.substring(0, key.indexOf('.'))));
        var missing = new ArrayList<String>();
        for (var key : used()) {
            boolean ours = families.contains(key.split("\\.")[0]) && !key.startsWith("window.");
            boolean prefix = BUNDLE.keySet().stream().anyMatch(k -> k.startsWith(key + "."));
            if (ours && !prefix && !BUNDLE.containsKey(key)) {
                missing.add(key);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noTextIsOfTheCommandLine() {
        for (var key : BUNDLE.keySet()) {
            assertThat(BUNDLE.getString(key)).as(key).doesNotContain("--", "`");
        }
    }

    @Test
    void anApostropheIsWrittenTwiceAndArgumentsArrive() {
        for (var key : BUNDLE.keySet()) {
            assertThat(BUNDLE.getString(key).replace("''", "")).as(key).doesNotContain("'");
        }
        assertThat(Texts.text("header.rotation", 2, 3)).isEqualTo("2 of 3 nodes in rotation");
        assertThat(Texts.text("node.state", NodeState.HEALTH_GATE)).isEqualTo("Health gate");
    }
}
