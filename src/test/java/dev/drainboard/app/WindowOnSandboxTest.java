package dev.drainboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Revision;
import dev.drainboard.model.Status;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import dev.drainboard.store.Home;
import dev.drainboard.ui.frame.Window;
import dev.drainboard.ui.kit.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What an operator does with the keyboard alone, in the real window over the real engine, on a
 * sandbox whose users are at work.
 */
@ExtendWith(ApplicationExtension.class)
@Timeout(360)
final class WindowOnSandboxTest {

    private static final Wish WISH =
            Wish.USUAL.nodes(3).boot(Duration.ofMillis(300)).load(new Wish.Load(20, 9));

    @TempDir private Path home;
    private Sandbox sandbox;
    private Desktop desktop;
    private ClusterEngine engine;
    private final AtomicReference<Stage> stage = new AtomicReference<>();
    private final FxRobot robot = new FxRobot();

    @BeforeEach
    void open() throws Exception {
        sandbox = Sandbox.start(WISH, InstantSource.system());
        assertThat(sandbox.awaitHealthy(Duration.ofSeconds(20))).isTrue();
        var file = sandbox.clusterFile();
        var quick =
                Files.readString(file)
                        .replace("soak: 3s", "soak: 300ms")
                        .replace("within: 30s", "within: 4s");
        assertThat(quick).contains("soak: 300ms").contains("within: 4s");
        Files.writeString(file, quick);
        var engines = new LocalEngines(home);
        engine = (ClusterEngine) engines.open(file, Optional.of("tester"), false);
        desktop = engines.desktop(file, Optional.of("tester"), false);
        desktop.showOn(
                new Desktop.Screen() {
                    @Override
                    public void show(Door door, Runnable begins) {
                        WindowOnSandboxTest.this.show(door, begins);
                    }

                    @Override
                    public boolean inFront() {
                        return true;
                    }

                    @Override
                    public void notice(dev.drainboard.model.Notice notice) {}
                });
        assertThat(desktop.open(file)).isEmpty();
        await("the first reading", () -> words(".status-bar").toString().contains("Live"));
    }

    @AfterEach
    void close() {
        robot.interact(() -> stage.get().hide());
        desktop.close();
        engine.close();
        sandbox.close();
    }

    /** As the program does: the hosts are asked when the window is there. */
    private void show(Door door, Runnable shown) {
        robot.interact(
                () -> {
                    stage.set(new Stage());
                    Window.open(door, stage.get(), () -> {});
                });
        shown.run();
    }

    @Test
    void keys_alone_drain_a_node_and_put_it_back() throws Exception {
        robot.push(KeyCode.DOWN).push(KeyCode.DOWN);
        confirm(KeyCode.D, "Drain node2?");
        await("node2 leaves", () -> words("#node-node2").contains("Out of rotation"));
        await(
                "and nobody holds the cluster any more",
                () -> words(".header").contains("Lock free"));
        assertThat(words(".header")).contains("2 of 3 nodes in rotation");

        confirm(KeyCode.R, "Restore node2?");
        await("node2 comes back", () -> words("#node-node2").contains("In rotation"));
        await("all serve", () -> words(".header").contains("3 of 3 nodes in rotation"));
        assertThat(sandbox.users().failures()).isEmpty();
    }

