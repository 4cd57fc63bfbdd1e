package dev.drainboard.app;

import dev.drainboard.cli.DrainboardCommand;
import dev.drainboard.model.FaultException;
import dev.drainboard.ui.kit.FxHop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.stage.Window;

/**
 * A day's work in ten seconds, on the sandbox: a node is drained and put back, the window is opened
 * on it and its pages are turned. The build runs it and keeps what the JVM learned (an AOT cache),
 * so that every later start has what it needs at hand. It is no command.
 */
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_LOOK = Duration.ofMillis(700);

    private Rehearsal() {}

    public static void main(String[] arguments) throws Exception {
        var engines = new LocalEngines();
        try (var sandbox = engines.sandbox(4)) {
            sandbox.awaitHealthy(PATIENCE);
            var cluster = sandbox.clusterFile().toString();
            run(engines, "status", cluster);
            run(engines, "status", cluster, "--json");
            run(engines, "drain", cluster, "node2", "--yes", "--json");
            run(engines, "restore", cluster, "node2", "--yes");
            Thread.ofVirtual().name("hands").start(Rehearsal::turnThePages);
            look(engines, sandbox);
        }
        // slowly, unlike a departure: the JVM keeps what it learned as it exits
        System.exit(0);
    }

    private static void run(LocalEngines engines, String... arguments) {
        DrainboardCommand.run(engines, InstantSource.system(), new SignalInterrupts(), arguments);
    }

    /** Where there is nothing to draw with, the commands alone were rehearsed. */
    private static void look(LocalEngines engines, dev.drainboard.cli.Engines.Sandboxed sandbox) {
        try {
            engines.window(List.of(sandbox.clusterFile()), Optional.empty(), false);
        } catch (FaultException noDisplay) {
            System.out.println(noDisplay.fault());
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
