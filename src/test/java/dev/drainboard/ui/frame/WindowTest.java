package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Order;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What an operator does and sees, with a robot's hands; 1000 x 700, as the headless screen is
 * small.
 */
@ExtendWith(ApplicationExtension.class)
@Timeout(60)
final class WindowTest {

    private static final Order DRAIN =
            new Order.Wanted(new Intent.Drain("node2", Intent.DrainWish.DEFAULT));

    private final FakeDoor door = new FakeDoor(three().snapshot());
    private Frame frame;

    private static dev.drainboard.model.Scene three() {
        return dev.drainboard.model.Scene.of(3);
    }

    @Start
    void start(Stage stage) {
        frame = new Frame(door.door());
        stage.setScene(new Scene(frame.root(), 1000, 700));
        frame.start();
        stage.show();
    }

    @AfterEach
    void stop(FxRobot robot) {
        door.orderEnds.countDown();
        robot.interact(frame::stop);
    }

    @Test
    void aClickOnANodeShowsAllAboutIt(FxRobot robot) {
        robot.clickOn("#node-node2");
        assertThat(words(robot, "#inspector"))
                .contains("node2", "Healthy, in rotation", "10.20.1.12 · compose", "17.0-3f9c2e1");
    }

    @Test
    void theArrowsGoFromNodeToNodeAndEscapeGoesBack(FxRobot robot) {
        robot.push(KeyCode.DOWN).push(KeyCode.DOWN);
        assertThat(words(robot, "#inspector")).contains("node2");
        robot.push(KeyCode.UP);
        assertThat(words(robot, "#inspector")).contains("node1");
        robot.push(KeyCode.ESCAPE);
        assertThat(words(robot, "#inspector")).doesNotContain("node1");
    }

    @Test
    void theDialogShowsThePlanAndItsCommandsAndWhereOneIs(FxRobot robot) {
        ask(robot);
        assertThat(words(robot, "#confirm"))
                .contains(
                        "Drain node2?",
                        "erp-prod",
                        "Production",
                        "Take node2 out of rotation on lb1 and lb2, both ports",
                        "lb2",
                        "set server odoo/node2 state drain");
    }

    @Test
    void theFocusIsOnCancelAndEnterDrainsNothing(FxRobot robot) throws Exception {
        ask(robot);
        assertThat(focused(robot)).isEqualTo("confirm-cancel");
        robot.push(KeyCode.ENTER);
        await(() -> robot.lookup("#confirm").tryQuery().isEmpty());
        assertThat(door.orders).isEmpty();
    }

