package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostCheck.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}: everything an operation needs of every host. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Per host: ssh, sudo, tools, socket level, configuration, database role, versions. Changes nothing.")
final class CheckCommand implements Callable<Integer> {

    @Mixin private final ClusterOptions cluster = new ClusterOptions();
    private final Tools tools;

    CheckCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        try (var engine = cluster.open(tools.engines())) {
            var checks = engine.check();
            var out = tools.terminal().out();
            for (var check : checks) {
                out.println(
                        "%-6s %-16s %-14s %s"
                                .formatted(
                                        switch (check.verdict()) {
                                            case OK -> "ok";
                                            case NOTE -> "note";
                                            case FAILED -> "FAILED";
                                        },
                                        check.host(),
                                        check.name(),
                                        Plain.text(check.detail())));
                if (!check.fix().isEmpty()) {
                    out.println("       " + Plain.text(check.fix()));
                }
            }
            boolean failed = checks.stream().anyMatch(check -> check.verdict() == Verdict.FAILED);
            out.println(
                    failed
                            ? "Not everything that an operation needs is there."
                            : "Everything is there.");
            return failed ? Exit.UNREACHABLE : Exit.DONE;
        }
    }
}
