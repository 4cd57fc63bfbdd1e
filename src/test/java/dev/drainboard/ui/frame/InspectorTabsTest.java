package dev.drainboard.ui.frame;

import static dev.drainboard.ui.frame.Seen.await;
import static dev.drainboard.ui.frame.Seen.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Reading;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The sides of the chosen node: what is asked for them, and only while somebody looks. */
@ExtendWith(ApplicationExtension.class)
@Timeout(300)
final class InspectorTabsTest {

    private final FakeDoor door = new FakeDoor(dev.drainboard.model.Scene.of(3).busy().snapshot());
    private Frame frame;

    @Start
    void start(Stage stage) {
        frame = new Frame(door.door());
        stage.setScene(new Scene(frame.root(), 1000, 700));
        frame.start();
        stage.show();
    }

    @AfterEach
    void stop(FxRobot robot) {
        robot.interact(frame::stop);
    }

    @Test
    void theKeyLOpensTheLogOfTheChosenNodeAndFollowsItWhileSomebodyLooks(FxRobot robot) {
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.L);
        await(
                () ->
                        words(robot, "#inspector")
                                .contains("Unknown header X-Forwarded-Host on node2"));
        assertThat(door.followed).containsExactly("node2");
        assertThat(words(robot, "#inspector")).contains("Following");
        robot.type(KeyCode.UP);
        await(() -> door.followed.equals(java.util.List.of("node1")));
        robot.type(KeyCode.DIGIT2);
        await(door.followed::isEmpty);
        robot.type(KeyCode.DIGIT1);
        await(() -> door.followed.equals(java.util.List.of("node1")));
        robot.interact(() -> frame.seen(false));
        assertThat(door.followed).as("nobody sees the window").isEmpty();
        robot.interact(() -> frame.seen(true));
        robot.clickOn("#inspector-tab-overview");
        await(door.followed::isEmpty);
    }

    @Test
    void withoutAChosenNodeLOpensTheLogsOfAll(FxRobot robot) {
        robot.type(KeyCode.L);
        await(() -> door.followed.size() == 3);
    }

    @Test
    void aFilterHidesLinesAndSaysSoAndItsLettersAreNoCommands(FxRobot robot) {
        robot.type(KeyCode.DOWN).type(KeyCode.L);
        await(() -> words(robot, ".log-list").contains("GET /web/assets/web.min.js"));
        robot.clickOn("#inspector .text-field").write("durl exception");
        assertThat(door.previews).isEmpty();
        assertThat(words(robot, "#inspector")).contains("None of the 4 lines fits the filter.");
        robot.push(KeyCode.CONTROL, KeyCode.A).write("exception");
        await(() -> words(robot, "#inspector").contains("Exception during request handling."));
        assertThat(words(robot, "#inspector")).doesNotContain("GET /web/assets");
    }

    @Test
    void settingsAreReadWhenSomebodyLooksAndWhatDiffersIsMarked(FxRobot robot) {
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertThat(door.configured).isEmpty();
        robot.clickOn("#inspector-tab-config");
        await(() -> words(robot, "#config").contains("node1, node3: 8"));
        assertThat(door.configured).containsExactlyInAnyOrder("node2", "node1", "node3");
        assertThat(door.configured.getFirst())
                .as("what is looked at comes first")
                .isEqualTo("node2");
        assertThat(words(robot, "#config"))
                .contains(
                        "4 options are not alike on all nodes",
                        "/etc/odoo/odoo.conf",
                        "max_cron_threads");
        door.now = door.now.plusSeconds(61);
        await(() -> door.configured.size() == 6);
        robot.clickOn("#inspector-tab-overview");
        door.now = door.now.plusSeconds(61);
        robot.sleep(1500); // more than a second: nothing may come of it
        assertThat(door.configured).hasSize(6);
    }

    @Test
    void whoCannotReadTheSettingsSaysWhyAndWhatToDo(FxRobot robot) {
        door.configs.put(
                "node1",
                new Reading.Failed<>(
                        dev.drainboard.model.Scene.unreachable("node1"),
                        dev.drainboard.model.Scene.NOW));
        robot.type(KeyCode.DOWN);
        robot.clickOn("#inspector-tab-config");
        var fault = dev.drainboard.model.Scene.unreachable("node1");
        await(() -> words(robot, "#config").contains(fault.what()));
        assertThat(words(robot, "#config")).contains(fault.why(), fault.fix());
        door.configs.clear();
        robot.clickOn("#config-again");
        await(() -> words(robot, "#config").contains("/etc/odoo/odoo.conf"));
    }

    @Test
    void whatRanIsInTheDockAndCanBeCopiedAsText(FxRobot robot) {
        robot.clickOn("#dock-commands");
        await(() -> words(robot, "#commands").contains("This window has run no command yet."));
        var begun =
                dev.drainboard.model.CommandRun.begun(
                        1, door.now, "lb1", "nginx: change and reload");
        door.commands = java.util.List.of(begun);
        await(() -> words(robot, "#commands").contains("runs, 0 s"));
        door.commands = java.util.List.of(begun.exited(door.now.plusMillis(310), 0));
        await(() -> words(robot, "#commands").contains("ok 0.3 s"));
        robot.clickOn("#dock-copy");
        robot.interact(
                () ->
                        assertThat(javafx.scene.input.Clipboard.getSystemClipboard().getString())
                                .isEqualTo("14:05:07  lb1  nginx: change and reload  ok 0.3 s"));
    }

    @Test
    void theLogOfOneNodeCanBeChosenAmongAll(FxRobot robot) {
        robot.clickOn("#dock-log");
        await(() -> door.followed.size() == 3);
        robot.interact(
                () ->
                        robot.lookup("#log-node")
                                .<javafx.scene.control.ChoiceBox<java.util.Optional<String>>>query()
                                .setValue(java.util.Optional.of("node3")));
        await(() -> door.followed.equals(java.util.List.of("node3")));
    }

    @Test
    void whatCouldNotBeAskedSaysWhyAndCanBeAskedAgain(FxRobot robot) {
        door.becomes(dev.drainboard.model.Scene.of(3).cut("node1").snapshot());
        robot.type(KeyCode.DOWN);
        var fault = dev.drainboard.model.Scene.unreachable("node1");
        await(() -> words(robot, ".failures").contains(fault.fix()));
        assertThat(words(robot, ".failures")).contains(fault.what(), fault.why());
        assertThat(words(robot, ".failures")).contains("last answered 12 s ago");
        assertThat(robot.lookup("#inspector .panel-fault").queryAll()).as("one cause").hasSize(1);
        robot.clickOn("#again-health");
        assertThat(door.again).containsExactly("HEALTH node1");
        door.now = door.now.plusSeconds(1);
        await(() -> words(robot, ".failures").contains("last answered 13 s ago"));
        assertThat(robot.lookup("#again-health").query().isFocused()).isTrue();
        door.becomes(dev.drainboard.model.Scene.of(3).snapshot());
        await(() -> robot.lookup("#again-health").tryQuery().isEmpty());
    }

    @Test
    void everySideSaysItsNameToWhoOnlyListens(FxRobot robot) {
        robot.type(KeyCode.DOWN);
        for (var tab : java.util.List.of("connections", "log", "config")) {
            robot.clickOn("#inspector-tab-" + tab);
            assertThat(Seen.mute(robot)).as(tab).isEmpty();
        }
        for (var tab : java.util.List.of("log", "commands")) {
            robot.clickOn("#dock-" + tab);
            assertThat(Seen.mute(robot)).as("dock " + tab).isEmpty();
        }
    }
}
