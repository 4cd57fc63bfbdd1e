package dev.drainboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.cli.DrainboardCommand;
import dev.drainboard.cli.Engine;
import dev.drainboard.cli.Engines;
import dev.drainboard.lab.Lab;
import dev.drainboard.lab.NeedsLab;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Settings;
import dev.drainboard.model.Snapshot;
import dev.drainboard.ui.frame.Frame;
import dev.drainboard.ui.frame.Waves;
import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Preview;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The window on real daemons: it shows what {@code status --json} says, and never more. */
@NeedsLab
@ExtendWith(ApplicationExtension.class)
final class WindowOnLabTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final int NODES = 3;

    @TempDir private Path directory;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void every_number_on_it_is_that_of_status_json_at_the_same_instant() throws Exception {
        var file = Lab.with(NODES, "commands").cluster(directory, "both", "commands");
        try (var engine = new LocalEngines().open(file, Optional.of("test"), true)) {
            var snapshot = whole(engine);
            var now = CLOCK.instant();
            var json = statusJson(file, snapshot, now);
            var frame = frame(() -> snapshot, () -> now, knock -> {});
            try {
                for (int i = 0; i < NODES; i++) {
                    press(frame, KeyCode.DOWN);
                    compare(frame, json.get("nodes").get(i));
                }
                compareRest(frame, json);
            } finally {
                stop(frame);
            }
        }
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void a_node_cut_from_the_network_is_unknown_within_4_s() throws Exception {
        var file = Lab.with(NODES, "commands").cluster(directory, "both", "commands");
        var patient =
                Files.writeString(
                        directory.resolve("patient.yaml"),
                        Files.readString(file)
                                .replaceAll(
                                        "every: \\w+, timeout: \\w+", "every: 1s, timeout: 3s"));
        assertThat(patient).content().contains("every: 1s, timeout: 3s");
        try (var engine =
                        (ClusterEngine)
                                new LocalEngines().open(patient, Optional.of("test"), true);
                var watch = engine.watch()) {
            watch.start();
            var frame = frame(watch.latest(), CLOCK, watch.latest()::onKnock);
            try {
                await(30, () -> well(frame, "#node-node2"));
                Lab.run("cut", "node2");
                var cut = CLOCK.instant();
                await(10, () -> words(frame, "#node-node2").toString().contains("Unknown"));
                assertThat(Duration.between(cut, CLOCK.instant()))
                        .isLessThan(Duration.ofSeconds(4));
                assertThat(well(frame, "#node-node2")).isFalse();

                assertThat(words(frame, "#node-node2").toString()).contains("unknown since");
                assertThat(well(frame, "#node-node1")).isTrue();
                Lab.run("heal", "node2");
                await(60, () -> well(frame, "#node-node2"));
            } finally {
                stop(frame);
            }
        } finally {
            Lab.run("heal", "node2");
        }
    }

    /** A loaded machine is asked again until every target has answered in time. */
    private static Snapshot whole(Engine engine) {
        for (int i = 0; ; i++) {
            var snapshot = engine.look();
            var status = dev.drainboard.model.Status.of(snapshot, CLOCK.instant());
            boolean whole =
                    status.state() != dev.drainboard.model.ClusterState.PARTLY_STALE
                            && status.nodes().stream().allMatch(n -> n.revision().isPresent());
            if (whole || i == 10) {
                assertThat(whole).as(status.toString()).isTrue();
                return snapshot;
            }
        }
    }

    private static void compare(Frame frame, JsonNode node) {
        var name = node.get("name").asString();
        assertThat(numbers(frame, name))
                .as(name)
                .containsExactly(
                        shown(node.get("http").get("active")),
                        shown(node.get("websocket").get("active")),
                        shown(node.get("database").get("connections")));
        assertThat(fx(() -> frame.root().lookup("#node-" + name).getAccessibleText()))
                .as("what is read aloud")
                .containsIgnoringCase(node.get("state").asString());
        assertThat(words(frame, "#node-" + name).toString())
                .contains(
                        node.get("inRotation").asBoolean() ? "In rotation" : "Out of rotation",
                        node.get("revision").asString(),
                        "idle " + shown(node.get("http").get("idle")),
                        "answers in " + millis(node.get("http").get("latencyMs")));
        assertThat(words(frame, "#inspector"))
                .contains(
                        name,
                        node.get("http").get("check").asString()
                                + " · "
                                + millis(node.get("http").get("latencyMs")),
                        shown(node.get("http").get("active")),
                        shown(node.get("http").get("idle")),
                        shown(node.get("websocket").get("active")),
                        shown(node.get("database").get("connections")),
                        node.get("http").get("by").asString(),
                        node.get("revision").asString(),
                        node.get("revisionId").asString());
    }

    private static void compareRest(Frame frame, JsonNode json) {
        var database = json.get("database");
        assertThat(words(frame, "#database"))
                .contains(
                        shown(database.get("connections")) + " of " + shown(database.get("limit")));
        for (var balancer : json.get("balancers")) {
            assertThat(words(frame, "#balancer-" + balancer.get("name").asString()))
                    .contains(
                            balancer.get("kind").asString()
                                    + " "
                                    + balancer.get("version").asString(),
                            sendsTo(balancer) + " of " + NODES);
        }
        long in =
                json.get("nodes")
                        .valueStream()
                        .filter(n -> n.get("inRotation").asBoolean())
                        .count();
        assertThat(words(frame, ".header")).contains(in + " of " + NODES + " nodes in rotation");
    }

    private static long sendsTo(JsonNode balancer) {
        return IntStream.rangeClosed(1, NODES)
                .mapToObj(number -> "node" + number)
                .filter(
                        node ->
                                balancer.get("servers")
                                        .valueStream()
                                        .filter(
                                                server ->
                                                        server.get("node").asString().equals(node))
                                        .allMatch(
                                                server ->
                                                        server.get("admin")
                                                                        .asString()
                                                                        .equals("ready")
                                                                && !server.get("check")
                                                                        .asString()
                                                                        .equals("down")))
                .count();
    }

    private static String shown(JsonNode number) {
        return number.isNull() ? "–" : number.asString().replaceAll("\\B(?=(\\d{3})+$)", "\u2009");
    }

    private static String millis(JsonNode number) {
        return (number.asLong() == 0 ? "<1" : shown(number)) + " ms";
    }

    /** The command itself, on this one snapshot and at this one instant. */
    private static JsonNode statusJson(Path file, Snapshot snapshot, Instant now) {
        var engine = proxy(Engine.class, method -> method.equals("look") ? snapshot : null);
        var engines = proxy(Engines.class, method -> engine);
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int exit =
                    DrainboardCommand.run(
                            engines,
                            () -> now,
                            first -> () -> {},
                            "status",
                            file.toString(),
                            "--json");
            assertThat(exit).isZero();
        } finally {
            System.setOut(before);
        }
        return JsonMapper.builder().build().readTree(printed.toString(StandardCharsets.UTF_8));
    }

    private static <T> T proxy(Class<T> type, java.util.function.Function<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> answers.apply(method.getName())));
    }

    private static Fault unasked() {
        return Fault.of(Fault.Kind.REFUSED, "test", "No.", "", "");
    }

    private static Frame frame(
            Supplier<Snapshot> snapshot, InstantSource clock, Consumer<Runnable> onKnock) {
        var door =
                new Door(
                        snapshot,
                        onKnock,
                        List::of,
                        List::of,
                        List::of,
                        Optional::empty,
                        new Waves(),
                        (node, last, reader) -> () -> {},
                        node -> new Reading.Failed<>(unasked(), clock.instant()),
                        (probe, target) -> {},
                        new Clusters() {
                            @Override
                            public java.util.List<Known> known() {
                                return java.util.List.of();
                            }

                            @Override
                            public Optional<Fault> open(Path file) {
                                return Optional.empty();
                            }

                            @Override
                            public java.util.List<String> atWork() {
                                return java.util.List.of();
                            }

                            @Override
                            public void stand() {}

                            @Override
                            public void goOn() {}
                        },
                        () -> Settings.DEFAULT,
                        kept -> {},
                        intent -> new Preview.Refused(unasked()),
                        order -> Optional.empty(),
                        "test",
                        true,
                        clock,
                        ZoneOffset.UTC);
        return fx(
                () -> {
                    var frame = new Frame(door);
                    var scene = new Scene(frame.root(), 1000, 900);
                    frame.start();
                    // the second pass has what the first found room for
                    for (int pass = 0; pass < 2; pass++) {
                        scene.getRoot().applyCss();
                        scene.getRoot().layout();
                    }
                    return frame;
                });
    }

    private static void stop(Frame frame) {
        fx(
                () -> {
                    frame.stop();
                    return null;
                });
    }

    private static void press(Frame frame, KeyCode code) {
        fx(
                () -> {
                    frame.root()
                            .fireEvent(
                                    new KeyEvent(
                                            KeyEvent.KEY_PRESSED,
                                            "",
                                            "",
                                            code,
                                            false,
                                            false,
                                            false,
                                            false));
                    return null;
                });
    }

    /** HTTP, websockets, database. */
    private static List<String> numbers(Frame frame, String node) {
        return fx(
                () ->
                        within(frame.root().lookup("#node-" + node))
                                .filter(each -> each.getStyleClass().contains("figure"))
                                .map(each -> ((Labeled) each).getText())
                                .toList());
    }

    /** A well node's card says what it is there for, and names no other state. */
    private static boolean well(Frame frame, String where) {
        var words = words(frame, where);
        return words.contains("In rotation")
                && Stream.of("Unknown", "Failed", "Degraded", "Draining", "Out")
                        .noneMatch(
                                state -> words.stream().anyMatch(word -> word.startsWith(state)));
    }

    private static List<String> words(Frame frame, String where) {
        return fx(
                () ->
                        new ArrayList<>(
                                within(frame.root().lookup(where))
                                        .filter(Labeled.class::isInstance)
                                        .map(each -> ((Labeled) each).getText())
                                        .toList()));
    }

    private static Stream<Node> within(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(WindowOnLabTest::within))
                : Stream.of(node);
    }

    private static <T> T fx(java.util.concurrent.Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }

    private static void await(int seconds, java.util.concurrent.Callable<Boolean> condition)
            throws Exception {
        WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, condition);
    }
}
