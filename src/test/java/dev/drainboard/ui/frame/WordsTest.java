package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Fault;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** No words of the command line stand in the window, but where a command itself is shown. */
@ExtendWith(ApplicationExtension.class)
@Timeout(600)
final class WordsTest {

    private Stage stage;

    @Start
    void start(Stage first) {
        stage = first;
        stage.setScene(new Scene(new Region(), 1200, 800));
        stage.show();
    }

    @Test
    void inNoStateOfTheWindowIsAnythingSaidInDashesOrBackticks(FxRobot robot) {
        var wrong = new ArrayList<String>();
        for (var shot : Shots.ALL) {
            if (shot.name().startsWith("board-thousand")) {
                continue; // says what forty nodes say, for a minute
            }
            said(robot, shot).stream()
                    .filter(text -> text.contains("--") || text.contains("`"))
                    .forEach(text -> wrong.add(shot.name() + ": " + text));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aWayOutThatIsACommandIsAButtonHere(FxRobot robot) {
        var fault =
                Fault.of(
                        Fault.Kind.FAILED,
                        "gate.failed",
                        "node2 did not pass the health gate.",
                        "login: want 200, got 500.",
                        "Mend the node and say --retry, take everything back with --roll-back, or"
                                + " end with --abort.");
        var failed = Operations.at("node2", StepKind.GATE, Phase.FAILED);
        var view =
                new OperationView(
                        failed.operation(),
                        failed.purpose(),
                        failed.operator(),
                        failed.began(),
                        Phase.FAILED,
                        failed.steps(),
                        Optional.of(fault),
                        true);
        var door =
                new FakeDoor(
                        dev.drainboard.model.Scene.of(3)
                                .admin("node2", AdminState.MAINT, true)
                                .operation(view)
                                .snapshot());
        var shot =
                new Shots.Shot(
                        "fault",
                        () -> door,
                        root -> Shots.press(root, javafx.scene.input.KeyCode.DIGIT3));
        assertThat(said(robot, shot))
                .contains(
                        "Mend the node and choose “Retry…”, take everything back with “Roll"
                                + " back…”, or end with “Abort…”.")
                .noneMatch(text -> text.contains("gate.failed"));
    }

    private List<String> said(FxRobot robot, Shots.Shot shot) {
        var said = new ArrayList<String>();
        robot.interact(
                () -> {
                    var frame = new Frame(shot.door().get().door());
                    stage.getScene().setRoot(frame.root());
                    frame.start();
                    // what is in a scrolled page is found once it has its skin
                    frame.root().applyCss();
                    frame.root().layout();
                    shot.act().accept(frame.root());
                    frame.root().applyCss();
                    frame.root().layout();
                    said.addAll(Seen.said(frame.root()));
                    frame.stop();
                });
        return said;
    }
}
