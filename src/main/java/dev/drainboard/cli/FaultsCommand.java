package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code faults}: the names for DRAINBOARD_FAULT. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description =
                "The points at which DRAINBOARD_FAULT=name[:n] stops this process as a power cut would.")
final class FaultsCommand implements Callable<Integer> {

    private final Tools tools;

    FaultsCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() {
        tools.engines().faultPoints().forEach(tools.terminal().out()::println);
        return Exit.DONE;
    }
}
