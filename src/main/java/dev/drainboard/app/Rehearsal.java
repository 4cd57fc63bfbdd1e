package dev.drainboard.app;

import dev.drainboard.cli.DrainboardCommand;
import dev.drainboard.model.FaultException;
import dev.drainboard.ui.kit.FxHop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.control.Button;
import javafx.stage.Window;

/**
 * A day's work in ten seconds, on a sandbox: a node is drained and put back and another is updated,
 * or the window is opened and its pages are turned. The build runs both and keeps what the JVM
 * learned of each (an AOT cache), so that every later start has what it needs at hand. It is no
 * command.
 */
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_LOOK = Duration.ofMillis(700);

    private Rehearsal() {}

    /**
     * @param arguments {@code commands} and the cluster file of a sandbox that runs, or {@code
     *     window}
     */
    public static void main(String[] arguments) throws Exception {
        var engines = new LocalEngines();
        switch (arguments[0]) {
            case "commands" -> commands(engines, arguments[1]);
            case "window" -> window(engines);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        // slowly, unlike a departure: the JVM keeps what it learned as it exits
        System.exit(0);
    }

    private static void commands(LocalEngines engines, String cluster) {
        run(engines, "check", cluster);
        run(engines, "status", cluster);
        run(engines, "status", cluster, "--json");
        run(engines, "drain", cluster, "node2", "--json");
        run(engines, "restore", cluster, "node2");
        run(engines, "rollout", cluster, "--to", "18.0-2", "--nodes", "node3", "--yes", "--json");
        run(engines, "log", cluster, "--verify");
    }

    /** A rehearsal in which a command fails has not been one: the build says so. */
    private static void run(LocalEngines engines, String... arguments) {
        int exit =
                DrainboardCommand.run(
                        engines, InstantSource.system(), new SignalInterrupts(), arguments);
        if (exit != 0) {
            System.err.println("Rehearsal: " + String.join(" ", arguments) + " ended " + exit);
            System.exit(exit);
        }
    }

    private static void window(LocalEngines engines) throws FaultException, InterruptedException {
        try (var sandbox = engines.sandbox(4)) {
            sandbox.awaitHealthy(PATIENCE);
            Thread.ofVirtual().name("hands").start(Rehearsal::turnThePages);
            // as a user opens it; where there is nothing to draw with it says so, and that was all
            DrainboardCommand.run(
                    engines,
                    InstantSource.system(),
                    new SignalInterrupts(),
                    sandbox.clusterFile().toString());
        }
    }

    private static void turnThePages() {
        try {
            Thread.sleep(A_LOOK.multipliedBy(4));
            for (var page : List.of("nodes", "rollout", "board")) {
                FxHop.run(() -> press("#page-" + page));
                Thread.sleep(A_LOOK);
            }
            FxHop.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void press(String button) {
        for (var window : Window.getWindows()) {
            if (window.getScene().lookup(button) instanceof Button found) {
                found.fire();
            }
        }
    }
}
