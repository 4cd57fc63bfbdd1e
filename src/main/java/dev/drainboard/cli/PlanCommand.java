package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: what a rollout would do, with the exact commands. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "What a rollout would do, step by step, with the exact commands. Changes nothing.")
final class PlanCommand implements Callable<Integer> {

    @Mixin private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--to",
            paramLabel = "REV",
            description = "The revision: a tag, branch, commit or your own word.")
    private String to;

    @Option(
            names = "--nodes",
            paramLabel = "a,b",
            split = ",",
            description = "Only these (default: all).")
    private List<String> nodes = List.of();

    @Option(names = "--json", description = "One JSON object a step.")
    private boolean json;

    private final Tools tools;

    PlanCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        try (var engine = cluster.open(tools.engines())) {
            var intent =
                    new Intent.Rollout(
                            Optional.ofNullable(to), nodes, engine.cluster().rollout().batch());
            var plan = engine.preview(intent);
            (json ? Lines.plan(plan) : Prose.plan(plan)).forEach(tools.terminal().out()::println);
            return Exit.DONE;
        }
    }
}
