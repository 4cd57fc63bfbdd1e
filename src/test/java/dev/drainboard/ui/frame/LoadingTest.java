package dev.drainboard.ui.frame;

import static dev.drainboard.ui.frame.Seen.await;
import static dev.drainboard.ui.frame.Seen.words;
import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The first seconds, in which nothing was read yet. */
@ExtendWith(ApplicationExtension.class)
@Timeout(300)
final class LoadingTest {

    private final FakeDoor door = new FakeDoor(dev.drainboard.model.Scene.untouched(3));
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

    private static long blocks(FxRobot robot) {
        return robot.lookup(".skeleton").<Node>queryAll().stream().filter(Node::isVisible).count();
    }

    @Test
    void greyBlocksThenWhoIsAwaitedAndThenTheCards(FxRobot robot) {
        assertThat(words(robot, ".header")).contains("Reading…").doesNotContain("Partly stale");
        assertThat(words(robot, ".status-bar")).doesNotContain("unknown");
        await(() -> blocks(robot) == 7); // two balancers, three nodes, two services
        await(() -> words(robot, ".skeleton").contains("waiting for 10.20.1.11"));

        door.becomes(dev.drainboard.model.Scene.of(3).cut("node3").snapshot());
        await(() -> words(robot, "#node-node1").contains("In rotation"));
        assertThat(blocks(robot)).isZero();
        assertThat(robot.lookup("#node-node1").query().getOpacity()).isEqualTo(1);
        assertThat(words(robot, "#node-node3")).contains("Unknown");
    }
}
