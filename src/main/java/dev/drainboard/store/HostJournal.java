package dev.drainboard.store;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.wire.Shell;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The copy of a journal on one state host. */
final class HostJournal {

    /** Below what an answer keeps, and a command line's worth of lines on the way there. */
    private static final int CHUNK = 500_000;

    private final StateHosts hosts;
    private final Shell shell;

    HostJournal(StateHosts hosts, Shell shell) {
        this.hosts = hosts;
        this.shell = shell;
    }

    /**
     * What stands there now; changes nothing.
     *
     * @param known what is probably there: only what follows it is carried over
     */
    Chain read(Chain known) throws FaultException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(known.from(0));
        while (true) {
            var script =
                    hosts.script("journal: read", "journal-read.sh")
                            .with("FROM", bytes.size())
                            .with("HASH", JournalLine.hash(bytes.toByteArray()))
                            .with("MOST", CHUNK);
            var answer = HostScript.look(shell, script).out();
            int head = Math.max(0, indexOfNewline(answer));
            var words = new String(answer, 0, head, StandardCharsets.US_ASCII).split(" ");
            int from = Integer.parseInt(words[0]);
            if (from < bytes.size()) {
                bytes.reset();
            }
            bytes.write(
                    answer,
                    Math.min(head + 1, answer.length),
                    Math.max(0, answer.length - head - 1));
            if (bytes.size() >= Integer.parseInt(words[1])) {
                return known.grow(bytes.toByteArray());
            }
        }
    }

    private static int indexOfNewline(byte[] bytes) {
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Makes the host hold exactly {@code target}'s lines. What stands there more is kept aside. */
    void bring(Chain now, Chain target, Fence fence) throws FaultException {
        int common = now.common(target);
        int keep = now.size() - now.from(common).length;
        if (keep < now.bytes().length) {
            HostScript.ask(
                    shell,
                    hosts.fenced("journal: keep a torn tail aside", "journal-mend.sh", fence)
                            .with("KEEP", keep)
                            .with("HASH", JournalLine.hash(Arrays.copyOf(now.bytes(), keep))));
        }
        for (int first = common; first < target.lines().size(); ) {
            int next = first + 1;
            int size = target.lines().get(first).text().length();
            while (next < target.lines().size()
                    && size + target.lines().get(next).text().length() < CHUNK) {
                size += target.lines().get(next++).text().length();
            }
            append(target, first, next, fence);
            first = next;
        }
    }

    /**
     * Appends {@code target}'s lines from {@code first} on, where all before them are there.
     *
     * @throws FaultException also if the host has other lines, or a torn one
     */
    void append(Chain target, int first, Fence fence) throws FaultException {
        append(target, first, target.lines().size(), fence);
    }

    private void append(Chain target, int first, int end, Fence fence) throws FaultException {
        var text = new StringBuilder();
        for (var line : target.lines().subList(first, end)) {
            text.append(text.isEmpty() ? "" : "\n").append(line.text());
        }
        int before = target.size() - target.from(first).length;
        HostScript.ask(
                shell,
                hosts.fenced("journal: append", "journal-append.sh", fence)
                        .with("BEFORE", before)
                        .with("AFTER", target.size() - target.from(end).length)
                        .with("TEXT", text.toString()));
    }
}
