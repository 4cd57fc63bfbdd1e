package dev.drainboard.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster file on which the window was last open, in {@code last-cluster} of a home. A
 * convenience: what cannot be read was never kept, and what cannot be kept is noted and lost.
 */
public final class LastCluster {

    private static final Logger LOG = LoggerFactory.getLogger(LastCluster.class);

    private final Path note;

    public LastCluster(Home home) {
        this.note = home.root().resolve("last-cluster");
    }

    /** Empty: none was opened yet, or it is no longer there. */
    public Optional<Path> file() {
        try {
            return Optional.of(Path.of(Files.readString(note).strip()))
                    .filter(Files::isRegularFile);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            LOG.warn("{} says nothing that can be read: {}", note, e.getMessage());
            return Optional.empty();
        }
    }

    /** Written aside and renamed, so whoever reads it reads all of it. */
    public void keep(Path cluster) {
        try {
            var aside = Files.createTempFile(note.getParent(), "last-cluster", ".new");
            Files.writeString(
                    aside, cluster.toAbsolutePath().normalize() + "\n", StandardCharsets.UTF_8);
            Files.move(aside, note, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} could not be kept: {}", note, e.getMessage());
        }
    }
}
