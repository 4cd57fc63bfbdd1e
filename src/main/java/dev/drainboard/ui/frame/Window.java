package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Notice;
import dev.drainboard.model.Settings;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Fonts;
import dev.drainboard.ui.kit.FxHop;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The window, from its opening to its closing; it shows one cluster at a time. */
public final class Window {

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    /** Of 128 pixels: JavaFX on GTK gives the window manager this size and no other. */
    private static final String ICON = Window.class.getResource("icons/128.png").toExternalForm();

    private final Stage stage;
    private final Runnable closed;
    private Door door;
    private Optional<Frame> frame = Optional.empty();
    private Optional<Notice> waiting = Optional.empty();
    private volatile boolean inFront = true;

    private Window(Door door, Stage stage, Runnable closed) {
        this.door = door;
        this.stage = stage;
        this.closed = closed;
    }

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
     * @param shown gets the window when it can be seen
     * @throws FaultException if this machine has no display
     */
    public static void openUntilClosed(
            CompletableFuture<Void> toolkit, Door door, Consumer<Window> shown)
            throws FaultException {
        var closed = new CountDownLatch(1);
        try {
            toolkit.join();
        } catch (CompletionException e) {
            throw noDisplay(e.getCause()).thrown();
        }
        FxHop.run(
                () -> {
                    var window = new Window(door, new Stage(), closed::countDown);
                    window.open(() -> shown.accept(window));
                });
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
    public static Window open(Door door, Stage stage, Runnable closed) {
        var window = new Window(door, stage, closed);
        window.open(() -> {});
        return window;
    }

    /**
     * Shows another cluster in the place of this one. From any thread; returns at once.
     *
     * @param shown hears that it can be seen
     */
    public void show(Door other, Runnable shown) {
        FxHop.run(
                () -> {
                    door = other;
                    if (stage.isShowing()) {
                        frame.ifPresent(Frame::stop);
                        fill();
                        afterTheFirstFrame(stage.getScene(), shown);
                    }
                });
    }

    /**
     * First the empty window in the colours of the theme, which is there in half the time, and then
     * what is in it.
     */
    private void open(Runnable shown) {
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
        title();
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
                    Fonts.load();
                    stage.setOnHidden(event -> hidden());
                    stage.setOnCloseRequest(this::closing);
                    stage.iconifiedProperty().addListener((property, before, now) -> seen());
                    stage.focusedProperty().addListener((property, before, now) -> front(now));
                    inFront = stage.isFocused();
                    fill();
                    afterTheFirstFrame(scene, shown);
                });
    }

    /** What this window does is not cut off unasked. */
    private void closing(WindowEvent event) {
        if (frame.map(shown -> shown.mayClose(stage::hide)).orElse(true)) {
            return;
        }
        event.consume();
        stage.setIconified(false);
        stage.toFront();
    }

    private void hidden() {
        frame.ifPresent(Frame::stop);
        closed.run();
    }

    private void seen() {
        frame.ifPresent(shown -> shown.seen(!stage.isIconified() && stage.isShowing()));
    }

    private void fill() {
        var filled = new Frame(door);
        frame = Optional.of(filled);
        title();
        filled.start();
        stage.getScene().setRoot(filled.root());
        seen();
    }

    private void title() {
        var title = text("window.title", door.snapshot().get().cluster().name());
        stage.setTitle(
                waiting.map(notice -> text("window.waits", notice.title(), title)).orElse(title));
    }

    /** Whether a person looks at it, or at another program. From any thread. */
    public boolean inFront() {
        return inFront;
    }

    void front(boolean now) {
        inFront = now;
        if (now && waiting.isPresent()) {
            waiting = Optional.empty();
            title();
        }
    }

    /**
     * Says it in the window: what waits for somebody stands in the title until they come, for the
     * list of windows is all that is seen of it meanwhile. From any thread.
     */
    public void notice(Notice notice) {
        FxHop.run(
                () -> {
                    frame.ifPresent(
                            shown -> shown.say(text("notice.said", notice.title(), notice.body())));
                    if (notice.needsYou() && !inFront) {
                        waiting = Optional.of(notice);
                        title();
                    }
                });
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
