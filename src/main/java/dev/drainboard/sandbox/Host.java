package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * A host: a directory, and an address. {@code bin} in it comes first on PATH there.
 *
 * @param name as the cluster file has it
 */
record Host(String name, String address, Path directory) {

    /** Defines {@code ask}, by which a stand-in asks the hatch. */
    private static final String HATCH = text("hatch.sh");

    static Host make(String name, String address, Path root) throws IOException {
        var host = new Host(name, address, root.resolve(name));
        Files.createDirectories(host.bin());
        Files.createDirectories(host.directory.resolve("papers"));
        return host.standIn("sudo").standIn("systemd-run");
    }

    Path bin() {
        return directory.resolve("bin");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Puts a program on PATH; what it does is the resource {@code NAME.sh}. */
    Host standIn(String program) throws IOException {
        return executable("bin/" + program, asking(program + ".sh"));
    }

    /** A script that can ask the hatch. */
    static String asking(String resource) {
        var cat = program("cat").map(Path::toString).orElse("/bin/cat");
        return (HATCH + text(resource)).replace("@cat@", cat);
    }

    Host executable(String file, String script) throws IOException {
        write(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file(file), PosixFilePermissions.fromString("rwx------"));
        return this;
    }

    Host write(String file, String text) throws IOException {
        Files.createDirectories(file(file).getParent());
        Files.writeString(file(file), text);
        return this;
    }

    static String text(String resource) {
        try (InputStream in = Host.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A program of this machine, by its whole path. */
    static Optional<Path> program(String name) {
        return path().stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where programs are looked for, those of administrators too. */
    static List<String> path() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return List.of((path + ":/usr/local/sbin:/usr/sbin:/sbin").split(":")).stream()
                .filter(directory -> directory.startsWith("/"))
                .distinct()
                .toList();
    }
}
