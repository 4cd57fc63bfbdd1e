package dev.drainboard.app;

import dev.drainboard.cli.DrainboardCommand;
import java.time.InstantSource;

/** Starts Drainboard: the window, or a command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        var engines = new LocalEngines();
        if (DrainboardCommand.expectsWindow(arguments)) {
            engines.expectWindow();
        }
        Departure.with(
                DrainboardCommand.run(
                        engines, InstantSource.system(), new SignalInterrupts(), arguments));
    }
}
