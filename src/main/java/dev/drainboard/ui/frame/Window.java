package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Settings;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Fonts;
import dev.drainboard.ui.kit.FxHop;
import dev.drainboard.ui.kit.Views;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;

/** The window of one cluster, from its opening to its closing. */
public final class Window {

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    /** Of 128 pixels: JavaFX on GTK gives the window manager this size and no other. */
    private static final String ICON = Window.class.getResource("icons/128.png").toExternalForm();

    private Window() {}

    /**
     * Begins to start what draws windows, which takes a third of a second, while the caller gets on
     * with something else. Called once in a process.
     */
    public static CompletableFuture<Void> prepare() {
        return CompletableFuture.runAsync(() -> Platform.startup(() -> {}));
    }

    /**
     * Opens the window and returns when it was closed. Not called on the JavaFX thread.
     *
     * @param toolkit what {@link #prepare} gave
     * @param shown hears that the window can be seen
     * @throws FaultException if this machine has no display
     */
    public static void openUntilClosed(CompletableFuture<Void> toolkit, Door door, Runnable shown)
            throws FaultException {
        var closed = new CountDownLatch(1);
        try {
            toolkit.join();
        } catch (CompletionException e) {
            throw noDisplay(e.getCause()).thrown();
        }
        FxHop.run(() -> open(door, new Stage(), closed::countDown, shown));
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A frame is out when the next one begins. */
    private static void afterTheFirstFrame(Scene scene, Runnable deed) {
        var pulses = new AtomicInteger();
        var listener = new AtomicReference<Runnable>();
        listener.set(
                () -> {
                    if (pulses.incrementAndGet() == 2) {
                        scene.removePostLayoutPulseListener(listener.get());
                        deed.run();
                    } else {
                        Platform.requestNextPulse();
                    }
                });
        scene.addPostLayoutPulseListener(listener.get());
    }

    /** On the JavaFX thread; returns at once. */
    public static void open(Door door, Stage stage, Runnable closed) {
        open(door, stage, closed, () -> {});
    }

    /**
     * First the empty window in the colours of the theme, which is there in half the time, and then
     * what is in it.
     */
    private static void open(Door door, Stage stage, Runnable closed, Runnable shown) {
        var settings = door.settings().get();
        var empty = new StackPane();
        empty.getStyleClass().addAll("drainboard", Appearance.dark(settings) ? "dark" : "light");
        empty.getStylesheets().add(Views.theme());
        var room = Screen.getPrimary().getVisualBounds();
        var scene =
                new Scene(
                        empty,
                        Math.min(WIDTH, room.getWidth()),
                        Math.min(HEIGHT, room.getHeight()));
        stage.setTitle(text("window.title", door.snapshot().get().cluster().name()));
        stage.getIcons().add(new Image(ICON));
        stage.setScene(scene);
        stage.setMinWidth(1024);
        stage.setMinHeight(680);
        place(stage, settings);
        stage.setOnHiding(event -> door.keep().accept(placed(stage, door.settings().get())));
        stage.setOnHidden(event -> closed.run());
        stage.show();
        afterTheFirstFrame(
                scene,
                () -> {
                    fill(door, stage, closed);
                    afterTheFirstFrame(scene, shown);
                });
    }

    private static void fill(Door door, Stage stage, Runnable closed) {
        Fonts.load();
        var frame = new Frame(door);
        stage.setOnHidden(
                event -> {
                    frame.stop();
                    closed.run();
                });
        stage.iconifiedProperty()
                .addListener((property, before, now) -> frame.seen(!now && stage.isShowing()));
        frame.start();
        stage.getScene().setRoot(frame.root());
    }

    /** Where it was, if that is still on a screen. */
    private static void place(Stage stage, Settings settings) {
        settings.place()
                .filter(
                        place ->
                                !Screen.getScreensForRectangle(
                                                place.x(), place.y(), place.width(), place.height())
                                        .isEmpty())
                .ifPresent(
                        place -> {
                            stage.setX(place.x());
                            stage.setY(place.y());
                            stage.setWidth(place.width());
                            stage.setHeight(place.height());
                            stage.setMaximized(place.maximized());
                        });
    }

    private static Settings placed(Stage stage, Settings settings) {
        var before = settings.place();
        if (stage.isMaximized() && before.isPresent()) {
            var place = before.get();
            return settings.with(
                    new Settings.Place(place.x(), place.y(), place.width(), place.height(), true));
        }
        return settings.with(
                new Settings.Place(
                        stage.getX(),
                        stage.getY(),
                        stage.getWidth(),
                        stage.getHeight(),
                        stage.isMaximized()));
    }

    private static Fault noDisplay(Throwable cause) {
        return Fault.of(
                Fault.Kind.WRONG,
                "window.display.none",
                "The window cannot be opened.",
                "There is no display here, or GTK 3 is not installed: "
                        + String.valueOf(cause.getMessage()).replaceFirst("\\.$", "")
                        + ".",
                "Install GTK 3 (Debian: libgtk-3-0), or use the command line: `drainboard --help` lists what it can do.");
    }
}
