package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sandbox}: an embedded cluster to try everything on. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a small cluster on this machine and opens the window on it: nodes, balancers and users, with nothing to install.",
            "It ends with the window, or with Ctrl-C."
        },
        footer = {
            "",
            "Revisions: the nodes run 18.0-1; there are 18.0-2, 18.0-broken (never healthy) and 18.0-login (nobody can log in).",
            "A line that is typed into its terminal, or with --headless comes by standard input, is a fault:",
            "  stop NODE      ends as after SIGTERM",
            "  kill NODE      ends at once",
            "  freeze NODE    accepts connections and answers nothing",
            "  saturate NODE  has all its workers busy",
            "  fail NODE      answers 500 to its users",
            "  log NODE       writes an error into its log",
            "  heal NODE      none of these; starts again what had ended",
            "and `users` tells what they saw so far."
        })
final class SandboxCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_NODES = 60;

    private final Tools tools;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many nodes, 1 to 60 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--headless",
            description =
                    "No window: print the cluster file's path as the first line once all nodes are healthy, then run until interrupted.")
    private boolean headless;

    SandboxCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException, InterruptedException {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--nodes is from 1 to " + MOST_NODES + ", not " + nodes);
        }
        try (var sandbox = tools.engines().sandbox(nodes)) {
            if (!sandbox.awaitHealthy(PATIENCE)) {
                tools.terminal().err().println("The nodes did not become healthy.");
                tools.terminal().err().println("They did not answer within 30 s.");
                tools.terminal()
                        .err()
                        .println("See what this machine is busy with, and try again.");
                return Exit.FAILED;
            }
            if (!headless) {
                tools.terminal().in().ifPresent(typed -> obey(typed, sandbox));
                return tools.engines()
                        .window(java.util.List.of(sandbox.clusterFile()), Optional.empty(), false);
            }
            return runUntilInterrupted(sandbox);
        }
    }

    private int runUntilInterrupted(Engines.Sandboxed sandbox) throws InterruptedException {
        var over = new CountDownLatch(1);
        var watched = tools.interrupts().on(over::countDown);
        try {
            tools.terminal().out().println(sandbox.clusterFile());
            tools.terminal().out().flush();
            obey(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    sandbox);
            over.await();
            return Exit.DONE;
        } finally {
            watched.close();
        }
    }

    private void obey(BufferedReader in, Engines.Sandboxed sandbox) {
        Thread.ofVirtual().name("sandbox-orders").start(() -> obeyUntilEnd(in, sandbox));
    }

    private void obeyUntilEnd(BufferedReader in, Engines.Sandboxed sandbox) {
        try {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    tools.terminal().out().println(Plain.text(sandbox.obey(line)));
                }
            }
        } catch (IOException e) {
            tools.terminal().err().println("Standard input cannot be read: " + e.getMessage());
        }
    }
}
