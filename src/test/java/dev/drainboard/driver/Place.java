package dev.drainboard.driver;

import dev.drainboard.model.Fence;
import dev.drainboard.wire.LocalShell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A directory in the place of a node's host: real sh, coreutils and git, and stand-ins for what
 * needs a machine of its own. Processes that a stand-in starts write their pid into {@code
 * running}.
 */
final class Place implements AutoCloseable {

    final Path root;
    final LocalShell shell;

    Place(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shell =
                new LocalShell(
                        "node1.example",
                        List.of(root.resolve("bin")),
                        Map.of("PLACE", root.toString(), "HOME", root.toString()));
    }

    NodeHost host() {
        return new NodeHost(
                "node1",
                new Remote(shell),
                InstantSource.system(),
                pause -> Thread.sleep(pause.dividedBy(10)));
    }

    Fence fence(long token, String operation) {
        return new Fence("erp", root.resolve("state").toString(), token, operation);
    }

    /** A program that comes before the machine's own. */
    Place standIn(String name, String script) {
        return executable("bin/" + name, script);
    }

    Place executable(String file, String script) {
        try {
            var path = root.resolve(file);
            Files.writeString(path, "#!/bin/sh\n" + script);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Place file(String file, String text) {
        try {
            var path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String file) {
        try {
            var path = root.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int lines(String file) {
        return (int) text(file).lines().count();
    }

    /** The machine's own sh, as a test would type it. */
    String sh(String command) {
        try {
            var process =
                    new ProcessBuilder("sh", "-c", command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .start();
            var said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        shell.close();
        text("running")
                .lines()
                .map(Long::parseLong)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }
}
