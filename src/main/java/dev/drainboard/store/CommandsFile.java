package dev.drainboard.store;

import dev.drainboard.model.CommandRun;
import dev.drainboard.model.FaultException;
import dev.drainboard.port.CommandsPort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code commands.jsonl} of a cluster in a home, a line a command: when, on which host, what by
 * name, how it ended, how long it took. A command is its name and never its text, so no secret is
 * in it. When the file is full it becomes {@code commands.old.jsonl}, in place of the one that was
 * so called; so never more than twice {@value #FULL} bytes are kept.
 *
 * <p>All processes with this home write to it: a line is one write to the end of the file.
 */
public final class CommandsFile implements CommandsPort {

    private static final Logger LOG = LoggerFactory.getLogger(CommandsFile.class);

    /** Some 2 000 commands. */
    static final int FULL = 256 * 1024;

    private static final int KEPT = 200;

    /** Of the words of a failure, so that a line is short. */
    private static final int WORDS = 300;

    private final Home home;
    private final String cluster;

    /** It was said that commands are not kept, and that has not changed since. */
    private boolean told;

    public CommandsFile(Home home, String cluster) {
        this.home = Objects.requireNonNull(home);
        this.cluster = Objects.requireNonNull(cluster);
    }

    @Override
    public List<CommandRun> kept() {
        try {
            var runs =
                    Stream.concat(lines(old()), lines(file())).flatMap(CommandsFile::run).toList();
            return runs.subList(Math.max(0, runs.size() - KEPT), runs.size());
        } catch (IOException | FaultException e) {
            LOG.warn("the commands of {} cannot be read: {}", cluster, e.getMessage());
            return List.of();
        }
    }

    private static Stream<String> lines(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines();
        } catch (NoSuchFileException none) {
            return Stream.empty();
        }
    }

    @Override
    public synchronized void keep(CommandRun run) {
        try {
            if (Files.exists(file()) && Files.size(file()) >= FULL) {
                turn();
            }
            try (var channel = Home.open(file(), StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap((line(run) + "\n").getBytes(StandardCharsets.UTF_8)));
            }
            told = false;
        } catch (IOException | FaultException e) {
            // a home that cannot be written to stays so for every command: once is enough
            if (!told) {
                LOG.warn("commands of {} are not kept: {}", cluster, e.getMessage());
            }
            told = true;
        }
    }

    /** One process does it; another that wants to as well goes on in the full file for once. */
    private void turn() throws IOException, FaultException {
        try (var guard =
                        Home.open(
                                home.cluster(cluster).resolve("commands.lock"),
                                StandardOpenOption.WRITE);
                var lock = guard.tryLock()) {
            if (lock != null && Files.size(file()) >= FULL) {
                Files.move(file(), old(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (OverlappingFileLockException thisProcess) {
            // another window's, of the same cluster
        }
    }

    private Path file() throws FaultException {
        return home.cluster(cluster).resolve("commands.jsonl");
    }

    private Path old() throws FaultException {
        return home.cluster(cluster).resolve("commands.old.jsonl");
    }

    private static String line(CommandRun run) {
        var object =
                Json.object()
                        .put("at", run.at().toString())
                        .put("host", run.host())
                        .put("what", run.what())
                        .put("tookMs", run.took().orElse(Duration.ZERO).toMillis());
        run.exit().ifPresent(code -> object.put("exit", code));
        run.failed().ifPresent(why -> object.put("failed", brief(why)));
        return Json.line(object);
    }

    private static String brief(String words) {
        var line = words.lines().findFirst().orElse("");
        return line.substring(0, Math.min(WORDS, line.length()));
    }

    /** A torn or foreign line says nothing. */
    private static Stream<CommandRun> run(String line) {
        try {
            var object = Json.parse(line);
            var exit = Json.maybeNumber(object, "exit");
            return Stream.of(
                    new CommandRun(
                            0,
                            Instant.parse(Json.text(object, "at")),
                            Json.text(object, "host"),
                            Json.text(object, "what"),
                            Optional.of(Duration.ofMillis(object.path("tookMs").asLong(0))),
                            exit,
                            exit.isPresent() ? Optional.empty() : Json.maybe(object, "failed")));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Stream.empty();
        }
    }
}
