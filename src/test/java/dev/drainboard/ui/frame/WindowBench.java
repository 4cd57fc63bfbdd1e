package dev.drainboard.ui.frame;

import dev.drainboard.app.Main;
import dev.drainboard.model.Scene;
import dev.drainboard.ui.kit.Fonts;
import dev.drainboard.ui.kit.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.controlsfx.control.StatusBar;

/**
 * One contestant of the window's benchmark, which {@code src/window/bench} calls: what it is comes
 * as the first argument. Prints its figures as "name value" on lines that begin with a colon.
 *
 * <ul>
 *   <li>{@code plain}: a window with a word in it, as JavaFX comes;
 *   <li>{@code empty}: with our theme, our libraries and our start-up cache, and nothing in it;
 *   <li>{@code ours CLUSTER}: the program, also {@code hidden CLUSTER}: minimized after three
 *       seconds;
 *   <li>{@code frames N}: our window on N nodes of which a tenth changes with every second.
 * </ul>
 */
public final class WindowBench {

    private static final long STARTED = Long.getLong("bench.started", System.currentTimeMillis());

    private WindowBench() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "plain" -> {
                watch();
                Platform.startup(() -> window(new StackPane(new Label("Odoo"))));
            }
            case "empty" -> {
                watch();
                Platform.startup(WindowBench::empty);
            }
            case "ours" -> {
                watch();
                Main.main(new String[] {arguments[1]});
            }
            case "hidden" -> {
                Thread.ofPlatform().daemon().start(WindowBench::minimize);
                Main.main(new String[] {arguments[1]});
            }
            case "frames" -> frames(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void tell(String name, double value) {
        System.out.printf(Locale.ROOT, ": %s %.2f%n", name, value);
        System.out.flush();
    }

    private static void window(StackPane root) {
        var stage = new Stage();
        stage.setScene(new javafx.scene.Scene(root, 1440, 900));
        stage.show();
    }

    private static void empty() {
        Fonts.load();
        var root = new StackPane();
        root.getStyleClass().addAll("drainboard", "dark");
        root.getStylesheets().add(Views.theme());
        window(root);
    }

    /** Tells when the second frame begins, so the first is out, and when every part is live. */
    private static void watch() {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            onceThereIsAWindow(WindowBench::watch);
                        });
    }

    private static void watch(Window window) {
        var pulses = new AtomicInteger();
        var filled = new AtomicInteger();
        var live = new AtomicInteger();
        window.getScene()
                .addPostLayoutPulseListener(
                        () -> {
                            int pulse = pulses.incrementAndGet();
                            if (pulse == 1) {
                                Platform.requestNextPulse();
                            } else if (pulse == 2) {
                                tell("first-frame", System.currentTimeMillis() - STARTED);
                            }
                            if (window.getScene().lookup(".header") != null
                                    && filled.incrementAndGet() == 2) {
                                tell("first-picture", System.currentTimeMillis() - STARTED);
                            }
                            boolean now =
                                    window.getScene().lookup(".status-bar")
                                                    instanceof StatusBar status
                                            && status.getText().startsWith("Live");
                            if (now && live.incrementAndGet() == 1) {
                                tell("first-reading", System.currentTimeMillis() - STARTED);
                            }
                        });
        Platform.requestNextPulse();
    }

    private static void minimize() {
        onceThereIsAWindow(
                window ->
                        Thread.ofPlatform()
                                .daemon()
                                .start(
                                        () -> {
                                            sleep(3000);
                                            Platform.runLater(
                                                    () -> ((Stage) window).setIconified(true));
                                        }));
    }

    private static void onceThereIsAWindow(java.util.function.Consumer<Window> deed) {
        var found = new AtomicInteger();
        while (found.get() == 0) {
            try {
                Platform.runLater(
                        () ->
                                Window.getWindows().stream()
                                        .filter(window -> window.getScene() != null)
                                        .filter(window -> found.compareAndSet(0, 1))
                                        .forEach(deed));
            } catch (IllegalStateException notStarted) {
                // the toolkit comes
            }
            sleep(1);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void frames(int nodes) throws Exception {
        // JavaFX tells of its pulses only if the recorder is there before it
        FlightRecorder.getFlightRecorder();
        var door = new FakeDoor(scene(nodes, 0).snapshot());
        var opened = new CountDownLatch(1);
        var stage = new Stage[1];
        Platform.startup(
                () -> {
                    stage[0] = new Stage();
                    dev.drainboard.ui.frame.Window.open(door.door(), stage[0], () -> {});
                    opened.countDown();
                });
        opened.await();
        var over = new CountDownLatch(1);
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            for (int second = 1; over.getCount() > 0; second++) {
                                door.now = Scene.NOW.plusSeconds(second % 2);
                                door.becomes(scene(nodes, second).snapshot());
                                sleep(1000);
                            }
                        });
        sleep(6000);
        var frames = record(Duration.ofSeconds(15));
        tell("frame-p50", at(frames, 0.50));
        tell("frame-p99", at(frames, 0.99));
        tell("frames-a-second", frames.length / 15.0);
        var waits = waits(Duration.ofSeconds(15));
        tell("thread-held-p99", at(waits, 0.99));
        tell("thread-held-most", at(waits, 1));
        for (var page : List.of("nodes", "rollout", "board")) {
            tell("open-" + page, open(stage[0], page));
            sleep(1500);
        }
        over.countDown();
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    /** A tenth of the nodes has other numbers than a second ago. */
    private static Scene scene(int nodes, int second) {
        var scene = nodes > 6 ? Scene.zoned(nodes, Math.max(1, nodes / 20)) : Scene.of(nodes);
        scene.busy();
        var chance = new Random(second);
        for (int i = 0; i < Math.max(1, nodes / 10); i++) {
            var name = "node" + (1 + chance.nextInt(nodes));
            scene.connections(name, chance.nextInt(60), chance.nextInt(9), chance.nextInt(30));
            if (chance.nextInt(3) == 0) {
                scene.saturated(name);
            }
        }
        return scene;
    }

    /**
     * What each frame cost, in ms, from the first phase of its pulse to the end of its last one:
     * both threads, without the waiting of one pulse for the drawing of the one before.
     */
    private static double[] record(Duration time) throws IOException, InterruptedException {
        var file = Files.createTempFile("frames", ".jfr");
        try (var recording = new Recording()) {
            recording.enable("javafx.PulsePhase").withoutThreshold().withoutStackTrace();
            recording.start();
            Thread.sleep(time.toMillis());
            recording.stop();
            recording.dump(file);
        }
        var frames = new HashMap<Integer, Double>();
        var drawn = new java.util.HashSet<Integer>();
        for (var event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals("javafx.PulsePhase")) {
                int pulse = event.getInt("pulseId");
                if (!event.getString("phaseName").startsWith("Waiting")) {
                    frames.merge(pulse, millis(event), Double::sum);
                }
                if (event.getString("phaseName").startsWith("Paint")) {
                    drawn.add(pulse);
                }
            }
        }
        Files.delete(file);
        frames.keySet().retainAll(drawn);
        return frames.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double millis(RecordedEvent event) {
        return event.getDuration().toNanos() / 1e6;
    }

    /** How long the JavaFX thread let somebody wait who knocked every 4 ms. */
    private static double[] waits(Duration time) throws InterruptedException {
        var waits = new ArrayList<Double>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            long asked = System.nanoTime();
            var came = new AtomicLong();
            var latch = new CountDownLatch(1);
            Platform.runLater(
                    () -> {
                        came.set(System.nanoTime());
                        latch.countDown();
                    });
            latch.await(10, TimeUnit.SECONDS);
            waits.add((came.get() - asked) / 1e6);
            Thread.sleep(4);
        }
        return waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** From the press until the frame with the page is laid out, in ms. */
    private static double open(Stage stage, String page) throws InterruptedException {
        var done = new CountDownLatch(1);
        var took = new AtomicLong();
        Platform.runLater(
                () -> {
                    long began = System.nanoTime();
                    ((Button) stage.getScene().lookup("#page-" + page)).fire();
                    Runnable[] listener = new Runnable[1];
                    listener[0] =
                            () -> {
                                took.set(System.nanoTime() - began);
                                stage.getScene().removePostLayoutPulseListener(listener[0]);
                                done.countDown();
                            };
                    stage.getScene().addPostLayoutPulseListener(listener[0]);
                    Platform.requestNextPulse();
                });
        done.await(10, TimeUnit.SECONDS);
        return took.get() / 1e6;
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
