package dev.drainboard.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one directory of a sandbox, this user's alone. It names the process that it belongs to, so
 * that one whose process was killed is removed by whoever starts the next.
 */
final class Directory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final int ATTEMPTS = 20;
    private static final String OWNER = "owner";

    private final Path path;

    private Directory(Path path) {
        this.path = path;
    }

    /**
     * Makes one. Its name is short: sockets in it must fit 108 bytes.
     *
     * @param beside where others may have been left
     */
    static Directory make(Path beside) throws IOException {
        sweep(beside);
        var mine = PosixFilePermissions.fromString("rwx------");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var name = "drainboard-%06x".formatted(new SecureRandom().nextInt(1 << 24));
            try {
                var path =
                        Files.createDirectory(
                                beside.resolve(name), PosixFilePermissions.asFileAttribute(mine));
                Files.writeString(path.resolve(OWNER), self());
                return new Directory(path);
            } catch (FileAlreadyExistsException taken) {
                // by another sandbox
            }
        }
        throw new IOException("no free name in " + beside);
    }

    private static String self() {
        return of(ProcessHandle.current());
    }

    /** A number alone might be another process's by now. */
    private static String of(ProcessHandle process) {
        var start = process.info().startInstant().map(Object::toString).orElse("");
        return process.pid() + " " + start;
    }

    /** What cannot be read is somebody else's. */
    private static void sweep(Path beside) {
        try (DirectoryStream<Path> others =
                Files.newDirectoryStream(beside, "drainboard-[0-9a-f]*")) {
            for (var other : others) {
                var owner = other.resolve(OWNER);
                if (Files.isReadable(owner) && !lives(Files.readString(owner))) {
                    remove(other);
                }
            }
        } catch (IOException e) {
            LOG.debug("an earlier sandbox's directory stays", e);
        }
    }

    private static boolean lives(String owner) {
        var pid = owner.split(" ")[0];
        return !pid.matches("\\d{1,18}")
                || ProcessHandle.of(Long.parseLong(pid))
                        .filter(process -> of(process).equals(owner))
                        .isPresent();
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    Path path() {
        return path;
    }

    /** Something of it may be written this very moment, by a process that is about to end. */
    @Override
    public void close() {
        for (int attempt = 1; Files.exists(path); attempt++) {
            try {
                remove(path);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    LOG.warn("the sandbox's directory stays: {}", path, e);
                    return;
                }
                Quietly.sleep(Duration.ofMillis(20));
            }
        }
    }
}
