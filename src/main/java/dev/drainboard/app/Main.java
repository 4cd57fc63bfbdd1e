package dev.drainboard.app;

import dev.drainboard.cli.DrainboardCommand;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/** Starts Drainboard: the window, or a command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(Main::note);
        var engines = new LocalEngines();
        if (DrainboardCommand.expectsWindow(arguments)) {
            engines.expectWindow();
        }
        Departure.with(
                DrainboardCommand.run(
                        engines, InstantSource.system(), new SignalInterrupts(), arguments));
    }

    /** No stack trace is for a user's terminal. */
    private static void note(Thread thread, Throwable bug) {
        LoggerFactory.getLogger(Main.class).error("{} met a mistake of ours", thread, bug);
    }
}
