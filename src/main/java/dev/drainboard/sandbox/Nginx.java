package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * lb2: a real nginx of this user's, with all its files in its host's directory. Its master is in
 * the foreground, held by a script that ends it when we do, however that happens.
 */
final class Nginx implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Nginx.class);
    private static final int USUAL = 8080;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** About ten minutes of the users' requests: nobody rotates a sandbox's log. */
    private static final long MOST_LOG = 4_000_000;

    private static final Duration ROUND = Duration.ofSeconds(10);

    private final Process guard;
    private final InetSocketAddress entrance;
    private final Path log;

    private Nginx(Process guard, InetSocketAddress entrance, Path log) {
        this.guard = guard;
        this.entrance = entrance;
        this.log = log;
    }

    /** Whether one can be had here, and looked into as the drivers do. */
    static boolean available() {
        return Host.program("nginx").isPresent()
                && Files.isDirectory(Path.of("/proc/self"))
                && !othersHidden();
    }

    /**
     * Whether somebody else's nginx runs whose program this user may not see: nobody could tell
     * which is ours then.
     */
    private static boolean othersHidden() {
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (isMaster(process) && isHidden(process)) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            return true;
        }
    }

    private static boolean isMaster(Path process) {
        try {
            var title = Files.readAllBytes(process.resolve("cmdline"));
            return new String(title, StandardCharsets.ISO_8859_1)
                    .startsWith("nginx: master process");
        } catch (IOException ended) {
            return false;
        }
    }

    private static boolean isHidden(Path process) {
        try {
            Files.readSymbolicLink(process.resolve("exe"));
            return false;
        } catch (AccessDeniedException denied) {
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Empty: it did not start, which its log on the host tells. */
    static Optional<Nginx> start(Ground ground, Host host, List<Node> nodes) throws IOException {
        int port = ground.loopback().reserve(host.address(), USUAL);
        var entrance = new InetSocketAddress(InetAddress.ofLiteral(host.address()), port);
        for (var directory : List.of("logs", "temp")) {
            Files.createDirectories(host.file(directory));
        }
        host.write("nginx.conf", configuration(host, entrance, nodes));
        var program = Host.program("nginx").orElseThrow().toString();
        host.executable("guard", Host.text("nginx-guard.sh"));
        var guard =
                ground.processes()
                        .start(
                                host,
                                Map.of(),
                                host.file("guard").toString(),
                                program,
                                "-p",
                                host.directory() + "/",
                                "-c",
                                host.file("nginx.conf").toString(),
                                "-e",
                                host.file("logs/error.log").toString());
        var nginx = new Nginx(guard, entrance, host.file("logs/access.log"));
        if (nginx.answers()) {
            Thread.ofVirtual().name("log of " + host.name()).start(nginx::keepItsLogShort);
            return Optional.of(nginx);
        }
        nginx.close();
        return Optional.empty();
    }

    private boolean answers() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (guard.isAlive() && System.nanoTime() < until) {
            try (var socket = new java.net.Socket()) {
                socket.connect(entrance, 200);
                return true;
            } catch (IOException notYet) {
                Quietly.sleep(Duration.ofMillis(5));
            }
        }
        return false;
    }

    /** Emptied in its place, as copytruncate of logrotate does: nginx appends. */
    private void keepItsLogShort() {
        try {
            while (!guard.waitFor(ROUND.toSeconds(), TimeUnit.SECONDS)) {
                emptyIfLong(log, MOST_LOG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.debug("the log is left alone", gone);
        }
    }

    static void emptyIfLong(Path log, long most) throws IOException {
        if (Files.size(log) > most) {
            Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private static String configuration(Host host, InetSocketAddress entrance, List<Node> nodes) {
        // as root nginx would give its workers to another user, who may not enter here
        var user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        return Host.text("nginx.conf")
                .replace("@user@", user)
                .replace("@host@", host.directory().toString())
                .replace("@address@", host.address())
                .replace("@entrance@", host.address() + ":" + entrance.getPort())
                .replace("@http@", servers(nodes, Odoo.Site::http))
                .replace("@websocket@", servers(nodes, Odoo.Site::websocket));
    }

    private static String servers(List<Node> nodes, ToIntFunction<Odoo.Site> port) {
        var text = new StringBuilder();
        for (var node : nodes) {
            text.append("        server ").append(node.site().address()).append(':');
            text.append(port.applyAsInt(node.site())).append(";\n");
        }
        return text.toString();
    }

    InetSocketAddress entrance() {
        return entrance;
    }

    /** The guard ends the master, which takes its workers with it; what does not go is ended. */
    @Override
    public void close() {
        var all = guard.descendants().toList();
        guard.destroy();
        try {
            if (!guard.waitFor(1, TimeUnit.SECONDS)) {
                guard.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
