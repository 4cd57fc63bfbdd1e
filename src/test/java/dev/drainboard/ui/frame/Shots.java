package dev.drainboard.ui.frame;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.CommandRun;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.StepKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/**
 * Photographs of the window on hand-made snapshots, to be looked at: {@code Shots DIRECTORY [WIDTH
 * HEIGHT]}, with {@code -Donly=inspector} those whose name begins so. Needs no display with {@code
 * -Dglass.platform=Headless -Dprism.order=sw}.
 */
public final class Shots {

    private static int width = 1440;
    private static int height = 900;

    private Shots() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createDirectories(Path.of(arguments[0]));
        if (arguments.length == 3) {
            width = Integer.parseInt(arguments[1]);
            height = Integer.parseInt(arguments[2]);
        }
        Platform.startup(() -> {});
        Platform.setImplicitExit(false);
        dev.drainboard.ui.kit.Fonts.load();
        shot(directory, "board", well(), root -> press(root, KeyCode.DOWN));
        shot(
                directory,
                "board-light",
                well(),
                root -> {
                    ((javafx.scene.control.Button) root.lookup("#theme")).fire();
                    press(root, KeyCode.DOWN);
                });
        shot(
                directory,
                "settings",
                well(),
                root -> ((javafx.scene.control.Button) root.lookup("#rail-settings")).fire());
        shot(directory, "draining", draining(), root -> down(root, 2));
        shot(
                directory,
                "cut",
                new FakeDoor(Scene.of(3).busy().cut("node3").snapshot()),
                root -> down(root, 3));
        shot(directory, "untouched", new FakeDoor(Scene.untouched(3)), root -> down(root, 1));
        shot(directory, "six", six(), root -> down(root, 5));
        shot(
                directory,
                "twelve",
                new FakeDoor(Scene.of(12).busy().cut("node7").snapshot()),
                root -> down(root, 2));
        shot(
                directory,
                "forty",
                new FakeDoor(troubled(Scene.zoned(40, 3)).snapshot()),
                root -> down(root, 4));
        shot(
                directory,
                "thousand",
                new FakeDoor(troubled(Scene.zoned(1000, 8)).snapshot()),
                root -> down(root, 4));
        shot(
                directory,
                "five",
                new FakeDoor(Scene.of(5).balancerFails("lb1").snapshot()),
                root -> down(root, 1));
        shot(
                directory,
                "drain-dialog",
                well(),
                root -> {
                    down(root, 2);
                    press(root, KeyCode.D);
                });
        shot(
                directory,
                "rollout-dialog",
                well(),
                root -> ((javafx.scene.control.Button) root.lookup("#action-rollout")).fire());
        shot(
                directory,
                "palette",
                new FakeDoor(Scene.of(3).busy().cut("node3").snapshot()),
                root -> {
                    down(root, 2);
                    palette(root);
                });
        shot(directory, "nodes", six(), root -> press(root, KeyCode.DIGIT2));
        shot(
                directory,
                "log",
                well(),
                root -> {
                    down(root, 2);
                    ((javafx.scene.control.Button) root.lookup("#dock-log")).fire();
                });
        shot(
                directory,
                "dock-commands",
                ran(),
                root -> ((javafx.scene.control.Button) root.lookup("#dock-commands")).fire());
        shot(
                directory,
                "dock-log-light",
                ran(),
                root -> {
                    ((javafx.scene.control.Button) root.lookup("#theme")).fire();
                    ((javafx.scene.control.Button) root.lookup("#dock-log")).fire();
                });
        for (var tab : java.util.List.of("connections", "log", "config")) {
            shot(directory, "inspector-" + tab, held(), root -> open(root, tab));
            shot(
                    directory,
                    "inspector-" + tab + "-light",
                    held(),
                    root -> {
                        ((javafx.scene.control.Button) root.lookup("#theme")).fire();
                        open(root, tab);
                    });
        }
        shot(directory, "keys", well(), root -> ask(root));
        shot(directory, "rollout-running", draining(), root -> press(root, KeyCode.DIGIT3));
        shot(directory, "rollout-failed", failed(), root -> press(root, KeyCode.DIGIT3));
        shot(
                directory,
                "rollout-failed-light",
                failed(),
                root -> {
                    ((javafx.scene.control.Button) root.lookup("#theme")).fire();
                    press(root, KeyCode.DIGIT3);
                });
        shot(directory, "rollout-cut", cutOff(), root -> press(root, KeyCode.DIGIT3));
        shot(directory, "rollout-none", well(), root -> press(root, KeyCode.DIGIT3));
        Platform.exit();
    }

    private static Scene troubled(Scene scene) {
        return scene.busy()
                .health(
                        "node12",
                        dev.drainboard.model.CheckState.DOWN,
                        dev.drainboard.model.CheckState.DOWN,
                        "refused")
                .cut("node29")
                .saturated("node8")
                .admin("node18", AdminState.DRAIN, true)
                .connections("node18", 4, 3, 7)
                .admin("node22", AdminState.MAINT, true)
                .noRequests("node22");
    }

    private static FakeDoor well() {
        var door = new FakeDoor(Scene.of(3).busy().snapshot());
        door.events = FakeDoor.journal().subList(0, 6);
        return door;
    }

    /** Chooses node2, which drains, and opens that side of it. */
    private static void open(javafx.scene.Parent root, String tab) {
        down(root, 2);
        ((javafx.scene.control.Button) root.lookup("#inspector-tab-" + tab)).fire();
    }

    private static FakeDoor held() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .counting("lb2")
                                .admin("node2", AdminState.DRAIN, true)
                                .connections("node2", 9, 3, 6)
                                .holders("node2", Holding.some())
                                .bound("lb2", BoundSessions.of(java.util.Map.of("node2", 143)))
                                .bound(
                                        "lb1",
                                        BoundSessions.unknown(
                                                "lb1 keeps no table of clients; it recomputes"
                                                        + " where each goes."))
                                .snapshot());
        door.events = FakeDoor.journal();
        return door;
    }

    private static FakeDoor ran() {
        var door = held();
        var from = Scene.NOW.minusSeconds(30);
        door.commands =
                java.util.List.of(
                        run(1, from, "lb1", "nginx: change and reload")
                                .exited(from.plusMillis(310), 0),
                        run(2, from, "lb2", "haproxy: change").exited(from.plusMillis(120), 0),
                        run(3, from, "node2", "compose: up").exited(from.plusMillis(2400), 1),
                        run(4, from.plusSeconds(12), "node2", "update: follow"));
        return door;
    }

    private static CommandRun run(int number, java.time.Instant at, String host, String what) {
        return CommandRun.begun(number, at, host, what);
    }

    private static FakeDoor six() {
        return new FakeDoor(
                Scene.of(6)
                        .busy()
                        .health(
                                "node2",
                                dev.drainboard.model.CheckState.DOWN,
                                dev.drainboard.model.CheckState.DOWN,
                                "connection refused")
                        .admin("node4", AdminState.MAINT, false)
                        .noRequests("node4")
                        .cut("node5")
                        .saturated("node6")
                        .snapshot());
    }

    static LockFacts lock(String holder) {
        return new LockFacts(
                holder,
                "ops1",
                4242,
                "1",
                Scene.NOW.minusSeconds(301),
                Scene.NOW.minusSeconds(2),
                Scene.NOW,
                "rollout to 8d41b07",
                "20261123-1400-7f3a",
                7,
                false);
    }

    private static FakeDoor draining() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .admin("node2", AdminState.DRAIN, true)
                                .connections("node2", 9, 3, 6)
                                .holders("node2", Holding.some())
                                .revision("node1", "17.0-8d41b07")
                                .lock(lock("mk@ops1"))
                                .operation(
                                        Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING))
                                .snapshot());
        door.events = FakeDoor.journal();
        return door;
    }

    private static FakeDoor cutOff() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .admin("node2", AdminState.DRAIN, true)
                                .operation(
                                        Operations.at("node2", StepKind.AWAIT_IDLE, Phase.CUT_OFF))
                                .snapshot());
        door.events = FakeDoor.journal();
        return door;
    }

    private static FakeDoor failed() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .admin("node2", AdminState.MAINT, true)
                                .noRequests("node2")
                                .operation(Operations.at("node2", StepKind.GATE, Phase.FAILED))
                                .snapshot());
        door.events = FakeDoor.journal();
        return door;
    }

    private static void down(javafx.scene.Parent root, int times) {
        for (int i = 0; i < times; i++) {
            press(root, KeyCode.DOWN);
        }
    }

    private static void palette(javafx.scene.Parent root) {
        ((javafx.scene.control.Button) root.lookup("#palette-open")).fire();
        ((javafx.scene.control.TextField) root.lookup("#palette-field")).setText("drain");
    }

    private static void ask(javafx.scene.Parent root) {
        root.fireEvent(
                new KeyEvent(
                        KeyEvent.KEY_PRESSED, "?", "?", KeyCode.SLASH, true, false, false, false));
    }

    private static void press(javafx.scene.Parent root, KeyCode code) {
        root.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private static void shot(
            Path directory, String name, FakeDoor door, Consumer<javafx.scene.layout.Region> act)
            throws Exception {
        if (!name.startsWith(System.getProperty("only", ""))) {
            return;
        }
        var done = new CountDownLatch(1);
        Platform.runLater(
                () -> {
                    var frame = new Frame(door.door());
                    var scene = new javafx.scene.Scene(frame.root(), width, height);
                    var stage = new javafx.stage.Stage();
                    stage.setScene(scene);
                    stage.show();
                    frame.start();
                    act.accept(frame.root());
                    var settled = new PauseTransition(Duration.millis(900));
                    settled.setOnFinished(
                            event -> {
                                frame.root().applyCss();
                                frame.root().layout();
                                write(directory.resolve(name + ".png"), scene.snapshot(null));
                                frame.stop();
                                stage.hide();
                                done.countDown();
                            });
                    settled.play();
                });
        done.await();
    }

    private static void write(Path file, WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(
                        0,
                        0,
                        width,
                        height,
                        javafx.scene.image.PixelFormat.getIntArgbInstance(),
                        pixels,
                        0,
                        width);
        var buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        buffered.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            ImageIO.write(buffered, "png", file.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
