package dev.drainboard.app;

import dev.drainboard.cli.DrainboardCommand;
import java.time.InstantSource;

/** Starts Drainboard: the window, or a command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Departure.with(
                DrainboardCommand.run(
                        new LocalEngines(),
                        InstantSource.system(),
                        new SignalInterrupts(),
                        arguments));
    }
}
