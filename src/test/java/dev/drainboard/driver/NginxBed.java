package dev.drainboard.driver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Fence;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real nginx of the test's own on loopback: its directory, its process, and the cluster it
 * serves. Nodes are {@code 127.0.0.11} and on, ports 18069 and 18072. With a root it runs by
 * chroot, and its directory lies below that.
 */
final class NginxBed implements AutoCloseable {

    static final int HTTP = 18069;
    static final int WEBSOCKET = 18072;

    final Path directory;
    final Path config;
    final int port;
    private final Path root;
    private final Path inside;
    private Optional<ProcessHandle> master = Optional.empty();

    NginxBed(Path directory, Path root) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may read nginx");
        var binary = root.resolve("usr/sbin/nginx");
        assumeTrue(Files.isExecutable(binary), "there is no " + binary);
        this.directory = directory;
        this.root = root;
        this.inside = Path.of("/").resolve(root.relativize(directory));
        this.config = directory.resolve("nginx.conf");
        this.port = freePort();
        Files.createDirectories(directory.resolve("logs"));
        for (var part = directory; part.startsWith("/tmp/") && part.getNameCount() > 1; ) {
            part.toFile().setExecutable(true, false);
            part.toFile().setReadable(true, false);
            part = part.getParent();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The main file around what is in its http block. */
    String main(String http) {
        return "worker_processes 2;\npid "
                + inside
                + "/nginx.pid;\nerror_log "
                + inside
                + "/logs/error.log;\nevents { }\nhttp {\naccess_log off;\n"
                + http
                + "\nserver { listen 127.0.0.1:"
                + port
                + "; location / { proxy_pass http://odoo; } location /websocket { proxy_pass"
                + " http://chat; } }\n}\n";
    }

    /** Both upstreams, each node once in each. */
    static String upstreams(int nodes) {
        return upstream("odoo", nodes, HTTP) + upstream("chat", nodes, WEBSOCKET);
    }

    private static String upstream(String name, int nodes, int port) {
        var text = new StringBuilder("upstream " + name + " {\n");
        for (int node = 1; node <= nodes; node++) {
            text.append("    server 127.0.0.1").append(node).append(":").append(port).append(";\n");
        }
        return text.append("}\n").toString();
    }

    NginxBed write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }

    NginxBed start() throws IOException, InterruptedException {
        run(
                "chroot",
                root.toString(),
                "/usr/sbin/nginx",
                "-p",
                inside.toString(),
                "-c",
                inside + "/nginx.conf");
        return adopt();
    }

    /** Waits for an nginx that somebody started here. */
    NginxBed adopt() throws IOException, InterruptedException {
        for (int i = 0; i < 1000 && !serves(); i++) {
            Thread.sleep(10);
        }
        return this;
    }

    private boolean serves() throws IOException {
        var pid = directory.resolve("nginx.pid");
        if (Files.exists(pid) && Files.size(pid) > 1) {
            master = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        }
        return master.isPresent()
                && title(master.get()).startsWith("nginx: master")
                && workers().size() == 2;
    }

    /** Somebody else's reload; ends when the workers are new ones. */
    void reload() throws IOException, InterruptedException {
        var before = workers();
        run("kill", "-HUP", String.valueOf(master().pid()));
        for (int i = 0; i < 1000; i++) {
            var now = workers();
            if (now.size() == 2 && now.stream().noneMatch(before::contains)) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IOException("the reload was not applied");
    }

    List<Long> workers() {
        return master().children()
                .filter(child -> title(child).strip().equals("nginx: worker process"))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    ProcessHandle master() {
        return master.orElseThrow();
    }

    static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    BalancerSpec.Nginx spec() {
        return spec(config, BalancerSpec.Pools.ANY);
    }

    static BalancerSpec.Nginx spec(Path config, BalancerSpec.Pools pools) {
        return new BalancerSpec.Nginx(
                "lb1", HostSpec.of("local"), config.toString(), pools, Optional.empty());
    }

    static List<NodeSpec> nodes(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count)
                .mapToObj(number -> node("node" + number, "127.0.0.1" + number))
                .toList();
    }

    static NodeSpec node(String name, String address) {
        return new NodeSpec(
                name,
                HostSpec.of(address),
                List.of(address),
                HTTP,
                WEBSOCKET,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RuntimeSpec.Systemd("odoo", "/opt/odoo"));
    }

    Fence fence(long token, String operation) {
        return new Fence("erp", directory.resolve("state").toString(), token, operation);
    }

    @Override
    public void close() {
        master.ifPresent(NginxBed::end);
        master = Optional.empty();
    }

    /** It is not our child, and whoever inherits it may take a second to notice its end. */
    private static void end(ProcessHandle process) {
        var all = process.children().toList();
        process.destroy();
        try {
            for (int i = 0; i < 300 && !title(process).isEmpty(); i++) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
