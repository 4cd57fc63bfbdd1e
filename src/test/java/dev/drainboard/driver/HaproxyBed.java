package dev.drainboard.driver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Fence;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real HAProxy of the test's own on loopback, in front of nodes that are sockets of the test.
 * Nodes are {@code 127.0.0.21} and on.
 */
final class HaproxyBed implements AutoCloseable {

    final Path directory;
    final Path socket;
    final Path master;
    final Path config;
    final int port = NginxBed.freePort();
    final int tcp = NginxBed.freePort();
    final TinyNodes tiny;
    private final Path root;
    private final List<Process> processes = new ArrayList<>();
    private final List<Long> children = new ArrayList<>();

    /**
     * @param directory below {@code root}
     * @param root whose HAProxy it is; another than {@code /} runs by chroot
     */
    HaproxyBed(Path directory, Path root) throws IOException {
        var binary = root.resolve("usr/sbin/haproxy");
        assumeTrue(Files.isExecutable(binary), "there is no " + binary);
        this.directory = directory;
        this.root = root;
        this.socket = directory.resolve("admin.sock");
        this.master = directory.resolve("master.sock");
        this.config = directory.resolve("haproxy.cfg");
        this.tiny = new TinyNodes(IntStream.rangeClosed(21, 23).mapToObj(n -> "127.0.0." + n));
    }

    /** The whole file; {@code level} of both sockets, {@code servers} added to the backends. */
    String text(String level, String odoo, String chat) {
        return """
        global
          stats socket %s mode 600 level %s
          stats socket ipv4@127.0.0.1:%d level %s
        defaults
          mode http
          timeout connect 2s
          timeout client 1h
          timeout server 1h
          timeout tunnel 1h
        frontend users
          bind 127.0.0.1:%d
          use_backend chat if { path_beg /websocket }
          default_backend odoo
        backend odoo
          balance roundrobin
        %s
        backend chat
          balance roundrobin
        %s
        """
                .formatted(inside(socket), level, tcp, level, port, odoo, chat);
    }

    private String inside(Path path) {
        return "/" + root.relativize(path);
    }

    /** Three nodes, each once in each backend; {@code more} on the line of each server. */
    String plain(String more) {
        return text("admin", servers(tiny.http(), more), servers(tiny.websocket(), more));
    }

    static String servers(int port, String more) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(n -> "  server node" + n + " 127.0.0.2" + n + ":" + port + " " + more)
                .collect(Collectors.joining("\n"));
    }

    /** With a master, as systemd's unit runs it. */
    HaproxyBed start(String text) throws Exception {
        Files.writeString(config, text);
        launch("-W", "-S", inside(master), "-f", inside(config));
        awaitOtherThan(0);
        return this;
    }

    /** One process in the foreground. */
    HaproxyBed startAlone(String text) throws Exception {
        Files.writeString(config, text);
        launch("-db", "-f", inside(config));
        awaitOtherThan(0);
        return this;
    }

    private void launch(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (root.getNameCount() > 0) {
            command.addAll(List.of("chroot", root.toString()));
        }
        command.add("/usr/sbin/haproxy");
        command.addAll(List.of(arguments));
        processes.add(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                        .start());
    }

    /** Somebody's reload, by signal to the master; ends when the new process answers. */
    void reload() throws Exception {
        long old = pid();
        NginxBed.run("kill", "-USR2", String.valueOf(processes.getFirst().pid()));
        awaitOtherThan(old);
    }

    /** A reload without a master: a new process tells the old one to finish. */
    void replace() throws Exception {
        long old = pid();
        launch("-db", "-f", inside(config), "-sf", String.valueOf(old));
        awaitOtherThan(old);
    }

    private void awaitOtherThan(long old) throws Exception {
        for (int i = 0; i < 1000; i++) {
            try {
                long now = pid();
                if (now != old) {
                    children.add(now);
                    return;
                }
            } catch (IOException notYet) {
                // between two processes nobody listens, or nobody has begun to
            }
            Thread.sleep(10);
        }
        throw new IOException(
                "HAProxy does not answer: " + Files.readString(directory.resolve("log")));
    }

    long pid() throws IOException {
        return cli("show info")
                .lines()
                .filter(line -> line.startsWith("Pid: "))
                .map(line -> Long.parseLong(line.substring(5)))
                .findFirst()
                .orElseThrow(() -> new IOException("no pid"));
    }

    String version() throws IOException {
        return cli("show info")
                .lines()
                .filter(line -> line.startsWith("Version: "))
                .map(line -> line.substring(9))
                .findFirst()
                .orElseThrow();
    }

    /** What a person does at the socket. */
    String cli(String line) throws IOException {
        return cli(socket, line);
    }

    static String cli(Path socket, String line) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            var answer = new ByteArrayOutputStream();
            var buffer = ByteBuffer.allocate(65_536);
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** {@code set server ...}, by hand; fails where HAProxy says anything. */
    void set(String rest) throws IOException {
        var answer = cli("set server " + rest);
        if (!answer.isBlank()) {
            throw new IOException(rest + ": " + answer);
        }
    }

    /** Each server with its admin bits and its weight. */
    String state() throws IOException {
        return state(socket);
    }

    static String state(Path socket) throws IOException {
        return cli(socket, "show servers state")
                .lines()
                .filter(line -> Character.isDigit(line.isEmpty() ? ' ' : line.charAt(0)))
                .map(line -> line.split(" "))
                .filter(words -> words.length > 8 && !words[1].equals("MASTER"))
                .map(words -> words[1] + "/" + words[3] + " " + words[6] + " " + words[7])
                .collect(Collectors.joining("\n"));
    }

    /** A user whose request has begun; closed by the caller. */
    Socket user(String path) throws IOException {
        var user = new Socket("127.0.0.1", port);
        user.setSoTimeout(5_000);
        user.getOutputStream()
                .write(
                        ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
        return user;
    }

    /** A user with an open websocket. */
    Socket websocket() throws IOException {
        var user = new Socket("127.0.0.1", port);
        user.setSoTimeout(5_000);
        user.getOutputStream()
                .write(
                        """
                        GET /websocket HTTP/1.1\r
                        Host: x\r
                        Connection: Upgrade\r
                        Upgrade: websocket\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        \r
                        """
                                .getBytes(StandardCharsets.UTF_8));
        if (user.getInputStream().read() != 'H') {
            throw new IOException("no handshake");
        }
        return user;
    }

    /** The body of the answer to one new user: the address of the node that answered. */
    String ask() throws IOException {
        try (var user = user("/")) {
            var answer = new String(user.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    BalancerSpec.Haproxy spec() {
        return spec(new BalancerSpec.Socket.Unix(socket.toString()));
    }

    BalancerSpec.Haproxy spec(BalancerSpec.Socket socket) {
        return new BalancerSpec.Haproxy(
                "lb2",
                Optional.of(HostSpec.of("local")),
                socket,
                BalancerSpec.Pools.ANY,
                Optional.empty());
    }

    List<NodeSpec> nodes() {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(n -> node("node" + n, List.of("127.0.0.2" + n)))
                .toList();
    }

    NodeSpec node(String name, List<String> addresses) {
        return new NodeSpec(
                name,
                HostSpec.of(addresses.getFirst()),
                addresses,
                tiny.http(),
                tiny.websocket(),
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
        for (var process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        children.forEach(pid -> ProcessHandle.of(pid).ifPresent(HaproxyBed::endIfOurs));
        tiny.close();
    }

    private static void endIfOurs(ProcessHandle process) {
        if (process.info().command().orElse("").endsWith("/haproxy")) {
            process.destroyForcibly();
        }
    }
}
