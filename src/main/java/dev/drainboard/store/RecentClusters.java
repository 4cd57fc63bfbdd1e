package dev.drainboard.store;

import dev.drainboard.model.Environment;
import dev.drainboard.model.FaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster files on which the window was open, the newest first, in {@code recent-clusters} of a
 * home. A convenience: what cannot be read was never kept, and what cannot be kept is noted and
 * lost.
 */
public final class RecentClusters {

    private static final Logger LOG = LoggerFactory.getLogger(RecentClusters.class);

    /** As many as a person finds something in. */
    static final int MOST = 12;

    private final Path home;

    /**
     * One of them, as it was then.
     *
     * @param file absolute
     */
    public record Recent(Path file, String name, Environment environment) {
        public Recent {
            Objects.requireNonNull(file);
            Objects.requireNonNull(name);
            Objects.requireNonNull(environment);
        }
    }

    /**
     * @param home need not be there; it is made when something is kept
     */
    public RecentClusters(Path home) {
        this.home = Objects.requireNonNull(home);
    }

    /** Those whose files are gone as well: whoever moved one wants to see its name. */
    public List<Recent> all() {
        try {
            return Files.readString(note()).lines().flatMap(RecentClusters::recent).toList();
        } catch (NoSuchFileException never) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", note(), e.getMessage());
            return List.of();
        }
    }

    /** The file that was opened last and is still there; empty: none. */
    public Optional<Path> last() {
        return all().stream().map(Recent::file).filter(Files::isRegularFile).findFirst();
    }

    /** As the newest. Written aside and renamed, so whoever reads it reads all of it. */
    public void keep(Path file, String name, Environment environment) {
        var newest = new Recent(file.toAbsolutePath().normalize(), name, environment);
        var all = new ArrayList<Recent>(List.of(newest));
        all().stream().filter(each -> !each.file().equals(newest.file())).forEach(all::add);
        try {
            Home.at(home);
            var aside = Files.createTempFile(home, "recent-clusters", ".new");
            var lines = all.stream().limit(MOST).map(RecentClusters::line);
            Files.writeString(
                    aside,
                    lines.collect(Collectors.joining("\n", "", "\n")),
                    StandardCharsets.UTF_8);
            Files.move(aside, note(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | FaultException e) {
            LOG.warn("{} could not be kept: {}", note(), e.getMessage());
        }
    }

    private Path note() {
        return home.resolve("recent-clusters");
    }

    private static String line(Recent recent) {
        return Json.line(
                Json.object()
                        .put("file", recent.file().toString())
                        .put("name", recent.name())
                        .put("environment", Json.word(recent.environment())));
    }

    private static Stream<Recent> recent(String line) {
        try {
            var object = Json.parse(line);
            return Stream.of(
                    new Recent(
                            Path.of(Json.text(object, "file")),
                            Json.text(object, "name"),
                            Json.constant(Environment.class, Json.text(object, "environment"))));
        } catch (InvalidPathException e) {
            return Stream.empty();
        } catch (IllegalArgumentException e) {
            LOG.warn("a line of the recent clusters says nothing: {}", e.getMessage());
            return Stream.empty();
        }
    }
}
