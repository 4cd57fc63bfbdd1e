package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: one reading of everything, or one after the other. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "One reading of every target, or its time-out; within 6 s.")
final class StatusCommand implements Callable<Integer> {

    @Mixin private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(names = "--watch", description = "Again with every change, until interrupted.")
    private boolean watch;

    private final Tools tools;

    StatusCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        try (var engine = cluster.open(tools.engines())) {
            if (watch) {
                engine.watch(this::show);
                return Exit.DONE;
            }
            var status = show(engine.look());
            if (status.anyBalancer()) {
                return Exit.DONE;
            }
            tools.terminal().err().println("No balancer answers.");
            tools.terminal()
                    .err()
                    .println("What it says of the cluster is what the nodes say alone.");
            tools.terminal()
                    .err()
                    .println(tools.terminal().pasteable("See `drainboard check CLUSTER` for why."));
            return Exit.UNREACHABLE;
        }
    }

    private Status show(Snapshot snapshot) {
        var status = Status.of(snapshot, tools.clock().instant());
        var out = tools.terminal().out();
        if (json) {
            out.println(StatusJson.of(status));
        } else {
            StatusProse.of(status).forEach(out::println);
            if (watch) {
                out.println();
            }
        }
        out.flush();
        return status;
    }
}
