import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lays out target/drainboard so that it starts with no Java on PATH: {@code bin/drainboard}, {@code lib/app} with the jars,
 * {@code lib/runtime} with a Java runtime linked from the JDK that runs this file, JavaFX in it: the layout that jpackage knows. Run by the build;
 * the runtime is linked again only when the JDK or JavaFX is another one, since that takes ten seconds.
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
        linkRuntime(image.resolve("lib/runtime"), target.resolve("javafx"));
        var app = image.resolve("lib/app");
        copyJars(target.resolve("libraries"), app);
        Files.copy(
                target.resolve(args[1]),
                app.resolve("drainboard.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        copyFonts(app.resolve("drainboard.jar"), app.resolve("fonts"));
        writeLauncher(image, image.resolve("bin/drainboard"), "dev.drainboard.app.Main");
        var time = FileTime.from(Instant.parse(args[2]));
        Tree.setTimes(image, time);
        var learned = app.resolve("learned-from");
        var parts = parts(image) + args[2];
        if (!Files.exists(learned) || !Files.readString(learned).equals(parts)) {
            Files.deleteIfExists(learned);
            if (rehearse(image)) {
                Files.writeString(learned, parts);
            }
        }
        Tree.setTimes(image, time);
    }

    /** All that a cache was learned from: of the same it need not be learned again. */
    private static String parts(Path image) throws IOException {
        var parts = new StringBuilder(Files.readString(image.resolve("lib/runtime/linked-from")));
        try {
            for (var jar : jars(image.resolve("lib/app"))) {
                var sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                parts.append('\n').append(jar.getFileName()).append(' ').append(HexFormat.of().formatHex(sum));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        return parts.append('\n').append(Files.readString(image.resolve("bin/drainboard"))).toString();
    }

    /**
     * Lets the program work on its sandbox, without a display, and keeps what the JVM learned in two caches (AOT), which halve the processor time of
     * every later start: one for the window, and one for the commands, which start 60 ms and 18 MB lighter without the window's classes. A machine on
     * which that does not work has a program that starts more slowly, and the build says so.
     *
     * <p>The JVM believes a cache only while every jar of the class path has the size and the time (whole seconds) that it had in the rehearsal, and
     * stands beside the others under the same name; the directory may be another. So the times are set first, and an archive or a package, which
     * keep them, carry caches that hold wherever they are unpacked. Jars on a module path may not move at all (JDK 25: "full module graph:
     * disabled"), which is why JavaFX is a part of the runtime.
     */
    private static boolean rehearse(Path image) throws IOException {
        for (var old : List.of("window.aot", "commands.aot")) {
            Files.deleteIfExists(image.resolve("lib/app").resolve(old));
        }
        var home = Files.createTempDirectory("rehearsal");
        var script = image.resolve("bin/rehearsal");
        try {
            writeLauncher(image, script, "dev.drainboard.app.Rehearsal");
            boolean window = rehearse(image, home, "window", "window");
            var sandbox =
                    prepared(home, image.resolve("bin/drainboard"), "", "sandbox", "--headless")
                            .redirectError(home.resolve("sandbox").toFile())
                            .start();
            try (var said = sandbox.inputReader()) {
                var cluster = said.readLine();
                if (cluster == null) {
                    System.err.println("No sandbox, so no commands.aot: every start is slower. It said:\n" + Files.readString(home.resolve("sandbox")));
                    return false;
                }
                return rehearse(image, home, "commands", "commands", cluster) && window;
            } finally {
                sandbox.destroy();
                sandbox.waitFor(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            Files.deleteIfExists(script);
            Tree.delete(home);
        }
    }

    private static boolean rehearse(Path image, Path home, String cache, String... arguments) throws IOException, InterruptedException {
        var to = image.resolve("lib/app/" + cache + ".aot");
        var out = home.resolve("out");
        var options = "-Dglass.platform=Headless -Dprism.order=sw -XX:AOTCacheOutput=" + to;
        var rehearsal =
                prepared(home, image.resolve("bin/rehearsal"), options, arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        if (!rehearsal.waitFor(2, TimeUnit.MINUTES)) {
            rehearsal.destroyForcibly().waitFor();
        }
        if (!Files.exists(to)) {
            System.err.println("No " + to.getFileName() + ", so every start is slower. The rehearsal said:\n" + Files.readString(out));
        }
        return Files.exists(to);
    }

    private static ProcessBuilder prepared(Path home, Path program, String options, String... arguments) {
        var words = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
        var prepared = new ProcessBuilder(words);
        prepared.environment().put("DRAINBOARD_JAVA_OPTIONS", options);
        prepared.environment().put("DRAINBOARD_HOME", home.resolve("state").toString());
        return prepared;
    }

    private static void linkRuntime(Path runtime, Path javafx) throws IOException {
        var stamp = runtime.resolve("linked-from");
        var jars = jars(javafx);
        var parts = Runtime.version() + " with its archive, " + MODULES + jars.stream().map(jar -> ", " + jar.getFileName()).reduce("", String::concat);
        if (Files.exists(stamp) && Files.readString(stamp).equals(parts)) {
            return;
        }
        Tree.delete(runtime);
        Files.createDirectories(runtime.getParent());
        var work = Files.createTempDirectory("javafx");
        try {
            for (var jar : jars) {
                makeModule(jar, work);
            }
            Tool.run(
                    "jlink",
                    "--module-path", work.resolve("modules").toString(),
                    "--add-modules", MODULES,
                    "--strip-java-debug-attributes", "--generate-cds-archive", "--no-header-files", "--no-man-pages",
                    "--output", runtime.toString());
        } finally {
            Tree.delete(work);
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
        Tool.run(
                "jmod",
                "create",
                "--class-path", classes.toString(),
                "--libs", natives.toString(),
                work.resolve("modules").resolve(name).toString());
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static void copyJars(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (var old : jars(to)) {
            Files.delete(old);
        }
        for (var jar : jars(from)) {
            Files.copy(jar, to.resolve(jar.getFileName()));
        }
    }

    /** Beside the jar too: JavaFX reads a font only from a file, and would make one for each window. */
    private static void copyFonts(Path jar, Path to) throws IOException {
        Tree.delete(to);
        Files.createDirectories(to);
        try (var inside = FileSystems.newFileSystem(jar);
                var fonts = Files.list(inside.getPath("dev/drainboard/ui/kit/fonts"))) {
            for (var font : fonts.filter(path -> path.toString().matches(".*\\.(otf|ttf)")).toList()) {
                Files.copy(font, to.resolve(font.getFileName().toString()));
            }
        }
    }

    /** Every jar by its name: of {@code lib/*} the order is the file system's, and in another order the cache does not hold. */
    private static void writeLauncher(Path image, Path launcher, String main) throws IOException {
        Files.createDirectories(launcher.getParent());
        var path = new StringJoiner(":");
        for (var jar : jars(image.resolve("lib/app"))) {
            path.add("$app/" + jar.getFileName());
        }
        Files.writeString(launcher, LAUNCHER.replace("CLASS_PATH", path.toString()).replace("MAIN", main));
        if (Files.getFileStore(launcher).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /**
     * Attaching and heap dumps are off because the process holds keys; Serial keeps the thread count low. What the JVM warns of goes to standard error,
     * since standard output is for whoever reads JSON there; of a cache that does not hold it says nothing. With the other cache a start is only slower.
     */
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
            app=$home/lib/app
            case ${1-} in "" | */* | *.y*ml | sandbox) learned=$app/window.aot ;; *) learned=$app/commands.aot ;; esac
            [ -e "$learned" ] || learned=
            exec "$home/lib/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+DisableAttachMechanism \\
              -XX:-UsePerfData -Xmx512m -Xms24m -Xmn12m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 ${learned:+"-XX:AOTCache=$learned"} \\
              -Xlog:disable -Xlog:all=warning:stderr '-Xlog:aot*=off:stderr' '-Xlog:cds*=off:stderr' \\
              --enable-native-access=javafx.graphics,ALL-UNNAMED $DRAINBOARD_JAVA_OPTIONS \\
              -cp "CLASS_PATH" MAIN "$@"
            """;
}
