package dev.drainboard.cli;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line. Without a command it opens the window: on the cluster file that is named, else
 * on the last one, else on a sandbox, so that there is always something to see.
 */
@Command(
        name = "drainboard",
        description =
                "Takes the nodes of a load-balanced Odoo out of rotation, updates them and puts them back, with nobody noticing.",
        mixinStandardHelpOptions = true,
        versionProvider = DrainboardCommand.Version.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 done; 1 the work failed; 2 the command or the cluster file is wrong; 3 a guard refused;",
            "4 somebody else holds the cluster; 5 a host could not be reached or trusted; 6 paused, somebody is asked."
        })
public final class DrainboardCommand implements java.util.concurrent.Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "CLUSTER",
            description =
                    "Cluster files; opens the window on the first, and the others can be switched to (default: the last one, else a sandbox).")
    private List<Path> clusters = List.of();

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who acts (default: DRAINBOARD_OPERATOR, else user@host).")
    private String operator;

    @Option(names = "--read-only", description = "There is no way to change anything.")
    private boolean readOnly;

    private static final Map<String, Function<Tools, Object>> COMMANDS = commands();

    /** Of docs/design.md; without their names they would be taken for cluster files. */
    private static final Set<String> NOT_YET = Set.of("doctor", "discover", "export", "sudoers");

    private static Map<String, Function<Tools, Object>> commands() {
        var commands = new LinkedHashMap<String, Function<Tools, Object>>();
        commands.put("check", CheckCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("drain", RotationCommands.DrainCommand::new);
        commands.put("maint", RotationCommands.MaintCommand::new);
        commands.put("restore", RotationCommands.RestoreCommand::new);
        commands.put("update", UpdateCommand::new);
        commands.put("rollout", RolloutCommand::new);
        commands.put("trust", TrustCommand::new);
        commands.put("unlock", UnlockCommand::new);
        commands.put("log", LogCommand::new);
        commands.put("sandbox", SandboxCommand::new);
        commands.put("faults", FaultsCommand::new);
        return commands;
    }

    /** The one that is meant where that is plain: to read what all of them take costs 20 ms. */
    private static Set<String> subcommands(String... arguments) {
        return arguments.length > 0 && COMMANDS.containsKey(arguments[0])
                ? Set.of(arguments[0])
                : COMMANDS.keySet();
    }

    private final Engines engines;

    private DrainboardCommand(Engines engines) {
        this.engines = engines;
    }

    /** What is said before the command holds for it as well. */
    private Engines insisting() {
        return new Engines() {
            @Override
            public Engine open(Path file, Optional<String> as, boolean only) throws FaultException {
                return engines.open(
                        file, as.or(() -> Optional.ofNullable(operator)), only || readOnly);
            }

            @Override
            public Offer offeredKeys(Path file, String host) throws FaultException {
                if (readOnly) {
                    throw Fault.of(
                                    Fault.Kind.REFUSED,
                                    "read-only",
                                    "No key is kept: this is --read-only.",
                                    "`trust` is there to change what this machine trusts.",
                                    "Say it without --read-only.")
                            .thrown();
                }
                return engines.offeredKeys(file, host);
            }

            @Override
            public Optional<Path> lastCluster() throws FaultException {
                return engines.lastCluster();
            }

            @Override
            public int window(List<Path> files, Optional<String> as, boolean only)
                    throws FaultException {
                return engines.window(
                        files, as.or(() -> Optional.ofNullable(operator)), only || readOnly);
            }

            @Override
            public Path log() {
                return engines.log();
            }

            @Override
            public Sandboxed sandbox(int nodes) throws FaultException {
                return engines.sandbox(nodes);
            }

            @Override
            public List<String> faultPoints() {
                return engines.faultPoints();
            }
        };
    }

    /**
     * Runs a command line to its end and returns its exit code. Nothing that goes wrong leaves with
     * a stack trace.
     */
    public static int run(
            Engines engines, InstantSource clock, Interrupts interrupts, String... arguments) {
        var in =
                interactive()
                        ? Optional.of(
                                new BufferedReader(
                                        new InputStreamReader(System.in, StandardCharsets.UTF_8)))
                        : Optional.<BufferedReader>empty();
        return run(
                engines,
                clock,
                interrupts,
                new Terminal(utf8(System.out), utf8(System.err), in),
                arguments);
    }

    static int run(
            Engines engines,
            InstantSource clock,
            Interrupts interrupts,
            Terminal terminal,
            String... arguments) {
        if (arguments.length > 0 && NOT_YET.contains(arguments[0])) {
            terminal.err().println("`drainboard " + arguments[0] + "` is not in this version.");
            terminal.err().println("It is planned, and nothing of it is there yet.");
            terminal.err().println("See `drainboard --help` for what there is.");
            return Exit.WRONG;
        }
        var root = new DrainboardCommand(engines);
        var tools = new Tools(root.insisting(), clock, interrupts, terminal.of(arguments));
        if (arguments.length > 0
                && Arrays.stream(arguments).allMatch(word -> new File(word).isFile())) {
            return tools.window(Arrays.stream(arguments).map(Path::of).toList());
        }
        var line = new CommandLine(root);
        subcommands(arguments).forEach(name -> line.addSubcommand(COMMANDS.get(name).apply(tools)));
        line.setOut(new java.io.PrintWriter(terminal.out(), true));
        line.setErr(new java.io.PrintWriter(terminal.err(), true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, result) -> tools.failed(failure));
        line.setParameterExceptionHandler(
                (failure, given) -> {
                    terminal.err().println(failure.getMessage());
                    terminal.err().println("The command line is wrong.");
                    terminal.err()
                            .println(
                                    "See `"
                                            + failure.getCommandLine()
                                                    .getCommandSpec()
                                                    .qualifiedName()
                                            + " --help`.");
                    return Exit.WRONG;
                });
        line.setToggleBooleanFlags(false);
        int exit = line.execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return exit;
    }

    /** Whether a window is likely to be asked for, as far as a glance at the words tells. */
    public static boolean expectsWindow(String... arguments) {
        var words = List.of(arguments);
        boolean sandbox = !words.isEmpty() && words.getFirst().equals("sandbox");
        return words.stream().noneMatch(NO_WINDOW::contains)
                && words.stream().noneMatch(NOT_YET::contains)
                && (sandbox || words.stream().noneMatch(COMMANDS::containsKey));
    }

    private static final Set<String> NO_WINDOW =
            Set.of("--headless", "--help", "-h", "--version", "-V");

    private static boolean interactive() {
        return System.console() != null && System.console().isTerminal();
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() throws FaultException {
        if (!clusters.isEmpty()) {
            return window(clusters);
        }
        var last = engines.lastCluster();
        var err = spec.commandLine().getErr();
        if (last.isPresent()) {
            err.println(
                    "No cluster file is named: this is the last one, "
                            + Plain.text(last.get().toString()));
            return window(List.of(last.get()));
        }
        err.println(
                "No cluster file is named: this is the sandbox. On your own: drainboard CLUSTER.yaml");
        return spec.commandLine().getSubcommands().get("sandbox").execute();
    }

    private int window(List<Path> files) throws FaultException {
        return engines.window(files, Optional.ofNullable(operator), readOnly);
    }

    /** What every command works with. */
    record Tools(Engines engines, InstantSource clock, Interrupts interrupts, Terminal terminal) {

        /**
         * Cluster files and nothing else need nobody to read the command line, which takes a tenth
         * of a second: picocli's classes are too old for the JVM to keep.
         */
        int window(List<Path> files) {
            try {
                return engines.window(files, Optional.empty(), false);
            } catch (FaultException | RuntimeException failure) {
                return failed(failure);
            }
        }

        int failed(Exception failure) {
            if (failure instanceof FaultException expected) {
                terminal.tell(expected.fault());
                return Exit.of(expected.fault().kind());
            }
            var bug = Bug.of(failure, engines.log());
            terminal.tell(bug);
            return Exit.FAILED;
        }
    }

    /** A bug in words, with a short code that can be searched in the log. */
    private static final class Bug {
        private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Bug.class);

        static Fault of(Exception failure, Path log) {
            var code =
                    "%06X".formatted(java.util.Arrays.hashCode(failure.getStackTrace()) & 0xFFFFFF);
            LOG.error("bug {}", code, failure);
            return Fault.of(
                    Fault.Kind.FAILED,
                    "bug." + code,
                    "Drainboard failed in a way that it does not know (" + code + ").",
                    failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                    "What was begun is in the journal: see `drainboard status`. Please report the code with what "
                            + log
                            + " says of it.");
        }
    }

    /** From the build. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = DrainboardCommand.class.getPackage().getImplementationVersion();
            return new String[] {"drainboard " + (version == null ? "(not packaged)" : version)};
        }
    }
}
