package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code drain}, {@code maint} and {@code restore}: one node out of rotation and back. */
final class RotationCommands {

    private RotationCommands() {}

    @Command(
            name = "drain",
            mixinStandardHelpOptions = true,
            description =
                    "Take a node out of rotation, both ports, on every balancer, and wait until it is idle.")
    static final class DrainCommand extends TakeOut {
        DrainCommand(Tools tools) {
            super(tools);
        }

        @Override
        Intent intent(String node, Intent.DrainWish wish) {
            return new Intent.Drain(node, wish);
        }
    }

    @Command(
            name = "maint",
            mixinStandardHelpOptions = true,
            description = "As drain, and move the clients that are bound to the node as well.")
    static final class MaintCommand extends TakeOut {
        MaintCommand(Tools tools) {
            super(tools);
        }

        @Override
        Intent intent(String node, Intent.DrainWish wish) {
            return new Intent.Maint(node, wish);
        }
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description =
                    "Put a node back as it was before Drainboard took it out, if it passes the gate.")
    static final class RestoreCommand implements Callable<Integer> {

        @Mixin private final ClusterOptions cluster = new ClusterOptions();

        @Parameters(index = "1", paramLabel = "NODE", description = "As the cluster file names it.")
        private String node;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        private final Tools tools;

        RestoreCommand(Tools tools) {
            this.tools = tools;
        }

        @Override
        public Integer call() throws FaultException {
            try (var engine = cluster.open(tools.engines())) {
                return new Operations(tools, json)
                        .follow(
                                engine,
                                listener ->
                                        engine.carryOut(
                                                new Intent.Restore(node),
                                                Optional.empty(),
                                                listener));
            }
        }
    }

    /** Drain and maint take the same options. */
    abstract static class TakeOut implements Callable<Integer> {

        @Mixin private final ClusterOptions cluster = new ClusterOptions();

        @Parameters(index = "1", paramLabel = "NODE", description = "As the cluster file names it.")
        private String node;

        @Option(
                names = "--wait",
                paramLabel = "2m",
                converter = Time.class,
                description =
                        "How long requests may take to end (default: rollout.drain.wait of the file).")
        private Duration patience;

        @Option(
                names = "--then",
                paramLabel = "ask|proceed|abort",
                description =
                        "What follows when they do not: leave it drained and ask, go on, or put it back.")
        private DrainSpec.Then then;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the journal.")
        private String reason;

        @Option(
                names = "--override",
                paramLabel = "REASON",
                description = "Go below the minimum; never below one node.")
        private String override;

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        private final Tools tools;

        TakeOut(Tools tools) {
            this.tools = tools;
        }

        abstract Intent intent(String node, Intent.DrainWish wish);

        @Override
        public Integer call() throws FaultException {
            try (var engine = cluster.open(tools.engines())) {
                var wish =
                        new Intent.DrainWish(
                                Optional.ofNullable(patience),
                                Optional.ofNullable(then),
                                Optional.ofNullable(reason));
                while (true) {
                    int exit = once(engine, intent(node, wish));
                    var next =
                            exit == Exit.ASKED
                                    ? answer(engine)
                                    : Optional.<Function<Intent.DrainWish, Intent>>empty();
                    if (next.isEmpty()) {
                        return exit;
                    }
                    var chosen = next.get().apply(wish);
                    if (!(chosen instanceof Intent.Drain || chosen instanceof Intent.Maint)) {
                        return once(engine, chosen);
                    }
                }
            }
        }

        private int once(Engine engine, Intent intent) throws FaultException {
            return new Operations(tools, json)
                    .follow(
                            engine,
                            listener ->
                                    engine.carryOut(
                                            intent, Optional.ofNullable(override), listener));
        }

        /** What a person at a terminal chooses; empty: nothing more is to be done. */
        private Optional<Function<Intent.DrainWish, Intent>> answer(Engine engine) {
            var said =
                    tools.terminal()
                            .ask(
                                    "Wait once more, put "
                                            + node
                                            + " back, or leave it drained? [w/b/L]");
            return switch (said.orElse("")) {
                case "w", "wait" -> Optional.of(wish -> intent(node, wish));
                case "b", "back" -> Optional.of(wish -> new Intent.Restore(node));
                default -> Optional.empty();
            };
        }
    }

    /** "200ms", "40s", "2m", "1h". */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            var matcher = java.util.regex.Pattern.compile("(\\d{1,6})(ms|s|m|h)").matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a time; a time is a number and ms, s, m or h");
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
