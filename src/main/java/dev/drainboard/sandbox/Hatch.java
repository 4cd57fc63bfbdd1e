package dev.drainboard.sandbox;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where stand-ins on the hosts ask this JVM, with nothing but a shell: a fifo that all of them
 * write the name of a paper into. The question lies in {@code PAPER.ask}: the host's name, the
 * program's, and a line an argument; the answer goes into the fifo {@code PAPER}: an exit code on a
 * line of its own, and what is to be printed.
 */
final class Hatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hatch.class);
    private static final String SHUT = "/";

    /** Answers what a stand-in asks. */
    interface Clerk {
        Reply answer(String host, String program, List<String> arguments);
    }

    record Reply(int exit, String text) {
        static Reply of(String text) {
            return new Reply(0, text);
        }
    }

    private final Path fifo;
    private final Clerk clerk;
    private final RandomAccessFile open;
    private final Thread reader;
    private final Set<Path> awaited = ConcurrentHashMap.newKeySet();

    Hatch(Path fifo, Clerk clerk) throws IOException {
        this.fifo = fifo;
        this.clerk = clerk;
        make(fifo);
        // for both, or it would wait for the first that writes and end with the last
        this.open = new RandomAccessFile(fifo.toFile(), "rw");
        this.reader = Thread.ofPlatform().daemon().name("sandbox-hatch").start(this::read);
    }

    private static void make(Path fifo) throws IOException {
        try {
            var process = new ProcessBuilder("mkfifo", "-m", "600", fifo.toString()).start();
            if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("mkfifo failed for " + fifo);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    Path path() {
        return fifo;
    }

    /** A platform thread: it waits in the kernel, where a virtual one would hold its carrier. */
    private void read() {
        try {
            var in = Channels.newInputStream(open.getChannel());
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (var line = lines.readLine();
                    line != null && !line.equals(SHUT);
                    line = lines.readLine()) {
                var paper = Path.of(line);
                Thread.ofVirtual().name("sandbox-clerk").start(() -> answer(paper));
            }
        } catch (IOException closed) {
            LOG.debug("the hatch is shut", closed);
        }
    }

    private void answer(Path paper) {
        try {
            var ask = paper.resolveSibling(paper.getFileName() + ".ask");
            var lines = List.of(Files.readString(ask).stripTrailing().split("\n"));
            Files.delete(ask);
            var reply = reply(lines);
            awaited.add(paper);
            // waits for whoever asked to read; if that one was ended, until the sandbox closes
            try (var out = new FileOutputStream(paper.toFile())) {
                out.write((reply.exit() + "\n" + reply.text()).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            LOG.debug("a stand-in has left", gone);
        } finally {
            awaited.remove(paper);
        }
    }

    /** Whoever asks waits for an answer, also where ours is a bug. */
    private Reply reply(List<String> lines) {
        try {
            return clerk.answer(lines.get(0), lines.get(1), lines.subList(2, lines.size()));
        } catch (RuntimeException bug) {
            LOG.error("a stand-in asked {}", lines, bug);
            return new Reply(1, "the sandbox failed: " + bug + "\n");
        }
    }

    @Override
    public void close() {
        try (var in = open) {
            in.write((SHUT + "\n").getBytes(StandardCharsets.UTF_8));
            reader.join(2_000);
        } catch (IOException gone) {
            LOG.debug("the hatch was shut", gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        awaited.forEach(Hatch::letGo);
    }

    /** Whoever waits to write into it goes on, and finds that nobody reads. */
    private static void letGo(Path paper) {
        try {
            new RandomAccessFile(paper.toFile(), "rw").close();
        } catch (IOException gone) {
            // it was read after all
        }
    }
}
