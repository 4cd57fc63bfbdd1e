package dev.drainboard.ui.frame;

import static dev.drainboard.ui.frame.Seen.await;
import static dev.drainboard.ui.frame.Seen.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.StepKind;
import java.util.List;
import javafx.scene.Node;
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

/** The page of rollouts while a drain waits, and when something failed. */
@ExtendWith(ApplicationExtension.class)
@Timeout(60)
final class RolloutPageTest {

    private final FakeDoor door = new FakeDoor(dev.drainboard.model.Scene.of(3).snapshot());
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

    private static dev.drainboard.model.Scene draining() {
        return dev.drainboard.model.Scene.of(3)
                .admin("node2", AdminState.DRAIN, true)
                .connections("node2", 9, 3, 6)
                .holders("node2", Holding.some())
                .operation(Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING));
    }

    @Test
    void whileADrainWaitsItIsSaidWhatHoldsItAndTheNodesLogIsFollowed(FxRobot robot) {
        door.becomes(draining().snapshot());
        assertThat(door.followed).isEmpty();
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, "#held").contains("cron 'Mail queue', 42 s"));
        assertThat(words(robot, "#held"))
                .contains("203.0.113.24 · lb2", "31 s", "4 more requests are in use on node2");
        await(() -> door.followed.equals(List.of("node2")));
        assertThat(words(robot, "#rollout-log")).contains("Log of node2", "Following");
        robot.type(KeyCode.DIGIT1);
        await(door.followed::isEmpty);
    }

    @Test
    void whoTypesIntoTheFilterGoesOnTypingWhenTheNextSecondIsDrawn(FxRobot robot) {
        door.becomes(draining().snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, "#rollout-log").contains("Following"));
        Node field = robot.lookup("#rollout-log .text-field").query();
        robot.interact(field::requestFocus);
        door.now = door.now.plusSeconds(1);
        await(() -> words(robot, ".rollout").contains("1 min 20 s"));
        assertThat(field.isFocused()).isTrue();
    }

    @Test
    void afterAFailureThereAreThreeWaysWithWhatTheyCostAndTheirKeys(FxRobot robot) {
        door.becomes(
                dev.drainboard.model.Scene.of(3)
                        .admin("node2", AdminState.MAINT, true)
                        .operation(Operations.at("node2", StepKind.GATE, Phase.FAILED))
                        .snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, "#stopped").contains("Choose what happens next"));
        assertThat(words(robot, "#stopped"))
                .contains(
                        "node2 is kept out of rotation. node1, node3 in rotation",
                        "No module named 'zeep'",
                        "Mend the image and say retry",
                        "Takes node1, node2 back to what ran before",
                        "After the fix: repeats health gate, node2",
                        "Revisions stay mixed: 2 of 3 nodes were changed.");
        assertThat(Seen.mute(robot)).isEmpty();
        robot.type(KeyCode.B);
        await(() -> words(robot, "#confirm").contains("Roll back?"));
        assertThat(door.orders).isEmpty();
    }
}
