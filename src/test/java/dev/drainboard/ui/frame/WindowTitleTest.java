package dev.drainboard.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Notice;
import dev.drainboard.model.Scene;
import java.util.function.BooleanSupplier;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What the window says of itself where only its title is seen. */
@ExtendWith(ApplicationExtension.class)
@Timeout(300)
final class WindowTitleTest {

    private static final Notice STOPS = new Notice(true, "erp-prod needs you", "node2 failed.");
    private static final Notice DONE = new Notice(false, "erp-prod: done", "");

    private final FakeDoor door = new FakeDoor(Scene.of(3).snapshot());
    private Stage stage;
    private Window window;

    @Start
    void start(Stage stage) {
        this.stage = stage;
        window = Window.open(door.door(), stage, () -> {});
    }

    @AfterEach
    void stop(FxRobot robot) {
        robot.interact(stage::hide);
    }

    @Test
    void whatNeedsSomebodyStandsInTheTitleUntilTheyCome(FxRobot robot) throws Exception {
        await(robot, () -> stage.getScene().lookup("#cluster-switch") != null);
        assertThat(stage.getTitle()).isEqualTo("erp-prod - Drainboard");
        assertThat(window.inFront()).isTrue();
        window.notice(STOPS);
        robot.interact(() -> {});
        assertThat(stage.getTitle()).as("who looks sees it").isEqualTo("erp-prod - Drainboard");

        robot.interact(() -> window.front(false)); // the headless screen has one window in front
        assertThat(window.inFront()).isFalse();
        window.notice(DONE);
        robot.interact(() -> {});
        assertThat(stage.getTitle()).isEqualTo("erp-prod - Drainboard");
        window.notice(STOPS);
        await(robot, () -> stage.getTitle().equals("● erp-prod needs you - erp-prod - Drainboard"));

        robot.interact(() -> window.front(true));
        await(robot, () -> stage.getTitle().equals("erp-prod - Drainboard"));
    }

    private static void await(FxRobot robot, BooleanSupplier holds) throws InterruptedException {
        var now = new boolean[1];
        for (int i = 0; i < 200 && !now[0]; i++) {
            robot.interact(() -> now[0] = holds.getAsBoolean());
            Thread.sleep(50);
        }
        assertThat(now[0]).isTrue();
    }
}
