package dev.drainboard.ui.frame;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.CommandRun;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Settings;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Fonts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/**
 * Photographs of the window, of every state in both themes and two sizes: {@code Shots DIRECTORY
 * [WIDTH HEIGHT [THEME [NAME...]]]}. The window is the real one, what it looks at is made by hand
 * and stands still, so that two pictures of one state are the same.
 */
public final class Shots {

    /**
     * A state of the window.
     *
     * @param act what is pressed before the picture is taken
     */
    record Shot(String name, Supplier<FakeDoor> door, Consumer<Region> act) {}

    private record Look(int width, int height, Settings.Theme theme) {
        @Override
        public String toString() {
            return theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height;
        }
    }

    static final List<Shot> ALL =
            List.of(
                    new Shot("board", Shots::well, root -> down(root, 1)),
                    new Shot("board-draining", Shots::draining, root -> down(root, 2)),
                    new Shot("board-stale", Shots::cut, root -> down(root, 3)),
                    new Shot(
                            "board-loading",
                            () -> new FakeDoor(Scene.untouched(3)),
                            root -> down(root, 1)),
                    new Shot("board-six", Shots::six, root -> down(root, 5)),
                    new Shot("board-twelve", Shots::twelve, root -> down(root, 2)),
                    new Shot("board-forty", () -> many(40, 3), root -> down(root, 4)),
                    new Shot("board-thousand", () -> many(1000, 8), root -> down(root, 4)),
                    new Shot("board-balancer-fails", Shots::five, root -> down(root, 1)),
                    new Shot("board-locked", Shots::locked, root -> down(root, 1)),
                    new Shot("board-read-only", Shots::readOnly, root -> down(root, 1)),
                    new Shot("board-text-90", () -> text(90, well()), root -> down(root, 1)),
                    new Shot("board-text-125", () -> text(125, well()), root -> down(root, 1)),
                    new Shot("board-text-150", () -> text(150, well()), root -> down(root, 1)),
                    new Shot(
                            "board-forty-text-150",
                            () -> text(150, many(40, 3)),
                            root -> down(root, 4)),
                    new Shot(
                            "board-forty-builds",
                            () -> many(40, 3),
                            root -> {
                                press(root, KeyCode.G);
                                press(root, KeyCode.G);
                                press(root, KeyCode.MINUS);
                            }),
                    new Shot("board-grouped", Shots::draining, root -> press(root, KeyCode.G)),
                    new Shot(
                            "board-travelled",
                            Shots::well,
                            root -> {
                                down(root, 2);
                                press(root, KeyCode.LEFT);
                            }),
                    new Shot("board-uneven", Shots::uneven, root -> down(root, 2)),
                    new Shot("board-workers", Shots::worked, root -> down(root, 3)),
                    new Shot(
                            "drain-dialog-workers",
                            Shots::worked,
                            root -> {
                                down(root, 2);
                                press(root, KeyCode.D);
                            }),
                    new Shot("board-nothing-chosen", Shots::well, root -> {}),
                    new Shot(
                            "drain-dialog",
                            Shots::well,
                            root -> {
                                down(root, 2);
                                press(root, KeyCode.D);
                            }),
                    new Shot("closing", Shots::atWork, Shots::close),
                    new Shot("board-cut-off", Shots::cutOff, root -> {}),
                    new Shot("rollout-dialog", Shots::well, root -> fire(root, "action-rollout")),
                    new Shot("rollout-dialog-typed", Shots::slow, Shots::type),
                    new Shot("palette", Shots::cut, Shots::palette),
                    new Shot("keys", Shots::well, Shots::ask),
                    new Shot("settings", Shots::well, root -> fire(root, "rail-settings")),
                    new Shot("nodes", Shots::six, root -> press(root, KeyCode.DIGIT2)),
                    new Shot("dock-commands", Shots::ran, root -> fire(root, "dock-commands")),
                    new Shot("dock-log", Shots::ran, root -> fire(root, "dock-log")),
                    new Shot(
                            "inspector-connections",
                            Shots::held,
                            root -> open(root, "connections")),
                    new Shot("inspector-log", Shots::held, root -> open(root, "log")),
                    new Shot("inspector-config", Shots::held, root -> open(root, "config")),
                    new Shot(
                            "rollout-running",
                            Shots::draining,
                            root -> press(root, KeyCode.DIGIT3)),
                    new Shot(
                            "rollout-running-text-150",
                            () -> text(150, draining()),
                            root -> press(root, KeyCode.DIGIT3)),
                    new Shot(
                            "rollout-gate-text-150",
                            () -> text(150, gate()),
                            root -> press(root, KeyCode.DIGIT3)),
                    new Shot("board-died", Shots::died, root -> fire(root, "cluster-state")),
                    new Shot(
                            "abort-dialog",
                            Shots::failed,
                            root -> {
                                press(root, KeyCode.DIGIT3);
                                root.applyCss();
                                root.layout(); // the page finds its columns
                                fire(root, "word-abort");
                            }),
                    new Shot("fault-told", Shots::wrongFile, Shots::drop),
                    new Shot("rollout-failed", Shots::failed, root -> press(root, KeyCode.DIGIT3)),
                    new Shot("rollout-gate", Shots::gate, root -> press(root, KeyCode.DIGIT3)),
                    new Shot("rollout-paused", Shots::paused, root -> press(root, KeyCode.DIGIT3)),
                    new Shot(
                            "rollout-rolled-back",
                            Shots::rolledBack,
                            root -> press(root, KeyCode.DIGIT3)),
                    new Shot("rollout-cut-off", Shots::cutOff, root -> press(root, KeyCode.DIGIT3)),
                    new Shot("rollout-none", Shots::well, root -> press(root, KeyCode.DIGIT3)));

