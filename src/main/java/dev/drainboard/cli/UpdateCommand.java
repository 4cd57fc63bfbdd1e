package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code update}: a rollout of one node. */
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = "A rollout of one node, which ends in the admin state that it found.")
final class UpdateCommand implements Callable<Integer> {

    @Mixin private final ClusterOptions cluster = new ClusterOptions();

    @Parameters(index = "1", paramLabel = "NODE", description = "As the cluster file names it.")
    private String node;

    @Option(
            names = "--to",
            paramLabel = "REV",
            description = "The revision: a tag, branch, commit or your own word.")
    private String to;

    @Option(
            names = "--override",
            paramLabel = "REASON",
            description = "Go below the minimum; never below one node.")
    private String override;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    private final Tools tools;

    UpdateCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        try (var engine = cluster.open(tools.engines())) {
            var intent = new Intent.Update(node, Optional.ofNullable(to));
            return new Operations(tools, json)
                    .follow(
                            engine,
                            listener ->
                                    engine.carryOut(
                                            intent, Optional.ofNullable(override), listener));
        }
    }
}
