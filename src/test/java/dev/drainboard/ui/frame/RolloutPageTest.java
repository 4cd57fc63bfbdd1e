package dev.drainboard.ui.frame;

import static dev.drainboard.ui.frame.Seen.await;
import static dev.drainboard.ui.frame.Seen.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Order;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
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
@Timeout(300)
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
    void aDrainIsHeldAgainstAnEarlierOneAndTheWholeHasABar(FxRobot robot) {
        door.events = FakeDoor.journalOfADrain();
        door.becomes(draining().snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, ".rollout").contains("Shaded: the drain of node1 at 14:00:24"));
        Node bar = robot.lookup("#rollout-share").query();
        assertThat(bar.getAccessibleText()).matches("about \\d+ % of the time is over");
        assertThat(words(robot, ".rollout")).contains(bar.getAccessibleText());
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

    @Test
    void anOutcomeIsBroughtBeforeTheEyesWhereverOneHadScrolledTo(FxRobot robot) {
        door.becomes(draining().snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, "#held").contains("cron 'Mail queue', 42 s"));
        Node at = robot.lookup(".rollout").query();
        while (!(at instanceof ScrollPane)) {
            at = at.getParent();
        }
        var page = (ScrollPane) at;
        Node wait = robot.lookup("#held .button").query();
        robot.interact(wait::requestFocus);
        robot.interact(() -> page.setVvalue(1));

        door.becomes(
                dev.drainboard.model.Scene.of(3)
                        .operation(Operations.at("node2", StepKind.AWAIT_IDLE, Phase.FAILED))
                        .snapshot());

        await(() -> words(robot, ".rollout").contains("Choose what happens next"));
        await(() -> page.getVvalue() == 0);
        await(page::isFocused);
    }

    @Test
    void theKeyOfTheLogOpensThatOfTheNodeOnThePage(FxRobot robot) {
        door.becomes(draining().snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, "#rollout-log").contains("Following"));
        robot.type(KeyCode.L);
        Node list = robot.lookup("#rollout-log .log-list").query();
        await(list::isFocused);
        assertThat(robot.lookup(".rollout").<Node>queryAll()).allMatch(Node::isVisible);
    }

    @Test
    void theLogIsFilteredByTheStepOfTheRollout(FxRobot robot) {
        door.becomes(draining().snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, "#rollout-log").contains("Exception during"));
        ChoiceBox<Optional<StepKind>> step = robot.lookup("#rollout-log #log-step").query();
        assertThat(step.getItems()).contains(Optional.of(StepKind.DRAIN));
        robot.interact(() -> step.setValue(Optional.of(StepKind.DRAIN)));
        await(() -> !words(robot, "#rollout-log").contains("Exception during"));
        robot.interact(() -> step.setValue(Optional.of(StepKind.AWAIT_IDLE)));
        await(() -> words(robot, "#rollout-log").contains("Exception during"));
    }

    @Test
    void whoConfirmsBeforeThePlanIsThereIsToldWhyNotAndNothingIsDone(FxRobot robot)
            throws Exception {
        door.becomes(dev.drainboard.model.Scene.of(3).snapshot());
        door.previewEnds = new CountDownLatch(1);
        robot.type(KeyCode.DIGIT1).type(KeyCode.DOWN).type(KeyCode.D);
        await(() -> words(robot, "#confirm").contains("Asking the cluster"));
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        await(() -> words(robot, "#confirm").contains("The plan is not here yet."));
        // in the very moment in which it comes
        javafx.scene.control.Label notice = robot.lookup("#confirm-notice").query();
        robot.interact(
                () ->
                        notice.textProperty()
                                .addListener((property, before, now) -> pressCtrlEnter(notice)));
        door.previewEnds.countDown();
        await(() -> words(robot, "#confirm-notice").contains("Here is the plan now"));
        assertThat(door.orders).as("nobody reads as fast").isEmpty();
        Thread.sleep(900);
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        await(() -> door.orders.size() == 1);
    }

    private static void pressCtrlEnter(javafx.scene.Node on) {
        on.fireEvent(
                new javafx.scene.input.KeyEvent(
                        javafx.scene.input.KeyEvent.KEY_PRESSED,
                        "",
                        "",
                        KeyCode.ENTER,
                        false,
                        true,
                        false,
                        false));
    }

    @Test
    void whereAnotherOneWorksTheKeyOfThePauseAsksFirst(FxRobot robot) {
        door.becomes(draining().lock(Shots.lock("ana@ops2")).snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, ".rollout").contains("Ask to hand over…"));
        robot.type(KeyCode.P);
        await(() -> words(robot, "#confirm").contains("Ask to hand over?"));
        assertThat(words(robot, "#confirm")).contains("ana@ops2 on ops1 holds the cluster");
        assertThat(door.orders).isEmpty();
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        await(
                () ->
                        door.orders.equals(
                                List.of(
                                        new Order.Said(
                                                new Word.Said(
                                                        Word.PAUSE,
                                                        Optional.empty(),
                                                        Optional.of("20261123-1400-7f3a"))))));
    }

    @Test
    void theTextOfTheLockGivesWayToHowManyNodesAreInRotation(FxRobot robot) {
        door.becomes(draining().lock(Shots.lock("anastasia@ops2.example.com")).snapshot());
        await(() -> words(robot, ".header").contains("anastasia@ops2.example.com"));
        Label rotation = robot.lookup("#header-rotation").query();
        assertThat(rotation.getWidth()).isGreaterThanOrEqualTo(rotation.prefWidth(-1));
        assertThat(robot.lookup(".header .lock").query().getAccessibleText())
                .contains("anastasia@ops2.example.com");
    }

    @Test
    void aWaitIsGivenUpWithOnePress(FxRobot robot) {
        door.becomes(draining().lock(Shots.lock("mk@ops1")).snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> words(robot, "#held").contains("Stop waiting"));
        Button stop = robot.lookup("#stop-waiting").query();
        robot.interact(stop::fire);
        await(
                () ->
                        door.orders.equals(
                                List.of(
                                        new Order.Said(
                                                new Word.Said(Word.PAUSE, Optional.empty())))));
    }
}
