package dev.drainboard.driver;

import dev.drainboard.dialect.OdooLine;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.LogLine;
import dev.drainboard.model.LogLine.Level;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Rate;
import dev.drainboard.port.LogPort;
import dev.drainboard.port.Rest;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node's log, from its file, from docker or from the journal. What this user may not read is read
 * by root, where the host lets us.
 *
 * <p>A tail runs over a connection of its own: an update must never wait for a channel that
 * somebody's look holds (a careful sshd allows two).
 */
final class NodeLog implements LogPort {

    static final int MOST_LINES = 5000;

    /** Reaches back some seconds on most nodes. */
    private static final int FEW_LINES = 500;

    /** The scripts print no more than a million bytes. */
    private static final long MOST_BYTES = 900_000;

    private static final int NONE = 72;
    private static final int NOT_THIS_USER = 73;

    /** A look that nobody ended ends by itself. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final NodeSpec spec;
    private final Set<String> apart;
    private final LogPlace place;
    private final Remote asking;
    private final Remote following;
    private final Rest rest;

    /** As root, once this user turned out not to be let in. */
    private volatile boolean asRoot;

    /**
     * @param health the path that is asked for health, by us and by balancers
     * @param asking the host's connection for all questions
     * @param following another to the same host, for tails
     */
    NodeLog(NodeSpec spec, String health, Remote asking, Remote following, Rest rest) {
        this.spec = spec;
        this.apart = Set.of(health);
        this.place = LogPlace.of(spec);
        this.asking = asking;
        this.following = following;
        this.rest = rest;
    }

    @Override
    public String node() {
        return spec.name();
    }

    @Override
    public String source() {
        return place.source();
    }

    @Override
    public List<LogLine> last(int lines) throws FaultException {
        checkLines(lines, 1);
        return read(lines, "").stream().map(NodeLog::line).toList();
    }

    /**
     * @param first what the host says before the lines
     */
    private List<String> read(int lines, String first) throws FaultException {
        requirePlace();
        var output = asking.tryAsk(first(first, lines), Remote.READING, cannot());
        if (output.exit() == NOT_THIS_USER && !asRoot) {
            asRoot = true;
            output = asking.tryAsk(first(first, lines), Remote.READING, cannot());
        }
        requireRead(output);
        return output.text().lines().toList();
    }

    private Script first(String first, int lines) {
        var script = script(lines, false);
        return first.isEmpty() ? script : script.after(first);
    }

    @Override
    public Optional<Rate> rate() throws FaultException {
        for (int lines : List.of(FEW_LINES, MOST_LINES)) {
            var printed = read(lines, "date +%s");
            var now = Instant.ofEpochSecond(Long.parseLong(printed.getFirst().strip()));
            var log = printed.subList(1, printed.size());
            boolean whole = log.size() < lines && bytes(log) < MOST_BYTES;
            switch (LogRate.of(log, now, whole, apart, node() + ": " + source())) {
                case LogRate.Told.Known known -> {
                    return Optional.of(known.rate());
                }
                case LogRate.Told.Silent silent -> {
                    return Optional.empty();
                }
                case LogRate.Told.TooShort more -> {
                    // perhaps more lines reach back far enough
                }
            }
        }
        return Optional.empty();
    }

    private static long bytes(List<String> lines) {
        return lines.stream().mapToLong(line -> line.length() + 1L).sum();
    }

    private static void checkLines(int lines, int least) {
        if (lines < least || lines > MOST_LINES) {
            throw new IllegalArgumentException("not a number of lines: " + lines);
        }
    }

    private Script script(int lines, boolean follow) {
        var script = place.script(lines, follow);
        return asRoot ? script.root() : script;
    }

    private String cannot() {
        return "The log of " + node() + " could not be read.";
    }

    private void requirePlace() throws FaultException {
        if (place instanceof LogPlace.Untold) {
            throw Fault.of(
                            Fault.Kind.WRONG,
                            "log.unnamed",
                            cannot(),
                            "The cluster file names no log, and the `commands` runtime knows none.",
                            "Add `log: /path/of/odoo.log` to " + node() + " in the cluster file.")
                    .thrown();
        }
    }

    private void requireRead(Shell.Output output) throws FaultException {
        switch (output.exit()) {
            case 0 -> {}
            case NONE -> throw none("There is nothing in it, or no such thing: ");
            case NOT_THIS_USER -> throw none("Neither this user nor root may read it: ");
            default -> throw asking.failed(place.script(1, false), output, cannot());
        }
    }

    private FaultException none(String why) {
        return Fault.of(
                        Fault.Kind.FAILED,
                        "log.none",
                        cannot(),
                        why + place.source() + ".",
                        "Correct `log:` of "
                                + node()
                                + " in the cluster file, or see where Odoo writes (`logfile` in its"
                                + " configuration).")
                .on(asking.host())
                .thrown();
    }

    @Override
    public Tail follow(int lines, Reader reader) {
        checkLines(lines, 0);
        return LogTail.begin(node(), buffer -> readUntilEnd(lines, buffer), reader, rest);
    }

    private void readUntilEnd(int lines, LogBuffer buffer) throws FaultException {
        requirePlace();
        var output = following.tryFollow(script(lines, true), LONGEST, buffer::add, cannot());
        if (output.exit() == NOT_THIS_USER && !asRoot) {
            asRoot = true;
            output = following.tryFollow(script(lines, true), LONGEST, buffer::add, cannot());
        }
        requireRead(output);
        throw over().thrown();
    }

    private Fault over() {
        return Fault.of(
                        Fault.Kind.FAILED,
                        "log.over",
                        "The log of " + node() + " says nothing more.",
                        "What reads it on the host has ended: " + place.source() + ".",
                        "Open the log again.")
                .on(following.host());
    }

    static LogLine line(String text) {
        var line = OdooLine.of(text);
        return new LogLine(
                line.at(),
                Arrays.stream(Level.values())
                        .filter(level -> level.name().equals(line.level()))
                        .findFirst()
                        .orElse(Level.NONE),
                line.logger(),
                line.text(),
                line.request().map(NodeLog::access));
    }

    private static LogLine.Access access(OdooLine.Request request) {
        return new LogLine.Access(
                request.client(),
                request.method(),
                request.path(),
                request.status(),
                request.took());
    }
}
