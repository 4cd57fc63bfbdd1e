package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code log}: the audit trail. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "The audit trail of the cluster.")
final class LogCommand implements Callable<Integer> {

    @Mixin private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = "--verify", description = "Check every hash, here and on every state host.")
    private boolean verify;

    private final Tools tools;

    LogCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        try (var engine = cluster.open(tools.engines())) {
            if (verify) {
                return verify(engine);
            }
            for (var entry : engine.journal()) {
                tools.terminal()
                        .out()
                        .println(
                                json
                                        ? Lines.entry(entry)
                                        : Prose.log(entry, ZoneId.systemDefault()));
            }
            return Exit.DONE;
        }
    }

    private int verify(Engine engine) throws FaultException {
        var wrong = engine.verify();
        if (wrong.isEmpty()) {
            tools.terminal().out().println("Every hash holds, and all copies agree.");
            return Exit.DONE;
        }
        wrong.forEach(sentence -> tools.terminal().err().println(Plain.text(sentence)));
        return Exit.FAILED;
    }
}