    private Shots() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createDirectories(Path.of(arguments[0]));
        var names = List.of(arguments).subList(Math.min(4, arguments.length), arguments.length);
        Platform.startup(() -> {});
        Platform.setImplicitExit(false);
        Fonts.load();
        for (var look : looks(arguments)) {
            for (var shot : ALL) {
                if (names.isEmpty() || names.contains(shot.name())) {
                    take(directory, shot, look);
                }
            }
        }
        Platform.exit();
    }

    private static List<Look> looks(String[] arguments) {
        var looks = new ArrayList<Look>();
        for (var theme : List.of(Settings.Theme.DARK, Settings.Theme.LIGHT)) {
            if (arguments.length < 3) {
                looks.add(new Look(1440, 900, theme));
                looks.add(new Look(1024, 680, theme));
            } else if (arguments.length == 3 || theme.name().equalsIgnoreCase(arguments[3])) {
                int width = Integer.parseInt(arguments[1]);
                looks.add(new Look(width, Integer.parseInt(arguments[2]), theme));
            }
        }
        return looks;
    }

    private static FakeDoor cut() {
        return new FakeDoor(Scene.of(3).busy().cut("node3").snapshot());
    }

    private static FakeDoor twelve() {
        return new FakeDoor(Scene.of(12).busy().cut("node7").snapshot());
    }

    private static FakeDoor many(int nodes, int zones) {
        return new FakeDoor(troubled(Scene.zoned(nodes, zones)).snapshot());
    }

    private static FakeDoor text(int percent, FakeDoor door) {
        door.settings = door.settings.withText(percent);
        return door;
    }

    /** Somebody took a node out by hand and forgot a balancer. */
    private static FakeDoor uneven() {
        return new FakeDoor(
                Scene.of(3)
                        .busy()
                        .admin("lb1", "node2", AdminState.DRAIN, false)
                        .revision("node3", "17.0-8d41b07")
                        .snapshot());
    }

    private static FakeDoor five() {
        return new FakeDoor(Scene.of(5).balancerFails("lb1").snapshot());
    }

    private static FakeDoor readOnly() {
        var door = well();
        door.readOnly = true;
        return door;
    }

    /** Somebody else works. */
    private static FakeDoor locked() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .admin("node2", AdminState.DRAIN, true)
                                .connections("node2", 9, 3, 6)
                                .lock(lock("ana@ops2"))
                                .operation(
                                        Operations.at("node2", StepKind.AWAIT_IDLE, Phase.RUNNING))
                                .snapshot());
        door.events = FakeDoor.journal();
        return door;
    }

    /** A rollout whose workstation died. */
    private static FakeDoor cutOff() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .admin("node2", AdminState.DRAIN, true)
                                .operation(
                                        Operations.at("node2", StepKind.AWAIT_IDLE, Phase.CUT_OFF))
                                .snapshot());
        door.events = FakeDoor.journal();
        return door;
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

    /** Where the nodes' settings are known, and a balancer tells who is bound to whom. */
    private static FakeDoor worked() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .connections("node1", 4, 9, 14)
                                .connections("node2", 3, 7, 12)
                                .connections("node3", 11, 8, 13)
                                .workers("node1", 8)
                                .workers("node2", 8)
                                .workers("node3", 8)
                                .bound(
                                        "lb2",
                                        BoundSessions.of(
                                                java.util.Map.of(
                                                        "node1", 96, "node2", 91, "node3", 243),
                                                java.util.Map.of(
                                                        "node3",
                                                        new Crowd(
                                                                "203.0.113.0/24",
                                                                151,
                                                                243,
                                                                Crowd.Of.CLIENTS))))
                                .snapshot());
        door.events = FakeDoor.journal().subList(0, 6);
        return door;
    }

    /** Chooses node2, which drains, and opens that side of it. */
    private static void open(Region root, String tab) {
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

    /** Of which only the first plan comes. */
    private static FakeDoor slow() {
        var door = well();
        door.slowFrom = 2;
        return door;
    }

    /** Another revision, and confirms it before its plan is there. */
    private static void type(Region root) {
        fire(root, "action-rollout");
        var later = new PauseTransition(Duration.millis(400));
        later.setOnFinished(
                event -> {
                    var field = (TextField) root.lookup("#confirm-revision");
                    field.setText("18.0-2");
                    field.fireEvent(
                            new KeyEvent(
                                    KeyEvent.KEY_PRESSED,
                                    "",
                                    "",
                                    KeyCode.ENTER,
                                    false,
                                    true,
                                    false,
                                    false));
                });
        later.play();
    }

    private static FakeDoor atWork() {
        var door = draining();
        door.atWork = List.of("erp-prod");
        return door;
    }

    private static void close(Region root) {
        var window = root.getScene().getWindow();
        window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
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
        door.events = FakeDoor.journalOfADrain();
        door.history =
                new Ebb(
                        Map.of(
                                "node1", Scene.NOW.minusSeconds(283),
                                "node2", Scene.NOW.minusSeconds(79)),
                        Map.of("node1", 12, "node2", 55));
        return door;
    }

    /** node2's gate has been asked for a while, and its login page does not come. */
    private static FakeDoor gate() {
        var view = Operations.at("node2", StepKind.GATE, Phase.RUNNING);
        var began = view.current().orElseThrow().at().orElseThrow();
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .admin("node2", AdminState.MAINT, true)
                                .noRequests("node2")
                                .lock(lock("mk@ops1"))
                                .operation(view)
                                .snapshot());
        door.events = FakeDoor.journal();
        door.gate =
                java.util.Optional.of(
                        GateRounds.begun(
                                        "20261123-1400-7f3a",
                                        "node2",
                                        began,
                                        java.time.Duration.ofMinutes(3),
                                        5)
                                .with(Operations.checks(), began.plusSeconds(2))
                                .with(Operations.checks(), began.plusSeconds(3)));
        return door;
    }

    /** By whoever sits here, a minute ago. */
    private static FakeDoor paused() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .admin("node2", AdminState.MAINT, true)
                                .noRequests("node2")
                                .operation(Operations.paused("node2", StepKind.UPDATE, "mk@ops1"))
                                .snapshot());
        door.events = FakeDoor.journal();
        return door;
    }

    private static FakeDoor rolledBack() {
        var door = new FakeDoor(Scene.of(3).busy().operation(Operations.rolledBack()).snapshot());
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

    private static FakeDoor died() {
        var door =
                new FakeDoor(
                        Scene.of(3)
                                .busy()
                                .health(
                                        "node3",
                                        dev.drainboard.model.CheckState.DOWN,
                                        dev.drainboard.model.CheckState.DOWN,
                                        "both ports: it refuses connections")
                                .snapshot());
        door.events = FakeDoor.journal().subList(0, 6);
        door.turns =
                List.of(
                        new dev.drainboard.model.Turn.OfNode(
                                Scene.NOW.minusSeconds(4),
                                "node3",
                                dev.drainboard.model.NodeState.HEALTHY,
                                dev.drainboard.model.NodeState.FAILED,
                                Optional.of("HTTP is down; both ports: it refuses connections"),
                                java.time.Duration.ofMinutes(42)));
        return door;
    }

    /** A file with a mistake beside the cluster that stays. */
    private static FakeDoor wrongFile() {
        var door = well();
        door.unopened =
                Optional.of(
                        dev.drainboard.model.Fault.of(
                                        dev.drainboard.model.Fault.Kind.WRONG,
                                        "cluster-file.wrong",
                                        "The cluster file erp-staging.yaml has 2 mistakes.",
                                        "/srv/erp-staging.yaml:3:1: found balancer, expected one of balancers, nodes, ssh (did you mean balancers?).",
                                        "Mend what the lines below name and try again.")
                                .said(
                                        "/srv/erp-staging.yaml:3:1: found balancer, expected one of balancers, nodes, ssh (did you mean balancers?)\n/srv/erp-staging.yaml:9:11: found \"80b\", expected a port from 1 to 65535"));
        door.known =
                List.of(
                        new dev.drainboard.ui.kit.Clusters.Known(
                                Path.of("/srv/erp-staging.yaml"),
                                "erp-staging",
                                dev.drainboard.model.Environment.STAGING,
                                dev.drainboard.ui.kit.Clusters.Now.CLOSED));
        return door;
    }

    /** Through the palette, which opens what it finds. */
    private static void drop(Region root) {
        fire(root, "palette-open");
        ((javafx.scene.control.TextField) root.lookup("#palette-field")).setText("open erp");
        root.lookup("#palette")
                .fireEvent(
                        new KeyEvent(
                                KeyEvent.KEY_PRESSED,
                                "",
                                "",
                                KeyCode.ENTER,
                                false,
                                false,
                                false,
                                false));
    }

    private static void down(Region root, int times) {
        for (int i = 0; i < times; i++) {
            press(root, KeyCode.J);
        }
    }

    private static void palette(Region root) {
        down(root, 2);
        fire(root, "palette-open");
        ((TextField) root.lookup("#palette-field")).setText("drain");
    }

    private static void fire(Region root, String button) {
        ((Button) root.lookup("#" + button)).fire();
    }

    private static void ask(Region root) {
        root.fireEvent(
                new KeyEvent(
                        KeyEvent.KEY_PRESSED, "?", "?", KeyCode.SLASH, true, false, false, false));
    }

    static void press(Region root, KeyCode code) {
        root.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private static void take(Path directory, Shot shot, Look look) throws Exception {
        var done = new CountDownLatch(1);
        var file = directory.resolve(shot.name() + "-" + look + ".png");
        Platform.runLater(
                () -> {
                    var door = shot.door().get();
                    door.settings = door.settings.with(look.theme()).with(Settings.Motion.REDUCED);
                    var frame = new Frame(door.door());
                    // a display of its own has its mouse in the middle of the window
                    frame.root().setMouseTransparent(true);
                    var scene = new javafx.scene.Scene(frame.root(), look.width(), look.height());
                    var stage = new Stage();
                    stage.setScene(scene);
                    stage.setOnCloseRequest(
                            event -> {
                                if (!frame.mayClose(stage::hide)) {
                                    event.consume();
                                }
                            });
                    stage.show();
                    frame.start();
                    shot.act().accept(frame.root());
                    var settled = new PauseTransition(Duration.millis(900));
                    settled.setOnFinished(
                            event -> {
                                frame.root().applyCss();
                                frame.root().layout();
                                write(file, scene.snapshot(null));
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
        var buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        buffered.setRGB(0, 0, width, height, pixels, 0, width);
        try {
            ImageIO.write(buffered, "png", file.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
