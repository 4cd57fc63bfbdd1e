package dev.drainboard.driver;

import dev.drainboard.dialect.OdooLine;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.LogLine;
import dev.drainboard.model.LogLine.Level;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.port.LogPort;
import dev.drainboard.port.Rest;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A node's log, from its file, from docker or from the journal. What this user may not read is read
 * by root, where the host lets us.
 *
 * <p>A tail runs over a connection of its own: an update must never wait for a channel that
 * somebody's look holds (a careful sshd allows two).
 */
final class NodeLog implements LogPort {

    static final int MOST_LINES = 5000;

    private static final int NONE = 72;
    private static final int NOT_THIS_USER = 73;

    /** A look that nobody ended ends by itself. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final NodeSpec spec;
    private final LogPlace place;
    private final Remote asking;
    private final Remote following;
    private final Rest rest;

    /** As root, once this user turned out not to be let in. */
    private volatile boolean asRoot;

    /**
     * @param asking the host's connection for all questions
     * @param following another to the same host, for tails
     */
    NodeLog(NodeSpec spec, Remote asking, Remote following, Rest rest) {
        this.spec = spec;
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
        requirePlace();
        var output = asking.tryAsk(script(lines, false), Remote.READING, cannot());
        if (output.exit() == NOT_THIS_USER && !asRoot) {
            asRoot = true;
            output = asking.tryAsk(script(lines, false), Remote.READING, cannot());
        }
        requireRead(output);
        // of a line that was cut in two the first half is missing
        var all = output.text().lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                .map(NodeLog::line)
                .toList();
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
        var buffer = new LogBuffer();
        var host =
                Thread.ofVirtual().name("log " + node()).start(() -> readUntilEnd(lines, buffer));
        Thread.ofVirtual()
                .name("log " + node() + " to its reader")
                .start(() -> tellUntilEnd(buffer, reader));
        return () -> {
            buffer.forget();
            host.interrupt();
        };
    }

    private void readUntilEnd(int lines, LogBuffer buffer) {
        try {
            requirePlace();
            var output = following.tryFollow(script(lines, true), LONGEST, buffer::add, cannot());
            if (output.exit() == NOT_THIS_USER && !asRoot) {
                asRoot = true;
                output = following.tryFollow(script(lines, true), LONGEST, buffer::add, cannot());
            }
            requireRead(output);
            buffer.end(Optional.of(over()));
        } catch (FaultException e) {
            buffer.end(Optional.of(e.fault()));
        }
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

    private void tellUntilEnd(LogBuffer buffer, Reader reader) {
        try {
            while (true) {
                switch (buffer.take()) {
                    case LogBuffer.Next.Lines next ->
                            reader.lines(
                                    next.lines().stream().map(NodeLog::line).toList(),
                                    next.dropped());
                    case LogBuffer.Next.End end -> {
                        reader.ended(end.why());
                        return;
                    }
                }
                rest.pause(BREATH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lines come in bundles: nobody reads ten windows a second. */
    private static final Duration BREATH = Duration.ofMillis(100);

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
