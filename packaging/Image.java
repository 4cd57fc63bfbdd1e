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
        rehearse(image);
    }

    /**
     * Starts the program once on a cluster that is not there and keeps what the JVM learned (an AOT cache), which halves the processor time of
     * every later start. A machine on which that does not work has a program that starts more slowly.
     */
    private static void rehearse(Path image) throws IOException {
        var cache = image.resolve("lib/drainboard.aot");
        Files.deleteIfExists(cache);
        var home = Files.createTempDirectory("rehearsal");
        try {
            var cluster = Files.writeString(home.resolve("nowhere.yaml"), NOWHERE.replace("HOME", home.toString()));
            var rehearsal =
                    new ProcessBuilder(image.resolve("bin/drainboard").toString(), "status", cluster.toString(), "--json")
                            .redirectErrorStream(true)
                            .redirectOutput(home.resolve("out").toFile());
            rehearsal.environment().put("DRAINBOARD_JAVA_OPTIONS", "-Ddrainboard.rehearsal=true -XX:AOTCacheOutput=" + cache);
            rehearsal.environment().put("DRAINBOARD_HOME", home.resolve("state").toString());
            rehearsal.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            deleteTree(home);
        }
    }

    /** Ports of this machine on which nobody listens. */
    private static final String NOWHERE =
            """
            drainboard: 1
            name: nowhere
            ssh: { user: nobody, port: 9, knownHosts: HOME/known_hosts }
            balancers:
              - { name: lb1, host: 127.0.0.1, kind: nginx }
              - { name: lb2, host: 127.0.0.1, kind: haproxy, socket: /run/haproxy.sock }
            nodes:
              - { name: node1, host: 127.0.0.1, http: 9, websocket: 10, runtime: { kind: compose, directory: /srv/odoo, service: odoo } }
              - { name: node2, host: 127.0.0.2, http: 9, websocket: 10, runtime: { kind: systemd, unit: odoo, checkout: /opt/odoo } }
            database: { host: 127.0.0.1, port: 9, name: odoo, user: odoo }
            filestore: { kind: mount, path: /mnt }
            health: { every: 200ms, timeout: 300ms }
            """;

    private static void linkRuntime(Path runtime) throws IOException {
        var stamp = runtime.resolve("linked-from");
        var jdk = Runtime.version() + " with its archive, " + MODULES;
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
                        "--strip-java-debug-attributes", "--generate-cds-archive", "--no-header-files", "--no-man-pages",
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
            learned=$home/lib/drainboard.aot
            [ -e "$learned" ] || learned=
            exec "$home/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+DisableAttachMechanism \\
              -XX:-UsePerfData -Xmx512m ${learned:+"-XX:AOTCache=$learned"} -Xlog:aot=off -Xlog:cds=off \\
              --module-path="$home/lib/javafx" --add-modules=javafx.controls --enable-native-access=javafx.graphics \\
              --enable-native-access=ALL-UNNAMED $DRAINBOARD_JAVA_OPTIONS \\
              -cp "$home/lib/drainboard.jar:$home/lib/*" dev.drainboard.app.Main "$@"
            """;
}
