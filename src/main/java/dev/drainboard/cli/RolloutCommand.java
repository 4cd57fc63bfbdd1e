package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Word;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollout}: all nodes, one after the other; and the words that are said of it. */
@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Update all nodes, one after the other; or go on with, take back or end the rollout that stands.")
final class RolloutCommand implements Callable<Integer> {

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

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Nodes at once; this version takes 1.")
    private Integer batch;

    @Option(names = "--yes", description = "Agree to the plan.")
    private boolean yes;

    @Option(
            names = "--override",
            paramLabel = "REASON",
            description = "Go below the minimum, or on with requests in use; never below one node.")
    private String override;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @ArgGroup(exclusive = true)
    private final Said said = new Said();

    /** One word, or none. */
    static final class Said {
        @Option(names = "--resume", description = "Go on from the step that failed or is in doubt.")
        private boolean resume;

        @Option(names = "--retry", description = "Do the failed step once more.")
        private boolean retry;

        @Option(
                names = "--roll-back",
                description = "Take the changed nodes to their revision before.")
        private boolean rollBack;

        @Option(
                names = "--abort",
                description = "Update nothing more, put back what passes the gate, and end.")
        private boolean abort;

        @Option(names = "--pause", description = "Stand after the step under way.")
        private boolean pause;

        private Optional<Word> word() {
            if (resume) {
                return Optional.of(Word.RESUME);
            }
            if (retry) {
                return Optional.of(Word.RETRY);
            }
            if (rollBack) {
                return Optional.of(Word.ROLL_BACK);
            }
            if (abort) {
                return Optional.of(Word.ABORT);
            }
            return pause ? Optional.of(Word.PAUSE) : Optional.empty();
        }
    }

    private final Tools tools;

    RolloutCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws FaultException {
        if (batch != null && batch != 1) {
            tools.terminal()
                    .err()
                    .println(
                            "Nodes are updated one at a time in this version, not "
                                    + batch
                                    + " at once.");
            tools.terminal().err().println("Batches of several nodes are not driven yet.");
            tools.terminal().err().println("Leave --batch out.");
            return Exit.WRONG;
        }
        try (var engine = cluster.open(tools.engines())) {
            var word = said.word();
            return word.isPresent() ? say(engine, word.get()) : roll(engine);
        }
    }

    private int say(Engine engine, Word word) throws FaultException {
        if (word == Word.PAUSE && engine.lock().filter(lock -> !lock.abandoned()).isPresent()) {
            engine.askToPause();
            tools.terminal()
                    .out()
                    .println("Asked to pause after the step under way; see `drainboard status`.");
            return Exit.DONE;
        }
        return new Operations(tools, json)
                .follow(
                        engine,
                        listener ->
                                engine.say(
                                        new Word.Said(word, Optional.ofNullable(override)),
                                        listener));
    }

    private int roll(Engine engine) throws FaultException {
        var intent = new Intent.Rollout(Optional.ofNullable(to), nodes, 1);
        if (!yes) {
            var plan = engine.preview(intent);
            (json ? Lines.plan(plan) : Prose.plan(plan)).forEach(tools.terminal().out()::println);
            var answer = tools.terminal().ask("Go on? [y/N]");
            if (answer.isEmpty()) {
                tools.terminal().err().println("Nothing was changed: the plan needs a yes.");
                tools.terminal().err().println("There is no terminal to ask on.");
                tools.terminal().err().println("Say --yes to agree to the plan.");
                return Exit.WRONG;
            }
            if (!answer.get().equals("y") && !answer.get().equals("yes")) {
                tools.terminal().out().println("Nothing was changed.");
                return Exit.WRONG;
            }
        }
        return new Operations(tools, json)
                .follow(
                        engine,
                        listener ->
                                engine.carryOut(intent, Optional.ofNullable(override), listener));
    }
}