    @Test
    void the_table_of_nodes_takes_the_same_keys() throws Exception {
        robot.push(KeyCode.DIGIT2).push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.D);
        await("the question", () -> words("#confirm").toString().contains("Drain node2?"));
        robot.push(KeyCode.ESCAPE);
        await("it is gone", () -> !shows("#confirm"));
    }

    @Test
    void a_rollout_is_paused_and_goes_on_to_the_end() throws Exception {
        rollOut("18.0-2");
        await("there is a rollout", () -> shows("#word-pause"));
        robot.push(KeyCode.P);
        await("it stands", () -> words(".rollout").toString().contains("Paused"));
        assertThat(revisions()).contains("18.0-1");

        confirm(KeyCode.P, "Resume");
        await("it ends", () -> words(".rollout").toString().contains("Succeeded"));
        assertThat(revisions()).containsExactly("18.0-2", "18.0-2", "18.0-2");
        assertThat(sandbox.users().failures()).isEmpty();
    }

    @Test
    void a_gate_that_fails_is_told_and_taken_back() throws Exception {
        rollOut("18.0-login");
        await("the cause is on the page", () -> words(".rollout").toString().contains("login"));
        await("the way back is offered", () -> shows("#word-roll-back"));
        robot.push(KeyCode.DIGIT1);
        await("others serve", () -> words(".header").contains("2 of 3 nodes in rotation"));

        robot.push(KeyCode.DIGIT3);
        confirm(KeyCode.B, "Roll back");
        await("all serve again", () -> words(".header").contains("3 of 3 nodes in rotation"));
        await(
                "it says that it was taken back",
                () -> words(".rollout").toString().contains("Roll-back of rollout to 18.0-login"));
        await("nobody holds it", () -> words(".header").contains("Lock free"));
        assertThat(revisions()).containsExactly("18.0-1", "18.0-1", "18.0-1");
        assertThat(sandbox.users().failures()).isEmpty();
    }

    @Test
    void a_node_that_dies_is_seen_and_seen_to_be_well_again() throws Exception {
        sandbox.obey("kill node3");
        await("node3 failed", () -> words("#node-node3").contains("Failed"));
        assertThat(words("#node-node1")).contains("In rotation").doesNotContain("Failed");
        assertThat(words(".attention").toString()).contains("node3");
        robot.push(KeyCode.E);
        assertThat(words("#inspector")).contains("node3");
        await(
                "an event says so, with its time",
                () -> words("#events").stream().anyMatch(line -> line.startsWith("Failed: ")));

        sandbox.obey("heal node3");
        await("node3 is well", () -> well("#node-node3"));
    }

    @Test
    void the_theme_is_another_one_and_stays_so() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.K);
        await("the palette", () -> shows("#palette-field"));
        boolean dark = dark();
        robot.write("theme");
        robot.push(KeyCode.ENTER);
        await("the other theme", () -> dark() != dark);
        var kept = Home.at(home).root().resolve("settings.json");
        await("it is kept", () -> read(kept).contains(dark ? "light" : "dark"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notYet) {
            return "";
        }
    }

    private boolean dark() {
        return stage.get().getScene().getRoot().getStyleClass().contains("dark");
    }

    private void rollOut(String revision) throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.U);
        await("the dialog asks for a revision", () -> shows("#confirm-revision"));
        robot.write(revision);
        press("Roll out");
    }

    /** A key, the question that it asks, and the yes to it. */
    private void confirm(KeyCode key, String question) throws Exception {
        robot.push(key);
        press(question);
    }

    private void press(String question) throws Exception {
        await(question, () -> words("#confirm").toString().contains(question));
        await(
                question + " can be confirmed",
                () -> !stage.get().getScene().lookup("#confirm-do").isDisabled());
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        await("it is confirmed", () -> !shows("#confirm"));
    }

    private boolean shows(String selector) {
        return robot.lookup(selector).tryQuery().filter(Node::isVisible).isPresent();
    }

    /** A well node's card says what it is there for, and names no other state. */
    private boolean well(String selector) {
        var words = words(selector);
        return words.contains("In rotation")
                && Stream.of("Unknown", "Failed", "Degraded", "Draining", "Out")
                        .noneMatch(
                                state -> words.stream().anyMatch(word -> word.startsWith(state)));
    }

    /** Read on the JavaFX thread: the window changes all the time. */
    private List<String> words(String selector) {
        return WaitForAsyncUtils.waitForAsyncFx(
                20_000,
                () ->
                        robot.lookup(selector)
                                .tryQuery()
                                .map(WindowOnSandboxTest::words)
                                .orElse(Stream.of())
                                .toList());
    }

    private static Stream<String> words(Node node) {
        var own =
                node instanceof Labeled labeled
                        ? Stream.of(labeled.getText())
                        : Stream.<String>of();
        var below =
                node instanceof Parent parent
                        ? parent.getChildrenUnmodifiable().stream()
                                .flatMap(WindowOnSandboxTest::words)
                        : Stream.<String>of();
        return Stream.concat(own, below).filter(text -> text != null && !text.isBlank());
    }

    private List<String> revisions() {
        return Status.of(engine.look(), InstantSource.system().instant()).nodes().stream()
                .map(node -> node.revision().map(Revision::name).orElse("none"))
                .toList();
    }

    /** Asked on the JavaFX thread, again and again. */
    private void await(String what, BooleanSupplier holds) throws InterruptedException {
        var now = new boolean[1];
        for (int i = 0; i < 600 && !now[0]; i++) {
            robot.interact(() -> now[0] = holds.getAsBoolean());
            Thread.sleep(50);
        }
        assertThat(now[0]).as(() -> what + "; there is: " + words(".root")).isTrue();
    }
}
