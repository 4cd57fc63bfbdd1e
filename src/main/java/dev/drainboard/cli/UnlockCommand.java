package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code unlock}: who holds the cluster; takes a stale lock away, and a live one only by force. */
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description = "Show who holds the cluster; free it if its holder is gone.")
final class UnlockCommand implements Callable<Integer> {

    @Mixin private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--force",
            description = "Free it though its holder is alive; what they do next is refused.")
    private boolean force;

    private final Tools tools;

    UnlockCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        try (var engine = cluster.open(tools.engines())) {
            var out = tools.terminal().out();
            var lock = engine.lock();
            if (lock.isEmpty()) {
                out.println("Nobody holds " + engine.cluster().name() + ".");
                return Exit.DONE;
            }
            var facts = lock.get();
            out.println(
                    "%s on %s (process %d) holds %s since %s: %s"
                            .formatted(
                                    Plain.text(facts.holder()),
                                    Plain.text(facts.host()),
                                    facts.pid(),
                                    engine.cluster().name(),
                                    facts.since(),
                                    facts.purpose()));
            out.println(
                    "Last heartbeat "
                            + Duration.between(facts.heartbeat(), facts.now()).toSeconds()
                            + " s ago"
                            + (facts.gone()
                                    ? "; that process has ended."
                                    : facts.stale() ? ": stale." : "."));
            engine.journal().stream()
                    .reduce((first, second) -> second)
                    .ifPresent(
                            last ->
                                    out.println(
                                            "Last line of the journal: "
                                                    + Prose.log(
                                                            last,
                                                            java.time.ZoneId.systemDefault())));
            if (!facts.abandoned() && !force) {
                tools.terminal().err().println("The lock was left with its holder.");
                tools.terminal().err().println("Its heartbeat is alive, so somebody is at work.");
                tools.terminal()
                        .err()
                        .println("Ask them; say --force only if they cannot be asked.");
                return Exit.HELD;
            }
            engine.unlock(force);
            out.println("Taken, with the evidence in the journal, and given back.");
            return Exit.DONE;
        }
    }
}
