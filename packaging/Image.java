import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Lays out target/drainboard so that it starts with no Java on PATH: {@code bin/drainboard}, {@code lib/} with the jars,
 * {@code runtime/} with a Java runtime linked from the JDK that runs this file. Run by the build; the runtime is linked
 * again only when the JDK is another one, since that takes ten seconds.
 */
public final class Image {

    /** What the program and its libraries use of the JDK; jdk.crypto.ec and naming are for TLS and SSH keys. */
    private static final String MODULES =
            "java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,"
                    + "java.prefs,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.xml,"
                    + "jdk.crypto.cryptoki,jdk.jfr,jdk.localedata,jdk.management,jdk.net,jdk.security.jgss,jdk.unsupported,jdk.zipfs";

    public static void main(String[] args) throws IOException {
        var target = Path.of(args[0]);
        var image = target.resolve("drainboard");
        linkRuntime(image.resolve("runtime"));
        copyJars(target.resolve("libraries"), image.resolve("lib"));
        Files.copy(
                target.resolve(args[1]),
                image.resolve("lib").resolve("drainboard.jar"),
                StandardCopyOption.REPLACE_EXISTING);
        copyJars(target.resolve("javafx"), image.resolve("lib/javafx"));
        writeLauncher(image.resolve("bin"));
    }

    private static void linkRuntime(Path runtime) throws IOException {
        var stamp = runtime.resolve("linked-from");
        var jdk = Runtime.version() + " " + MODULES;
        if (Files.exists(stamp) && Files.readString(stamp).equals(jdk)) {
            return;
        }
        deleteTree(runtime);
        Files.createDirectories(runtime.getParent());
        var jlink = ToolProvider.findFirst("jlink").orElseThrow(() -> new IOException("this JDK has no jlink"));
        int exit =
                jlink.run(
                        System.out,
                        System.err,
                        "--add-modules", MODULES,
                        "--strip-debug", "--no-header-files", "--no-man-pages",
                        "--output", runtime.toString());
        if (exit != 0) {
            throw new IOException("jlink ended with " + exit);
        }
        Files.writeString(stamp, jdk);
    }

    private static void copyJars(Path from, Path to) throws IOException {
        deleteTree(to);
        Files.createDirectories(to);
        try (Stream<Path> jars = Files.list(from)) {
            for (var jar : jars.filter(path -> path.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }

    private static void writeLauncher(Path bin) throws IOException {
        Files.createDirectories(bin);
        var launcher = bin.resolve("drainboard");
        Files.writeString(launcher, LAUNCHER);
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
            exec "$home/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+DisableAttachMechanism \\
              -XX:-UsePerfData -Xmx512m \\
              --module-path="$home/lib/javafx" --add-modules=javafx.controls --enable-native-access=javafx.graphics \\
              --enable-native-access=ALL-UNNAMED $DRAINBOARD_JAVA_OPTIONS \\
              -cp "$home/lib/drainboard.jar:$home/lib/*" dev.drainboard.app.Main "$@"
            """;
}
