package dev.drainboard.ui.frame;

import static dev.drainboard.ui.frame.Seen.await;
import static dev.drainboard.ui.frame.Seen.mute;
import static dev.drainboard.ui.frame.Seen.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
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
@Timeout(300)
final class WindowTest {

    private static final Order DRAIN =
            new Order.Wanted(new Intent.Drain("node2", Intent.DrainWish.DEFAULT));

    private final FakeDoor door = new FakeDoor(three().snapshot());
    private Frame frame;
    private volatile boolean closed;
    private volatile String proposed = "";
    private volatile Path csv = Path.of("nowhere.csv");
    @org.junit.jupiter.api.io.TempDir private Path dir;

    private static dev.drainboard.model.Scene three() {
        return dev.drainboard.model.Scene.of(3);
    }

    @Start
    void start(Stage stage) {
        frame =
                new Frame(
                        door.door(),
                        new Chooser() {
                            @Override
                            public Optional<Path> clusterFile(javafx.stage.Window over) {
                                return Optional.of(Path.of("b.yaml"));
                            }

                            @Override
                            public Optional<Path> csvFile(javafx.stage.Window over, String name) {
                                proposed = name;
                                return Optional.of(csv);
                            }
                        });
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
    void aMistakeOfOursIsToldInWordsAndOnce(FxRobot robot) throws Exception {
        var mistake = new IllegalStateException("no such card");
        for (int i = 0; i < 3; i++) {
            Platform.runLater(
                    () -> {
                        throw mistake;
                    });
        }
        await(() -> robot.lookup("#fault-close").tryQuery().isPresent());
        assertThat(words(robot, ".fault-strip")).contains("no such card", "What runs goes on");
        robot.clickOn("#fault-close");
        Platform.runLater(
                () -> {
                    throw mistake;
                });
        robot.interact(() -> {});
        assertThat(robot.lookup("#fault-close").tryQuery()).isEmpty();
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
    void aCutNodeIsUnknownAndItsLastNumbersStayPalerAndWithTheirAge(FxRobot robot)
            throws Exception {
        assertThat(words(robot, "#node-node3")).contains("36", "12", "In rotation");
        door.becomes(three().cut("node3").snapshot());
        await(() -> words(robot, "#node-node3").contains("Unknown"));
        assertThat(words(robot, "#node-node3"))
                .contains("Unknown · 12 s ago", "unknown since 12 s", "36", "12");
        Node card = robot.lookup("#node-node3").query();
        assertThat(card.getAccessibleText()).contains("Unknown", "last seen 12 s ago with 36 HTTP");
        robot.interact(card::applyCss);
        assertThat(card.lookup(".figure").getOpacity()).isEqualTo(0.75);
        assertThat(robot.lookup("#node-node1 .figure").query().getOpacity()).isEqualTo(1);
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
        door.previewEnds = new CountDownLatch(1);
        robot.write("1.1");
        assertThat(disabled(robot)).isTrue();
        door.previewEnds.countDown();
        await(() -> !disabled(robot));
        var wanted = new Intent.Rollout(Optional.of("1.1"), java.util.List.of(), 1);
        assertThat(door.previews.getLast()).isEqualTo(wanted);
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        await(() -> door.orders.contains(new Order.Wanted(wanted)));
    }

    @Test
    void whileARevisionIsTypedTheDialogStaysAsItIs(FxRobot robot) throws Exception {
        robot.clickOn("#action-rollout");
        await(() -> !disabled(robot));
        WaitForAsyncUtils.waitForFxEvents();
        double high = robot.lookup("#confirm").<Region>query().getHeight();
        assertThat(words(robot, "#confirm"))
                .contains(
                        "node1, node2, node3",
                        "from 17.0-3f9c2e1 to what the tag or branch now points to",
                        "how long was never seen here");
        door.previewEnds = new CountDownLatch(1);
        robot.write("1.1");
        await(() -> door.previews.size() == 2);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#confirm").<Region>query().getHeight()).isEqualTo(high);
        assertThat(words(robot, "#confirm")).contains("Take node1 out of rotation");
        assertThat(disabled(robot)).as("that plan is of before").isTrue();
        door.previewEnds.countDown();
        await(() -> !disabled(robot));
        assertThat(words(robot, "#confirm")).contains("from 17.0-3f9c2e1 to 1.1");
        assertThat(robot.lookup("#confirm").<Region>query().getHeight()).isEqualTo(high);
    }

    @Test
    void theFiguresInTheDialogGoOnAndNothingElseMoves(FxRobot robot) throws Exception {
        ask(robot);
        var wait = robot.lookup("#wish-wait").<javafx.scene.Node>query();
        robot.interact(wait::requestFocus);
        double before = wait.localToScene(0, 0).getY();
        assertThat(words(robot, "#confirm")).doesNotContain("77");
        door.becomes(three().connections("node2", 77, 3, 6).snapshot());
        await(() -> words(robot, "#confirm").contains("77"));
        assertThat(owner(robot)).isEqualTo("wish-wait");
        assertThat(wait.localToScene(0, 0).getY()).isEqualTo(before);
        assertThat(disabled(robot)).isFalse();
    }

    @Test
    void thePlanOfAnEarlierRevisionIsNotConfirmedForTheOneThatIsTyped(FxRobot robot)
            throws Exception {
        var early = new java.util.concurrent.CountDownLatch(1);
        var late = new java.util.concurrent.CountDownLatch(1);
        door.previewEnds = early;
        robot.clickOn("#action-rollout");
        await(() -> !door.previews.isEmpty());
        robot.write("1.1");
        door.previewEnds = late;
        early.countDown();
        await(() -> words(robot, "#confirm").contains("Take node1 out of rotation"));
        assertThat(disabled(robot)).isTrue();
        late.countDown();
        await(() -> !disabled(robot));
        assertThat(door.previews.getLast())
                .isEqualTo(new Intent.Rollout(Optional.of("1.1"), java.util.List.of(), 1));
    }

    @Test
    void aMistakeBesideTheWindowIsToldAsWell(FxRobot robot) throws Exception {
        door.mistake = Optional.of(new IllegalStateException("no such plan"));
        robot.clickOn("#action-rollout");
        await(() -> words(robot, ".fault-strip").contains("no such plan"));
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
        await(() -> !disabled(robot));
        assertThat(words(robot, "#confirm"))
                .contains(
                        "Retry the step that failed?",
                        "Production",
                        "Put node2 back as it was on lb1, lb2",
                        "set server odoo/node2 state ready");
        robot.clickOn("#confirm-do");
        var retry =
                new Order.Said(
                        new Word.Said(
                                Word.RETRY, Optional.empty(), Optional.of("20261123-1400-7f3a")));
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
    void theStateInTheHeaderLeadsToARolloutThatWasCutOff(FxRobot robot) throws Exception {
        door.becomes(
                three().operation(Operations.at("node2", StepKind.DRAIN, Phase.CUT_OFF))
                        .snapshot());
        await(() -> words(robot, ".header").contains("Cut off"));
        await(() -> "Rollouts. Cut off, node2 at drain".equals(onRail(robot)));
        robot.clickOn("#cluster-state");
        assertThat(robot.lookup(".rollout").query().isVisible()).isTrue();
        assertThat(words(robot, ".rollout")).contains("Resume");

        door.becomes(three().snapshot());
        await(() -> "Rollouts".equals(onRail(robot)));
    }

    private static String onRail(FxRobot robot) {
        return robot.lookup("#page-rollout").<Button>query().getAccessibleText();
    }

    @Test
    void aWindowWithNothingToDoClosesAtOnce(FxRobot robot) {
        assertThat(closes(robot)).isTrue();
        assertThat(robot.lookup("#closing").tryQuery()).isEmpty();
    }

    @Test
    void aWindowAtWorkAsksAndClosesWhenAllStands(FxRobot robot) throws Exception {
        working(robot);
        assertThat(closes(robot)).isFalse();
        assertThat(words(robot, "#closing"))
                .contains(
                        "erp-prod: rollout to 8d41b07, node2 at drain",
                        "a node may stay out of rotation",
                        "Anybody can resume it");
        assertThat(owner(robot)).isEqualTo("closing-pause");
        assertThat(door.toStand).as("not before it was said").isFalse();

        robot.clickOn("#closing-pause");
        await(() -> door.toStand);
        assertThat(words(robot, "#closing")).contains("Waiting for the step to end");
        assertThat(closed).as("the step is under way").isFalse();

        door.atWork = java.util.List.of();
        await(() -> closed);
    }

    @Test
    void aWindowAtWorkClosesAtOnceOnlyWhenThatIsChosen(FxRobot robot) {
        working(robot);
        closes(robot);
        robot.clickOn("#closing-now");
        assertThat(closed).isTrue();
        assertThat(door.toStand).isFalse();
    }

    @Test
    void whoStaysClosesNothingAndCanOrderAgain(FxRobot robot) throws Exception {
        working(robot);
        closes(robot);
        robot.clickOn("#closing-pause");
        await(() -> door.toStand);
        robot.clickOn("#closing-stay");
        assertThat(robot.lookup("#closing").tryQuery()).isEmpty();
        assertThat(door.toStand).isFalse();
        door.atWork = java.util.List.of();
        Thread.sleep(500);
        assertThat(closed).isFalse();
    }

    private void working(FxRobot robot) {
        door.atWork = java.util.List.of("erp-prod");
        robot.interact(
                () ->
                        door.becomes(
                                three().operation(
                                                Operations.at(
                                                        "node2", StepKind.DRAIN, Phase.RUNNING))
                                        .snapshot()));
    }

    private boolean closes(FxRobot robot) {
        var may = new boolean[1];
        robot.interact(() -> may[0] = frame.mayClose(() -> closed = true));
        return may[0];
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
    void arrowsTakeTheFocusAlongThePipes(FxRobot robot) throws Exception {
        robot.type(KeyCode.DOWN);
        await(() -> "node-node1".equals(owner(robot)));
        robot.type(KeyCode.LEFT);
        await(() -> "balancer-lb1".equals(owner(robot)));
        robot.type(KeyCode.DOWN).type(KeyCode.RIGHT);
        await(() -> owner(robot).startsWith("node-"));
        assertThat(words(robot, "#inspector")).contains(owner(robot).substring(5));
    }

    private static String owner(FxRobot robot) {
        return String.valueOf(
                robot.lookup(".drainboard").query().getScene().getFocusOwner().getId());
    }

    @Test
    void theTextIsMadeLargerAndKept(FxRobot robot) throws Exception {
        robot.press(KeyCode.CONTROL).type(KeyCode.PLUS).release(KeyCode.CONTROL);
        await(() -> door.settings.text() == 110);
        assertThat(robot.lookup(".header").<Region>query().getHeight()).isBetween(57.0, 58.0);
        robot.press(KeyCode.CONTROL).type(KeyCode.DIGIT0).release(KeyCode.CONTROL);
        await(() -> door.settings.text() == 100);
        assertThat(robot.lookup(".header").<Region>query().getHeight()).isEqualTo(52);
    }

    @Test
    void whateverTheSizeOfTextNothingOfTheInspectorIsCutOff(FxRobot robot) throws Exception {
        robot.clickOn("#node-node2");
        robot.press(KeyCode.CONTROL).type(KeyCode.MINUS).release(KeyCode.CONTROL);
        for (int size : dev.drainboard.model.Settings.TEXTS) {
            await(() -> door.settings.text() == size);
            robot.interact(() -> {});
            var inspector = robot.lookup("#inspector").<Region>query();
            double edge = inspector.localToScene(inspector.getBoundsInLocal()).getMaxX();
            for (var section : robot.lookup(".inspector-section").<Region>queryAll()) {
                assertThat(section.localToScene(section.getBoundsInLocal()).getMaxX())
                        .as(size + " %")
                        .isLessThanOrEqualTo(edge);
            }
            robot.press(KeyCode.CONTROL).type(KeyCode.PLUS).release(KeyCode.CONTROL);
        }
    }

    @Test
    void nodesAreSeenFartherAndFramedByHand(FxRobot robot) throws Exception {
        robot.type(KeyCode.MINUS);
        await(() -> words(robot, ".zoom").contains("Rows"));
        robot.type(KeyCode.DIGIT0);
        await(() -> words(robot, ".zoom").contains("Cards"));
        robot.type(KeyCode.G);
        await(() -> words(robot, ".zoom").contains("Rows"));
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
    void anotherClusterIsOpenedFromAFileAndAWrongOneIsToldBesideTheOneThatStays(FxRobot robot)
            throws Exception {
        door.unopened =
                Optional.of(
                        Fault.of(
                                        Fault.Kind.WRONG,
                                        "cluster-file.wrong",
                                        "The cluster file b.yaml has a mistake.",
                                        "b.yaml:3:1: found balancer, expected balancers.",
                                        "Mend it and try again.")
                                .said("b.yaml:3:1: found balancer, expected balancers"));
        robot.press(KeyCode.CONTROL).type(KeyCode.O).release(KeyCode.CONTROL);
        await(() -> robot.lookup("#fault-close").tryQuery().isPresent());
        assertThat(door.opened).containsExactly(java.nio.file.Path.of("b.yaml"));
        assertThat(words(robot, ".fault-strip"))
                .contains("has a mistake", "b.yaml:3:1: found balancer, expected balancers");
        assertThat(words(robot, ".header")).contains("erp-prod", "Production");
        assertThat(words(robot, "#node-node1")).contains("In rotation");
    }

    @Test
    void theHistoryIsWrittenWhereItIsWantedAndAFileThatCannotBeWrittenIsTold(FxRobot robot)
            throws Exception {
        csv = dir.resolve("erp.csv");
        control(robot, KeyCode.E);
        await(() -> Files.exists(csv));
        assertThat(proposed).isEqualTo("erp-prod-20261123-1405.csv");
        assertThat(Files.readString(csv)).startsWith("time,node,");
        await(() -> status(robot).equals("Written to " + csv + "."));

        csv = dir.resolve("none/erp.csv");
        control(robot, KeyCode.E);
        await(() -> robot.lookup("#fault-close").tryQuery().isPresent());
        assertThat(words(robot, ".fault-strip")).contains("was not written to", "NoSuchFile");
        try (var files = Files.list(dir)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatIsChosenIsCopiedAsText(FxRobot robot) throws Exception {
        control(robot, KeyCode.C);
        await(() -> clipboard().lines().count() == 3);
        robot.clickOn("#node-node2");
        control(robot, KeyCode.C);
        await(() -> clipboard().startsWith("node2\tHealthy\tIn rotation"));
        assertThat(clipboard().lines()).hasSize(1);

        robot.clickOn("#action-drain");
        await(() -> !disabled(robot));
        control(robot, KeyCode.C);
        await(() -> clipboard().startsWith("Drain node2?"));
        assertThat(clipboard()).contains("erp-prod", "set server odoo/node2 state drain");
        robot.type(KeyCode.ESCAPE);

        door.events = FakeDoor.journal();
        door.becomes(three().snapshot());
        robot.clickOn("#dock-events");
        await(() -> words(robot, "#events").contains("in rotation"));
        robot.clickOn("#events");
        control(robot, KeyCode.A);
        control(robot, KeyCode.C);
        await(() -> clipboard().lines().count() == FakeDoor.journal().size());
        assertThat(clipboard())
                .contains("node1  Restore: in rotation  mk@ops1 · 20261123-1400-7f3a");

        door.becomes(
                three().operation(Operations.at("node2", StepKind.GATE, Phase.FAILED)).snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> robot.lookup("#word-retry").tryQuery().isPresent());
        control(robot, KeyCode.C);
        await(() -> clipboard().contains("node2 did not pass its gate."));
    }

    private static String clipboard() {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000,
                () ->
                        Optional.ofNullable(
                                        javafx.scene.input.Clipboard.getSystemClipboard()
                                                .getString())
                                .orElse(""));
    }

    private static void control(FxRobot robot, KeyCode key) {
        robot.press(KeyCode.CONTROL).type(key).release(KeyCode.CONTROL);
    }

    @Test
    void theBoardDoesNotMoveWhenANodeIsWellAgain(FxRobot robot) throws Exception {
        double calm = robot.lookup(".canvas").query().localToScene(0, 0).getY();
        door.becomes(three().cut("node2").snapshot());
        await(() -> words(robot, ".attention").contains("node2"));
        double below = robot.lookup(".canvas").query().localToScene(0, 0).getY();
        assertThat(below).isGreaterThan(calm);

        door.becomes(three().snapshot());
        await(() -> words(robot, ".attention").contains("Nothing needs attention any more"));

        assertThat(robot.lookup(".canvas").query().localToScene(0, 0).getY()).isEqualTo(below);
    }

    @Test
    void aKeyThatDoesNothingSaysWhy(FxRobot robot) throws Exception {
        robot.type(KeyCode.D);
        await(() -> status(robot).startsWith("Choose a node first"));
        robot.type(KeyCode.E);
        await(() -> status(robot).equals("No node needs attention."));
        robot.type(KeyCode.P);
        await(() -> status(robot).equals("No rollout yet."));
        robot.clickOn("#node-node2").type(KeyCode.R);
        await(() -> status(robot).equals("node2 is in rotation already."));
        robot.type(KeyCode.DIGIT3).type(KeyCode.D);
        await(() -> status(robot).contains("Topology (1)"));
        robot.type(KeyCode.DIGIT1);

        door.becomes(three().cut("node2").snapshot());
        await(() -> words(robot, "#node-node2").contains("Unknown"));
        robot.type(KeyCode.U);
        await(() -> status(robot).contains("node2 cannot be changed: it needs fresh data."));

        door.becomes(three().lock(Shots.lock("ana@ops2")).snapshot());
        await(() -> words(robot, ".header").contains("ana@ops2 holds the lock"));
        for (var key : List.of(KeyCode.D, KeyCode.U, KeyCode.R)) {
            robot.type(KeyCode.ESCAPE).type(KeyCode.DOWN).type(KeyCode.DOWN).type(key);
            await(() -> status(robot).contains("ana@ops2"));
        }
        assertThat(robot.lookup("#confirm").tryQuery()).isEmpty();
        assertThat(door.previews).isEmpty();
    }

    @Test
    void theWordInTheHeaderSaysWhyWhenItIsPressed(FxRobot robot) throws Exception {
        door.becomes(
                three().health(
                                "node3",
                                dev.drainboard.model.CheckState.DOWN,
                                dev.drainboard.model.CheckState.DOWN,
                                "refused")
                        .snapshot());
        await(() -> words(robot, ".header").contains("Degraded"));
        robot.clickOn("#cluster-state");
        await(() -> status(robot).contains("node3 is failed (HTTP is down; refused)"));
    }

    @Test
    void whatCannotBeUndoneInProductionIsConfirmedByTheClustersName(FxRobot robot)
            throws Exception {
        door.becomes(
                three().operation(Operations.at("node2", StepKind.GATE, Phase.FAILED)).snapshot());
        robot.type(KeyCode.DIGIT3);
        await(() -> robot.lookup("#word-abort").tryQuery().isPresent());
        robot.clickOn("#word-abort");
        await(() -> robot.lookup("#confirm-typed").tryQuery().isPresent());
        assertThat(disabled(robot)).isTrue();
        control(robot, KeyCode.ENTER);
        assertThat(door.orders).isEmpty();
        robot.clickOn("#confirm-typed").write("erp-pro");
        assertThat(disabled(robot)).isTrue();
        robot.write("d");
        assertThat(disabled(robot)).isFalse();
        control(robot, KeyCode.ENTER);
        var abort =
                new Order.Said(
                        new Word.Said(
                                Word.ABORT, Optional.empty(), Optional.of("20261123-1400-7f3a")));
        await(() -> door.orders.contains(abort));
    }

    @Test
    void aNodeThatDiedStandsAmongTheEvents(FxRobot robot) throws Exception {
        door.turns =
                List.of(
                        new dev.drainboard.model.Turn.OfNode(
                                door.now,
                                "node3",
                                dev.drainboard.model.NodeState.HEALTHY,
                                dev.drainboard.model.NodeState.FAILED,
                                Optional.of("HTTP is down"),
                                java.time.Duration.ofSeconds(90)));
        door.becomes(three().snapshot());
        await(() -> words(robot, "#events").contains("Failed: HTTP is down"));
        assertThat(words(robot, "#events")).contains("14:05:07", "node3", "observed");
    }

    @Test
    void theNewestDeedIsTakenBackByOneKeyOrOneClick(FxRobot robot) throws Exception {
        door.events = FakeDoor.journal().subList(0, 3);
        door.becomes(three().admin("node1", AdminState.DRAIN, true).noRequests("node1").snapshot());
        await(() -> robot.lookup("#undo-node1").tryQuery().isPresent());
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        await(() -> robot.lookup("#confirm").tryQuery().isPresent());
        assertThat(words(robot, "#confirm")).contains("Restore node1?");
        robot.type(KeyCode.ESCAPE);
        robot.clickOn("#dock-events").clickOn("#undo-node1");
        await(() -> robot.lookup("#confirm").tryQuery().isPresent());
        assertThat(words(robot, "#confirm")).contains("Restore node1?");
        robot.type(KeyCode.ESCAPE);

        door.becomes(three().snapshot());
        await(() -> robot.lookup("#undo-node1").tryQuery().isEmpty());
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        await(() -> status(robot).contains("can be taken back"));
    }

    @Test
    void aColleaguesDeedIsTakenBackByAClickAndNotByAKey(FxRobot robot) throws Exception {
        var mine = FakeDoor.journal().get(2);
        door.events =
                List.of(
                        new dev.drainboard.model.JournalEntry(
                                mine.at(),
                                mine.operation(),
                                "ana@ops2",
                                mine.kind(),
                                mine.node(),
                                mine.step(),
                                mine.detail(),
                                mine.data(),
                                mine.fault()));
        door.becomes(three().admin("node1", AdminState.DRAIN, true).noRequests("node1").snapshot());
        await(() -> robot.lookup("#undo-node1").tryQuery().isPresent());
        assertThat(words(robot, "#events")).contains("ana@ops2");
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        await(() -> status(robot).contains("Nothing of yours"));
        assertThat(robot.lookup("#confirm").tryQuery()).isEmpty();
    }

    private static String status(FxRobot robot) {
        return robot.lookup(".status-bar").<org.controlsfx.control.StatusBar>query().getText();
    }

    @Test
    void theNameOfTheClusterLeadsToTheOthers(FxRobot robot) throws Exception {
        var staging = java.nio.file.Path.of("/srv/erp-staging.yaml");
        door.known =
                List.of(
                        new Clusters.Known(
                                staging,
                                "erp-staging",
                                dev.drainboard.model.Environment.STAGING,
                                Clusters.Now.CLOSED));
        robot.clickOn("#cluster-switch").clickOn("#switch-erp-staging");
        await(() -> door.opened.contains(staging));

        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        await(() -> robot.lookup("#palette-field").tryQuery().isPresent());
        robot.write("open erp-st");
        assertThat(words(robot, "#palette")).contains("Open erp-staging", "Staging");
        robot.type(KeyCode.ENTER);
        await(() -> door.opened.size() == 2);
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
}