    @Test
    void enterDrainsNothingWhereverTheFocusIs(FxRobot robot) {
        ask(robot);
        robot.push(KeyCode.TAB);
        assertThat(focused(robot)).isEqualTo("confirm-do");
        robot.push(KeyCode.ENTER);
        assertThat(door.orders).isEmpty();
        assertThat(robot.lookup("#confirm").tryQuery()).isPresent();
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup("#confirm").tryQuery()).isEmpty();
        assertThat(door.orders).isEmpty();
    }

    @Test
    void whatWasConfirmedIsHandedOutAndTheCardSaysAskedUntilAReadingSaysMore(FxRobot robot)
            throws Exception {
        door.orderEnds = new CountDownLatch(1);
        ask(robot);
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> door.orders.contains(DRAIN));
        assertThat(words(robot, "#node-node2")).contains("Asked", "In rotation");

        door.becomes(three().admin("node2", AdminState.DRAIN, true).snapshot());
        await(() -> words(robot, "#node-node2").contains("Draining"));
        assertThat(words(robot, "#node-node2")).doesNotContain("Asked", "In rotation");
    }

    @Test
    void whatCouldNotBeDoneIsToldWithWhatToDo(FxRobot robot) throws Exception {
        door.outcome =
                Optional.of(
                        Fault.of(
                                Fault.Kind.HELD,
                                "lock.held",
                                "node2 was not drained.",
                                "ana on ops2 holds the cluster.",
                                "Ask ana."));
        ask(robot);
        robot.clickOn("#confirm-do");
        await(() -> robot.lookup("#fault-close").tryQuery().isPresent());
        assertThat(words(robot, ".fault-strip"))
                .contains("node2 was not drained.", "ana on ops2 holds the cluster.", "Ask ana.");
        assertThat(words(robot, "#node-node2")).doesNotContain("Asked");
        robot.clickOn("#fault-close");
        assertThat(robot.lookup("#fault-close").tryQuery()).isEmpty();
    }

    @Test
    void aRolloutThatStopsIsToldOnItsPageAndNotTwice(FxRobot robot) throws Exception {
        door.outcome = Optional.of(Operations.fault("node2"));
        ask(robot);
        robot.clickOn("#confirm-do");
        await(() -> robot.lookup("#fault-close").tryQuery().isPresent());
        door.becomes(
                three().operation(Operations.at("node2", StepKind.GATE, Phase.FAILED)).snapshot());
        await(() -> robot.lookup("#fault-close").tryQuery().isEmpty());
        assertThat(words(robot, ".rollout")).contains("node2 did not pass its gate.");
        assertThat(robot.lookup(".rollout").query().localToScene(0, 0).getY()).isLessThan(100);
    }

    @Test
    void whatTheClusterRefusesCannotBeConfirmed(FxRobot robot) throws Exception {
        door.refusal =
                Optional.of(
                        Fault.of(Fault.Kind.REFUSED, "x.y", "It would be the last.", "W.", "F."));
        robot.clickOn("#node-node2").clickOn("#action-drain");
        await(() -> words(robot, "#confirm").contains("It would be the last."));
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(door.orders).isEmpty();
        assertThat(disabled(robot)).isTrue();
    }

    @Test
    void aGreyButtonSaysWhyAndItsKeyDoesNoMore(FxRobot robot) throws Exception {
        door.becomes(three().cut("node2").snapshot());
        await(() -> words(robot, "#node-node2").contains("Unknown"));
        robot.clickOn("#node-node2");
        assertThat(robot.lookup("#action-update").<Button>query().isDisabled()).isTrue();
        assertThat(robot.lookup("#action-drain").<Button>query().isDisabled()).isFalse();
        assertThat(words(robot, "#inspector"))
                .contains("Update: node2 cannot be changed: it needs fresh data.");
        robot.push(KeyCode.U);
        assertThat(robot.lookup("#confirm").tryQuery()).isEmpty();
        assertThat(door.previews).isEmpty();
    }

    @Test
    void aCutNodeIsUnknownAndItsNumbersAreDashes(FxRobot robot) throws Exception {
        assertThat(words(robot, "#node-node3")).contains("36", "12", "In rotation");
        door.becomes(three().cut("node3").snapshot());
        await(() -> words(robot, "#node-node3").contains("Unknown"));
        assertThat(words(robot, "#node-node3"))
                .contains("unknown since 12 s")
                .doesNotContain("36", "12 WS");
    }

    @Test
    void whenNobodyKnocksAnyMoreEverythingGrowsOldByItself(FxRobot robot) throws Exception {
        door.now = door.now.plusSeconds(4);
        await(() -> words(robot, "#node-node1").contains("Unknown"));
        assertThat(words(robot, "#node-node1")).contains("no answer for 4 s");
    }

    @Test
    void anotherRevisionWantsAnotherPlanBeforeItCanBeConfirmed(FxRobot robot) throws Exception {
        robot.clickOn("#action-rollout");
        await(() -> !disabled(robot));
        assertThat(focused(robot)).isEqualTo("confirm-revision");
        robot.write("1.1");
        assertThat(disabled(robot)).isTrue();
        await(() -> !disabled(robot));
        var wanted = new Intent.Rollout(Optional.of("1.1"), java.util.List.of(), 1);
        assertThat(door.previews.getLast()).isEqualTo(wanted);
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> door.orders.contains(new Order.Wanted(wanted)));
    }

    @Test
    void lettersTypedIntoARevisionAreNoCommands(FxRobot robot) throws Exception {
        robot.clickOn("#node-node2").clickOn("#action-update").clickOn("#confirm-revision");
        robot.write("dru");
        await(() -> door.previews.size() > 1);
        assertThat(door.previews).allMatch(intent -> intent instanceof Intent.Update);
    }

    @Test
    void aStoppedRolloutSaysWhyAndTakesAWord(FxRobot robot) throws Exception {
        door.becomes(
                three().admin("node2", AdminState.MAINT, true)
                        .operation(Operations.at("node2", StepKind.GATE, Phase.FAILED))
                        .snapshot());
        robot.push(KeyCode.DIGIT3);
        await(() -> robot.lookup("#word-retry").tryQuery().isPresent());
        assertThat(words(robot, ".rollout"))
                .contains(
                        "node2 did not pass its gate.",
                        "No module named 'zeep'",
                        "Stopped, node2 at health gate");
        robot.clickOn("#word-retry");
        assertThat(words(robot, "#confirm")).contains("Retry the step that failed?", "Production");
        robot.clickOn("#confirm-do");
        var retry = new Order.Said(new Word.Said(Word.RETRY, Optional.empty()));
        await(() -> door.orders.contains(retry));
    }

    @Test
    void aPauseIsAskedForWithoutAQuestionAndSeenUntilItStands(FxRobot robot) throws Exception {
        door.becomes(
                three().operation(Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING))
                        .snapshot());
        await(() -> words(robot, ".header").contains("Rolling out"));
        robot.push(KeyCode.DIGIT3).push(KeyCode.P);
        var pause = new Order.Said(new Word.Said(Word.PAUSE, Optional.empty()));
        await(() -> door.orders.contains(pause));
        assertThat(robot.lookup("#confirm").tryQuery()).isEmpty();
        await(() -> words(robot, ".rollout").contains("Pausing…"));

        door.becomes(
                three().operation(Operations.at("node2", StepKind.AWAIT_IDLE, Phase.PAUSED))
                        .snapshot());
        await(() -> words(robot, ".rollout").contains("Resume…"));
        assertThat(words(robot, ".rollout")).doesNotContain("Pausing…");
    }

    @Test
    void thePaletteFindsADrainAndRunsItThroughTheSameDialog(FxRobot robot) throws Exception {
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        await(() -> robot.lookup("#palette-field").tryQuery().isPresent());
        robot.write("drain node2");
        robot.type(KeyCode.ENTER);
        await(() -> robot.lookup("#confirm").tryQuery().isPresent());
        assertThat(words(robot, "#confirm")).contains("Drain node2?", "Remaining capacity");
        assertThat(door.orders).isEmpty();
        robot.type(KeyCode.ESCAPE);
        await(() -> robot.lookup("#confirm").tryQuery().isEmpty());
        assertThat(door.orders).isEmpty();
    }

    @Test
    void keysAloneDrainANode(FxRobot robot) throws Exception {
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.D);
        await(() -> robot.lookup("#confirm-do").tryQuery().isPresent() && !disabled(robot));
        robot.type(KeyCode.ENTER);
        assertThat(door.orders).as("Enter never drains").isEmpty();
        robot.type(KeyCode.D);
        await(() -> robot.lookup("#confirm-do").tryQuery().isPresent() && !disabled(robot));
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        var drain = new Intent.Drain("node2", Intent.DrainWish.DEFAULT);
        await(() -> door.orders.contains(new Order.Wanted(drain)));
    }

    @Test
    void anotherWaitIsAnotherPlanAndIsWhatIsHandedOut(FxRobot robot) throws Exception {
        ask(robot);
        WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () -> {
                    robot.lookup("#wish-wait")
                            .<javafx.scene.control.ChoiceBox<java.time.Duration>>query()
                            .setValue(java.time.Duration.ofMinutes(10));
                    return null;
                });
        await(() -> door.previews.size() == 2 && !disabled(robot));
        robot.clickOn("#confirm-do");
        await(() -> !door.orders.isEmpty());
        assertThat(door.orders.getFirst())
                .isInstanceOfSatisfying(
                        Order.Wanted.class,
                        wanted ->
                                assertThat(((Intent.Drain) wanted.intent()).wish().patience())
                                        .contains(java.time.Duration.ofMinutes(10)));
    }

    @Test
    void whoTurnsSingleLettersOffIsAskedNothingByThem(FxRobot robot) throws Exception {
        door.settings = door.settings.withLetters(false);
        robot.type(KeyCode.DOWN).type(KeyCode.D);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#confirm").tryQuery()).isEmpty();
        assertThat(door.previews).isEmpty();
    }

    @Test
    void theThemeIsSwitchedAndKept(FxRobot robot) throws Exception {
        robot.clickOn("#theme");
        await(() -> door.settings.theme() == dev.drainboard.model.Settings.Theme.LIGHT);
        assertThat(robot.lookup(".drainboard").query().getStyleClass()).contains("light");
        robot.clickOn("#rail-settings");
        robot.type(KeyCode.ESCAPE);
        await(() -> robot.lookup("#settings").tryQuery().isEmpty());
    }

    @Test
    void logsAreFollowedWhileSomebodyLooksAndNotLonger(FxRobot robot) throws Exception {
        assertThat(door.followed).isEmpty();
        robot.clickOn("#dock-log");
        await(() -> door.followed.size() == 3);
        robot.clickOn("#dock-events");
        await(() -> door.followed.isEmpty());
    }

    @Test
    void everythingThatCanHaveTheFocusSaysWhatItIs(FxRobot robot) throws Exception {
        door.becomes(
                three().busy()
                        .cut("node3")
                        .admin("node2", AdminState.DRAIN, true)
                        .noRequests("node2")
                        .snapshot());
        await(() -> words(robot, "#node-node3").contains("Unknown"));
        robot.clickOn("#node-node2");
        for (var page : List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3)) {
            robot.type(page);
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(mute(robot)).as("page " + page).isEmpty();
        }
    }

    /** What a person who only listens could come to and would hear nothing of. */
    private static List<String> mute(FxRobot robot) {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () ->
                        robot.lookup(".drainboard").<Node>queryAll().stream()
                                .flatMap(WindowTest::within)
                                .filter(node -> node.isFocusTraversable() && !node.isDisabled())
                                .filter(node -> spoken(node).isBlank())
                                .map(Node::toString)
                                .toList());
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

    private void ask(FxRobot robot) {
        robot.clickOn("#node-node2").clickOn("#action-drain");
        await(() -> !disabled(robot));
    }

    /** Asked on the JavaFX thread: the dialog is being built meanwhile. */
    private static boolean disabled(FxRobot robot) {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> robot.lookup("#confirm-do").<Button>query().isDisabled());
    }

    private static String focused(FxRobot robot) {
        return robot.lookup("#confirm").query().getScene().getFocusOwner().getId();
    }

    private static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("it did not come to that in 10 s", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Every word that can be seen in there. */
    private static String words(FxRobot robot, String where) {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () ->
                        robot.lookup(where).<Node>queryAll().stream()
                                .flatMap(WindowTest::within)
                                .filter(Labeled.class::isInstance)
                                .map(node -> ((Labeled) node).getText())
                                .collect(Collectors.joining("\n")));
    }

    private static Stream<Node> within(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        return node instanceof Parent parent
                ? Stream.concat(
                        Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(WindowTest::within))
                : Stream.of(node);
    }
}
