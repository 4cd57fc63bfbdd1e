package dev.drainboard.ui.frame;

import static dev.drainboard.ui.frame.Seen.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Environment;
import dev.drainboard.model.Fault;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Turn;
import dev.drainboard.ui.kit.Clusters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.controlsfx.control.StatusBar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Every control of every page, tab, sheet and dialog has a name for who only listens, whether it
 * can be pressed now or not.
 */
@ExtendWith(ApplicationExtension.class)
@Timeout(600)
final class NamesTest {

    private final FakeDoor door =
            new FakeDoor(
                    three().busy()
                            .cut("node3")
                            .admin("node2", AdminState.DRAIN, true)
                            .noRequests("node2")
                            .operation(Operations.at("node2", StepKind.GATE, Phase.FAILED))
                            .snapshot());
    private final List<String> seen = new ArrayList<>();
    private Frame frame;

    private static Scene three() {
        return Scene.of(3);
    }

    @Start
    void start(Stage stage) {
        door.events = FakeDoor.journal();
        door.known =
                List.of(
                        new Clusters.Known(
                                Path.of("/srv/b.yaml"),
                                "b",
                                Environment.TEST,
                                Clusters.Now.CLOSED));
        frame = new Frame(door.door());
        stage.setScene(new javafx.scene.Scene(frame.root(), 1000, 700));
        frame.start();
        stage.show();
    }

    @AfterEach
    void stop(FxRobot robot) {
        robot.interact(frame::stop);
    }

    @Test
    void everythingHasAName(FxRobot robot) throws Exception {
        robot.clickOn("#node-node2");
        for (var tab : List.of("overview", "connections", "log", "config")) {
            robot.clickOn("#inspector-tab-" + tab);
            look(robot, "inspector " + tab);
        }
        for (var tab : List.of("events", "log", "commands")) {
            robot.clickOn("#dock-" + tab);
            look(robot, "dock " + tab);
        }
        robot.type(KeyCode.DIGIT2);
        look(robot, "nodes");
        robot.type(KeyCode.DIGIT3);
        look(robot, "rollout that stands");

        robot.clickOn("#word-abort");
        await(() -> robot.lookup("#confirm-typed").tryQuery().isPresent());
        look(robot, "abort");
        robot.type(KeyCode.ESCAPE);

        robot.type(KeyCode.SLASH); // no key: only takes the focus away
        control(robot, KeyCode.K);
        await(() -> robot.lookup("#palette").tryQuery().isPresent());
        look(robot, "palette");
        robot.type(KeyCode.ESCAPE);
        robot.clickOn("#rail-settings");
        look(robot, "settings");
        robot.type(KeyCode.ESCAPE);

        door.becomes(three().snapshot());
        robot.type(KeyCode.DIGIT1);
        await(() -> !robot.lookup("#action-drain").query().isDisabled());
        robot.clickOn("#action-drain");
        await(() -> robot.lookup("#wish-wait").tryQuery().isPresent());
        look(robot, "drain");
        robot.type(KeyCode.ESCAPE).type(KeyCode.U);
        await(() -> robot.lookup("#confirm-revision").tryQuery().isPresent());
        look(robot, "update");
        robot.type(KeyCode.ESCAPE);

        door.unopened =
                Optional.of(Fault.of(Fault.Kind.WRONG, "c.wrong", "It is wrong.", "W.", "F."));
        robot.clickOn("#cluster-switch");
        look(robot, "switcher");
        robot.clickOn("#switch-b");
        await(() -> robot.lookup("#fault-close").tryQuery().isPresent());
        look(robot, "fault");
        assertThat(seen).as("controls that were asked").hasSizeGreaterThan(200);
    }

    @Test
    void whatChangesIsReadOut(FxRobot robot) throws Exception {
        door.now = door.now.plusSeconds(1);
        door.turns =
                List.of(
                        new Turn.OfNode(
                                door.now,
                                "node1",
                                NodeState.HEALTHY,
                                NodeState.FAILED,
                                Optional.of("HTTP is down"),
                                Duration.ofSeconds(5)));
        door.becomes(door.snapshot);
        await(
                () ->
                        "node1 is now Failed. HTTP is down"
                                .equals(robot.lookup("#live-region").query().getAccessibleText()));
    }

    private void look(FxRobot robot, String where) {
        WaitForAsyncUtils.waitForFxEvents();
        var mute =
                WaitForAsyncUtils.waitForAsyncFx(
                        10_000,
                        () ->
                                robot.listWindows().stream()
                                        .filter(window -> window.getScene() != null)
                                        .flatMap(window -> within(window.getScene().getRoot()))
                                        .filter(NamesTest::wantsAName)
                                        .peek(node -> seen.add(where + " " + node))
                                        .filter(node -> spoken(node).isBlank())
                                        .map(Node::toString)
                                        .toList());
        assertThat(mute).as(where).isEmpty();
    }

    private static boolean wantsAName(Node node) {
        boolean cell =
                node instanceof ListCell<?> list && list.isEmpty()
                        || node instanceof TableRow<?>
                        || node instanceof TableCell<?, ?>;
        return node instanceof Control control
                && !(control instanceof Label)
                && !cell
                // they hold or move what has names of its own
                && !(control instanceof ScrollPane)
                && !(control instanceof ScrollBar)
                && !(control instanceof javafx.scene.control.Separator)
                && !(control instanceof StatusBar);
    }

    private static String spoken(Node node) {
        var said = node.getAccessibleText();
        if (said != null && !said.isBlank()) {
            return said;
        }
        return node instanceof Labeled labeled && labeled.getText() != null
                ? labeled.getText()
                : "";
    }

    private static Stream<Node> within(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(NamesTest::within))
                : Stream.of(node);
    }

    private static void control(FxRobot robot, KeyCode key) {
        robot.press(KeyCode.CONTROL).type(key).release(KeyCode.CONTROL);
    }
}
