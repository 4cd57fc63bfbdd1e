import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Lays out target/drainboard so that it starts with no Java on PATH: {@code bin/drainboard}, {@code lib/} with the jars,
 * {@code runtime/} with a Java runtime linked from the JDK that runs this file, JavaFX in it. Run by the build; the runtime is
 * linked again only when the JDK or JavaFX is another one, since that takes ten seconds.
 *
 * <p>Its arguments: the build's directory, the program's jar in it, and the instant that every file is given as its time.
 */
public final class Image {

    /** What the program and its libraries use of the JDK; jdk.crypto.ec and naming are for TLS and SSH keys. */
    private static final String MODULES =
            "java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,"
                    + "java.prefs,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.xml,"
                    + "jdk.crypto.cryptoki,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.security.jgss,jdk.unsupported,jdk.zipfs,"
                    + "javafx.controls";

    public static void main(String[] args) throws IOException {
        var target = Path.of(args[0]);
        var image = target.resolve("drainboard");
        linkRuntime(image.resolve("runtime"), target.resolve("javafx"));
        copyJars(target.resolve("libraries"), image.resolve("lib"));
        Files.copy(
                target.resolve(args[1]),
                image.resolve("lib").resolve("drainboard.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        writeLauncher(image, image.resolve("bin/drainboard"), "dev.drainboard.app.Main");
        var time = FileTime.from(Instant.parse(args[2]));
        setTimes(image, time);
        rehearse(image);
        setTimes(image.resolve("lib"), time);
    }

    /**
     * Lets the program work on its sandbox once, without a display, and keeps what the JVM learned (an AOT cache), which halves the processor time of
     * every later start. A machine on which that does not work has a program that starts more slowly.
     *
     * <p>The JVM believes a cache only while every jar of the class path has the size and the time (whole seconds) that it had in the rehearsal, and
     * stands beside the others under the same name; the directory may be another. So the times are set first, and an archive or a package, which
     * keep them, carry a cache that holds wherever they are unpacked. Jars on a module path may not move at all (JDK 25: "full module graph:
     * disabled"), which is why JavaFX is a part of the runtime.
     */
    private static void rehearse(Path image) throws IOException {
        var cache = image.resolve("lib/drainboard.aot");
        Files.deleteIfExists(cache);
        var home = Files.createTempDirectory("rehearsal");
        var script = image.resolve("bin/rehearsal");
        try {
            writeLauncher(image, script, "dev.drainboard.app.Rehearsal");
            var rehearsal =
                    new ProcessBuilder(script.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(home.resolve("out").toFile());
            rehearsal.environment().put("DRAINBOARD_JAVA_OPTIONS", "-Dglass.platform=Headless -Dprism.order=sw -XX:AOTCacheOutput=" + cache);
            rehearsal.environment().put("DRAINBOARD_HOME", home.resolve("state").toString());
            var process = rehearsal.start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(script);
            deleteTree(home);
        }
    }

    private static void linkRuntime(Path runtime, Path javafx) throws IOException {
        var stamp = runtime.resolve("linked-from");
        var jars = jars(javafx);
        var parts = Runtime.version() + " with its archive, " + MODULES + jars.stream().map(jar -> ", " + jar.getFileName()).reduce("", String::concat);
        if (Files.exists(stamp) && Files.readString(stamp).equals(parts)) {
            return;
        }
        deleteTree(runtime);
        Files.createDirectories(runtime.getParent());
        var work = Files.createTempDirectory("javafx");
        try {
            for (var jar : jars) {
                makeModule(jar, work);
            }
            run(
                    "jlink",
                    "--module-path", work.resolve("modules").toString(),
                    "--add-modules", MODULES,
                    "--strip-java-debug-attributes", "--generate-cds-archive", "--no-header-files", "--no-man-pages",
                    "--output", runtime.toString());
        } finally {
            deleteTree(work);
        }
        Files.writeString(stamp, parts);
    }

    /**
     * One of JavaFX's jars as a jmod with its native libraries apart, as JavaFX's own jmods are. Linked so they stand in the runtime's
     * {@code lib}; from a jar each user would have a copy of them unpacked into {@code ~/.openjfx}.
     */
    private static void makeModule(Path jar, Path work) throws IOException {
        var classes = Files.createTempDirectory(work, "classes");
        var natives = Files.createTempDirectory(work, "natives");
        try (var inside = FileSystems.newFileSystem(jar);
                var all = Files.walk(inside.getPath("/"))) {
            for (var entry : all.filter(Files::isRegularFile).toList()) {
                var name = entry.toString().substring(1);
                if (name.equals("javafx-swt.jar")) {
                    continue; // for programs that are drawn by SWT
                }
                var to = (name.matches("[^/]*\\.(so|dylib|dll)") ? natives : classes).resolve(name);
                Files.createDirectories(to.getParent());
                Files.copy(entry, to);
            }
        }
        if (!Files.exists(classes.resolve("module-info.class"))) {
            return; // the jar without a platform in its name has nothing in it
        }
        Files.createDirectories(work.resolve("modules"));
        var name = jar.getFileName().toString().replaceFirst("\\.jar$", ".jmod");
        run(
                "jmod",
                "create",
                "--class-path", classes.toString(),
                "--libs", natives.toString(),
                work.resolve("modules").resolve(name).toString());
    }

    private static void run(String tool, String... arguments) throws IOException {
        var found = ToolProvider.findFirst(tool).orElseThrow(() -> new IOException("this JDK has no " + tool));
        int exit = found.run(System.out, System.err, arguments);
        if (exit != 0) {
            throw new IOException(tool + " ended with " + exit);
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static void setTimes(Path root, FileTime time) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (var path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.setLastModifiedTime(path, time);
            }
        }
    }

    private static void copyJars(Path from, Path to) throws IOException {
        deleteTree(to);
        Files.createDirectories(to);
        for (var jar : jars(from)) {
            Files.copy(jar, to.resolve(jar.getFileName()));
        }
    }

    /** Every jar by its name: of {@code lib/*} the order is the file system's, and in another order the cache does not hold. */
    private static void writeLauncher(Path image, Path launcher, String main) throws IOException {
        Files.createDirectories(launcher.getParent());
        var path = new StringJoiner(":");
        for (var jar : jars(image.resolve("lib"))) {
            path.add("$lib/" + jar.getFileName());
        }
        Files.writeString(launcher, LAUNCHER.replace("CLASS_PATH", path.toString()).replace("MAIN", main));
        if (Files.getFileStore(launcher).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (var path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Attaching and heap dumps are off because the process holds keys; Serial keeps the thread count low. */
    private static final String LAUNCHER =
            """
            #!/bin/sh
            # Starts Drainboard with the runtime beside it.
            self=$0
            while [ -h "$self" ]; do
              link=$(readlink "$self")
              case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
            done
            home=$(cd "$(dirname "$self")/.." && pwd -P) || exit 2
            lib=$home/lib
            learned=$lib/drainboard.aot
            [ -e "$learned" ] || learned=
            exec "$home/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+DisableAttachMechanism \\
              -XX:-UsePerfData -Xmx512m ${learned:+"-XX:AOTCache=$learned"} -Xlog:aot=off -Xlog:cds=off \\
              --enable-native-access=javafx.graphics,ALL-UNNAMED $DRAINBOARD_JAVA_OPTIONS \\
              -cp "CLASS_PATH" MAIN "$@"
            """;
}
