package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAnswer;
import dev.drainboard.dialect.HaproxyAnswerException;
import dev.drainboard.dialect.HaproxySession;
import dev.drainboard.dialect.HaproxyStickTable;
import dev.drainboard.model.Command;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Runtime API on the balancer's host, through scripts. A reading is one question over the
 * host's long-lived channel; the host's processes are looked at only after a reload and while old
 * ones are left, since a process that goes on answering had no reload.
 */
final class HaproxyUnixSocket implements HaproxySocket {

    /** A change waits for the host's doors (25 s and 5 s) and asks for at most some seconds. */
    private static final Duration CHANGE = Duration.ofSeconds(50);

    /** Commands in one line; a name may have some 250 characters. */
    private static final int A_LINE = 25;

    private static final Duration NAMES_LIFE = Duration.ofMinutes(1);
    private static final String CLIENTS = "socat perl python3 nc";
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9_./@+-]{1,106}");

    private static final String CLI = Script.text(HaproxyUnixSocket.class, "haproxy-cli.sh");
    private static final Script READ = resource("haproxy: read", "haproxy-read.sh").after(CLI);
    private static final Script OLD =
            resource("haproxy: ask old processes", "haproxy-old.sh").after(CLI);
    private static final Script TABLES =
            resource("haproxy: count bound clients", "haproxy-tables.sh").after(CLI);
    private static final Script NAMES = resource("haproxy: resolve names", "nginx-names.sh");
    private static final String HAND_ON = Script.text(HaproxyUnixSocket.class, "haproxy-change.sh");
    private static final String TRANSACTION =
            Script.PRELUDE
                    + "\n"
                    + CLI
                    + "\n"
                    + Script.text(HaproxyUnixSocket.class, "haproxy-transaction.sh");

    private final Remote remote;
    private final HaproxyFaults faults;
    private final String path;
    private final Set<String> nodeNames;
    private final String clients;
    private final Remembered<Set<String>, Map<String, Set<InetAddress>>> names;

    /** As root, once this user turned out not to be let in. */
    private volatile boolean asRoot;

    /** The reading that last looked at the processes. */
    private volatile Optional<HaproxyReading> scanned = Optional.empty();

    HaproxyUnixSocket(
            Shell shell,
            HaproxyFaults faults,
            String path,
            Set<String> nodeNames,
            InstantSource clock) {
        this(shell, faults, path, nodeNames, clock, CLIENTS);
    }

    /**
     * @param clients programs that may be tried, with blanks between them
     */
    HaproxyUnixSocket(
            Shell shell,
            HaproxyFaults faults,
            String path,
            Set<String> nodeNames,
            InstantSource clock,
            String clients) {
        this.remote = new Remote(shell);
        this.faults = faults;
        this.path = path;
        this.nodeNames =
                nodeNames.stream()
                        .filter(name -> NginxNodes.literal(name).isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        this.clients = clients;
        this.names = new Remembered<>(clock, NAMES_LIFE);
    }

    private static Script resource(String name, String file) {
        return Script.resource(HaproxyUnixSocket.class, name, file);
    }

    /** What may be the name of a socket; anything else might mean more to a client than a path. */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    @Override
    public String host() {
        return remote.host();
    }

    @Override
    public boolean fenced() {
        return true;
    }

    @Override
    public Command typed(String line) {
        return new Command(host(), "echo '" + line + "' | socat - " + Words.quoted(path));
    }

    @Override
    public HaproxyReading read() throws FaultException {
        boolean leaving = scanned.map(HaproxyUnixSocket::mayHaveOld).orElse(true);
        var sections = ask(leaving);
        var answer = answer(sections);
        if (!leaving && !scanned.get().generation().equals(generation(answer))) {
            sections = ask(true); // a reload since: some may have stayed behind
            answer = answer(sections);
            leaving = true;
        }
        if (!leaving) {
            return reading(answer, OptionalInt.of(0), Optional.of(Map.of()));
        }
        var reading = withOld(answer, sections);
        scanned = Optional.of(reading);
        return reading;
    }

    private static boolean mayHaveOld(HaproxyReading reading) {
        return reading.oldWorkers().orElse(1) > 0;
    }

    private static String generation(HaproxyAnswer answer) {
        return new HaproxyReading(answer, OptionalInt.empty(), Optional.empty(), Map.of())
                .generation();
    }

    private HaproxyReading reading(
            HaproxyAnswer answer, OptionalInt old, Optional<Map<String, Long>> held)
            throws FaultException {
        return new HaproxyReading(answer, old, held, resolved());
    }

    private HaproxyReading withOld(HaproxyAnswer answer, HaproxySections sections)
            throws FaultException {
        var old = HaproxyProcesses.of(sections.lines("processes")).old(answer.pid());
        if (old.isEmpty() && !asRoot) {
            asRoot = true; // this user may not see processes of others
            sections = ask(true);
            answer = answer(sections);
            old = HaproxyProcesses.of(sections.lines("processes")).old(answer.pid());
        }
        if (old.isEmpty()) {
            return reading(answer, OptionalInt.empty(), Optional.empty());
        }
        if (old.get().pids().isEmpty()) {
            return reading(answer, OptionalInt.of(0), Optional.of(Map.of()));
        }
        return reading(answer, OptionalInt.of(old.get().pids().size()), held(answer, old.get()));
    }

    /** What the old processes hold, each by its own answer, else by its sockets. */
    private Optional<Map<String, Long>> held(HaproxyAnswer answer, HaproxyProcesses.Old old)
            throws FaultException {
        var script =
                OLD.root()
                        .with("CLIENTS", clients)
                        .with("OLD", words(old.processes()))
                        .with("MASTER", old.masterSocket().orElse(""))
                        .with("COUNTS", HaproxyAnswer.COUNTS)
                        .with("WHERE", HaproxyHeld.filter(answer.servers()));
        var output = remote.ask(script, Remote.READING, faults.unread());
        if (output.truncated()) {
            return Optional.empty();
        }
        return HaproxyHeld.of(HaproxySections.of(output.text()), old.pids(), answer.servers());
    }

    /** {@code pid:inner}: how the host numbers it, and how it is numbered where it lives. */
    private static String words(List<HaproxyProcesses.Process> old) {
        return old.stream()
                .map(process -> process.pid() + ":" + process.inner())
                .collect(Collectors.joining(" "));
    }

    @Override
    public String sessions() throws FaultException {
        return ask(HaproxySession.QUESTION, false).text("api");
    }

    @Override
    public String tables() throws FaultException {
        return ask(HaproxyStickTable.QUESTION, false).text("api");
    }

    /** Counted on the host: the entries' keys are session ids, or addresses. */
    @Override
    public Map<String, List<HaproxyStickTable.Bound>> bound(List<HaproxyStickTable> tables)
            throws FaultException {
        var script =
                TABLES.with("SOCKET", path)
                        .with("CLIENTS", clients)
                        .with("TABLES", names(tables))
                        .with(
                                "ADDRESSES",
                                names(
                                        tables.stream()
                                                .filter(HaproxyStickTable::addresses)
                                                .toList()));
        var output = remote.ask(asRoot ? script.root() : script, Remote.READING, faults.unread());
        var sections = HaproxySections.of(output.text());
        return tables.stream()
                .collect(
                        Collectors.toMap(
                                HaproxyStickTable::name,
                                table -> counts(sections.lines("table " + table.name()))));
    }

    private static String names(List<HaproxyStickTable> tables) {
        return tables.stream().map(HaproxyStickTable::name).collect(Collectors.joining(" "));
    }

    /** {@code uniq -c}: a number and a server, and of addresses a client. */
    private static List<HaproxyStickTable.Bound> counts(List<String> lines) {
        return lines.stream()
                .map(line -> line.strip().split(" +"))
                .filter(words -> words.length == 2 || words.length == 3)
                .filter(words -> words[0].matches("\\d{1,9}"))
                .map(
                        words ->
                                new HaproxyStickTable.Bound(
                                        words[1],
                                        words.length == 3 ? words[2] : "",
                                        Integer.parseInt(words[0])))
                .toList();
    }

    private HaproxySections ask(boolean scan) throws FaultException {
        return ask(HaproxyAnswer.QUESTIONS, scan);
    }

    private HaproxySections ask(String questions, boolean scan) throws FaultException {
        if (!isPath(path)) {
            throw faults.notAPath(path).thrown();
        }
        var script =
                READ.with("SOCKET", path)
                        .with("QUESTIONS", questions)
                        .with("CLIENTS", clients)
                        .with("SCAN", scan ? "yes" : "no");
        var output =
                remote.tryAsk(asRoot ? script.root() : script, Remote.READING, faults.unread());
        if (output.exit() == HaproxyFaults.NOT_THIS_USER && !asRoot) {
            asRoot = true;
            output = remote.tryAsk(script.root(), Remote.READING, faults.unread());
        }
        if (output.exit() == HaproxyFaults.NOT_THIS_USER) {
            throw faults.notThisUser(path).on(host()).thrown();
        }
        if (output.exit() == HaproxyFaults.SILENT) {
            throw faults.silent(path, Faults.said(output)).on(host()).thrown();
        }
        if (!output.ok()) {
            throw remote.failed(script, output, faults.unread());
        }
        if (output.truncated()) {
            throw faults.garbled("more than two MiB").on(host()).thrown();
        }
        return HaproxySections.of(output.text());
    }

    private HaproxyAnswer answer(HaproxySections sections) throws FaultException {
        var said = sections.text("api");
        if (said.isBlank()) {
            throw faults.silent(path, "it took our question and said nothing").on(host()).thrown();
        }
        try {
            return HaproxyAnswer.of(said);
        } catch (HaproxyAnswerException e) {
            throw faults.garbled(e.getMessage()).on(host()).thrown();
        }
    }

    private Map<String, Set<InetAddress>> resolved() throws FaultException {
        if (nodeNames.isEmpty()) {
            return Map.of();
        }
        return names.get(nodeNames, this::resolve);
    }

    private Map<String, Set<InetAddress>> resolve() throws FaultException {
        var script = NAMES.with("NAMES", String.join(" ", nodeNames));
        var resolved = new HashMap<String, Set<InetAddress>>();
        remote.ask(script, Remote.READING, faults.unread())
                .text()
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .forEach(
                        words ->
                                NginxNodes.literal(words[1])
                                        .ifPresent(
                                                address ->
                                                        resolved.computeIfAbsent(
                                                                        words[0],
                                                                        name -> new HashSet<>())
                                                                .add(address)));
        return resolved;
    }

    @Override
    public boolean change(HaproxyChange change, Fence fence, String what) throws FaultException {
        var script = script(change, fence);
        var output = remote.tryRun(script, CHANGE, what);
        return switch (output.exit()) {
            case 0 -> true;
            case Faults.CHANGED -> false;
            case HaproxyFaults.SILENT ->
                    throw faults.silent(what, path, Faults.said(output)).on(host()).thrown();
            case HaproxyFaults.LEVEL ->
                    throw faults.level(what, "less than admin").on(host()).thrown();
            default -> throw remote.failed(script, output, what);
        };
    }

    Script script(HaproxyChange change, Fence fence) {
        return Fenced.script("haproxy: change", HAND_ON, fence)
                .with("TRANSACTION", TRANSACTION)
                .with("CLIENTS", clients)
                .with("SOCKET", path)
                .with("EXPECTED", String.join("\n", change.expected()))
                .with("AFTER", String.join("\n", change.after()))
                .with("COMMANDS", lines(change, HaproxyChange.Step::command))
                .with("UNDO", lines(change, HaproxyChange.Step::undo));
    }

    /** As many commands in a line as surely fit HAProxy's buffer of 16 KiB. */
    private static String lines(HaproxyChange change, Function<HaproxyChange.Step, String> which) {
        var lines = new StringBuilder();
        int inLine = 0;
        for (var step : change.steps()) {
            if (inLine == A_LINE) {
                lines.append('\n');
                inLine = 0;
            } else if (inLine > 0) {
                lines.append(';');
            }
            lines.append(which.apply(step));
            inLine++;
        }
        return lines.toString();
    }
}
