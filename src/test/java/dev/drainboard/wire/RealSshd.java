package dev.drainboard.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * OpenSSH's own sshd on loopback, as root, with accounts that exist only inside its mount
 * namespace: the machine's /etc is not touched, and nothing is left behind. Where that cannot be
 * had the test is skipped, and says what is missing.
 */
public final class RealSshd implements AutoCloseable {

    /** Every account's login shell; an account is named after it. */
    static final Map<String, List<String>> SHELLS =
            Map.of(
                    "dash", List.of("/usr/bin/dash", "/bin/dash"),
                    "bash", List.of("/usr/bin/bash", "/bin/bash"),
                    "busybox", List.of("/usr/bin/busybox", "/bin/busybox"),
                    "fish", List.of("/usr/bin/fish"),
                    "zsh", List.of("/usr/bin/zsh", "/bin/zsh"),
                    "csh", List.of("/usr/bin/tcsh", "/bin/tcsh", "/bin/csh"),
                    "mksh", List.of("/usr/bin/mksh", "/bin/mksh"),
                    "nologin", List.of("/usr/sbin/nologin", "/sbin/nologin"));

    private static final List<byte[]> RSA = new ArrayList<>();

    private final Path directory;
    private final int port;
    private Process process;
    private final List<String> options;

    private RealSshd(Path directory, int port, List<String> options) {
        this.directory = directory;
        this.port = port;
        this.options = options;
    }

    /**
     * @param options lines of sshd_config that go before ours
     */
    public static RealSshd start(String... options) throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "skipped: the real sshd is only started by root");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "skipped: no openssh-server");
        assumeTrue(shell("command -v ssh-keygen") == 0, "skipped: no openssh-client");
        assumeTrue(
                shell("unshare --mount --propagation private true") == 0,
                "skipped: no mount namespaces here");
        var directory = Files.createTempDirectory("drainboard-sshd");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        var sshd = new RealSshd(directory, freePort(), List.of(options));
        sshd.prepare();
        sshd.up();
        return sshd;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int shell(String command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder("sh", "-c", command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor();
    }

    private void prepare() throws Exception {
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("home/.ssh"));
        for (String type : List.of("ed25519", "ecdsa")) {
            keygen("-t", type, "-f", directory.resolve("host_" + type).toString());
        }
        rsa();
        keygen("-t", "ed25519", "-f", directory.resolve("home/.ssh/id_ed25519").toString());
        Files.copy(
                directory.resolve("home/.ssh/id_ed25519.pub"),
                directory.resolve("authorized_keys"));
        // a home of its own for root too: this machine's may have a .bashrc that takes 100 ms
        var rootHome = Files.createDirectories(directory.resolve("home-root"));
        var passwd =
                new StringBuilder(
                        Files.readString(Path.of("/etc/passwd"))
                                .replace(":/root:", ":" + rootHome + ":"));
        var shadow = new StringBuilder(Files.readString(Path.of("/etc/shadow")));
        int uid = 61000;
        for (var entry : new java.util.TreeMap<>(SHELLS).entrySet()) {
            var path = installed(entry.getKey());
            var home = Files.createDirectories(directory.resolve("home-" + entry.getKey()));
            if (path.isPresent()) {
                var login = path.get();
                if (entry.getKey().equals("busybox")) {
                    login = directory.resolve("ash").toString();
                    Files.createSymbolicLink(Path.of(login), Path.of(path.get()));
                }
                passwd.append("%s:x:%d:65534::%s:%s%n".formatted(entry.getKey(), uid, home, login));
                shadow.append("%s:*:19000:0:99999:7:::%n".formatted(entry.getKey()));
            }
            if (shell("chown " + uid + " " + home) != 0) {
                throw new IOException("chown");
            }
            uid++;
        }
        Files.writeString(directory.resolve("passwd"), passwd);
        Files.writeString(directory.resolve("shadow"), shadow);
        sudoers("bash ALL=(root) NOPASSWD: /bin/sh -s, /usr/bin/sh -s\n");
        var config = new StringBuilder();
        options.forEach(option -> config.append(option).append('\n'));
        config.append(
                """
                ListenAddress 127.0.0.1:PORT
                HostKey DIR/host_ed25519
                HostKey DIR/host_rsa
                HostKey DIR/host_ecdsa
                AuthorizedKeysFile DIR/authorized_keys
                PidFile none
                UsePAM no
                UseDNS no
                StrictModes no
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                MaxStartups 100
                LogLevel VERBOSE
                """
                        .replace("PORT", "" + port)
                        .replace("DIR", directory.toString()));
        Files.writeString(directory.resolve("sshd_config"), config);
    }

    /** Made once for all servers of a run: it takes a second or two, the others milliseconds. */
    private void rsa() throws Exception {
        var file = directory.resolve("host_rsa");
        var shown = directory.resolve("host_rsa.pub");
        synchronized (RSA) {
            if (RSA.isEmpty()) {
                keygen("-t", "rsa", "-f", file.toString());
                RSA.add(Files.readAllBytes(file));
                RSA.add(Files.readAllBytes(shown));
                return;
            }
        }
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, RSA.get(0));
        Files.write(shown, RSA.get(1));
    }

    /** What sudo allows, from the next call on. */
    void sudoers(String lines) throws IOException {
        Files.writeString(
                directory.resolve("sudoers"), "Defaults use_pty\nroot ALL=(ALL:ALL) ALL\n" + lines);
    }

    static Optional<String> installed(String name) {
        return SHELLS.get(name).stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst();
    }

    private static void keygen(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-N", ""));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    /** Starts it again after {@link #down}. */
    void up() throws Exception {
        Files.createDirectories(Path.of("/run/sshd"));
        var script =
                """
                mount --bind DIR/passwd /etc/passwd && mount --bind DIR/shadow /etc/shadow || exit 9
                if [ -e /etc/sudoers ]; then mount --bind DIR/sudoers /etc/sudoers || exit 9; fi
                exec /usr/sbin/sshd -D -e -f DIR/sshd_config
                """
                        .replace("DIR", directory.toString());
        process =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "--propagation",
                                "private",
                                "sh",
                                "-c",
                                script)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                        .start();
        for (int i = 0; i < 200; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(20);
            }
        }
        throw new IOException("sshd did not start: " + log());
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    int port() {
        return port;
    }

    public Path directory() {
        return directory;
    }

    Path home(String account) {
        return directory.resolve("home-" + account);
    }

    Path knownHosts() {
        return directory.resolve("home/.ssh/known_hosts");
    }

    public Workstation workstation() {
        return new Workstation(
                directory.resolve("home"), directory.resolve("etc"), "root", Map.of());
    }

    public Target target(String user) {
        return target(user, port, false);
    }

    static Target target(String user, int port, boolean sudo) {
        return new Target(
                "127.0.0.1",
                Optional.of(user),
                OptionalInt.of(port),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                sudo);
    }

    /** The host's key of that type, as it stands in its .pub file: type and base64. */
    String hostKey(String type) throws IOException {
        var words = Files.readString(directory.resolve("host_" + type + ".pub")).split(" ");
        return words[0] + " " + words[1].strip();
    }

    /** All of its keys become known under the port of {@code reachedAt}. */
    RealSshd trusted(int reachedAt) throws IOException {
        var lines = new StringBuilder();
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            lines.append("[127.0.0.1]:" + reachedAt + " " + hostKey(type) + "\n");
        }
        Files.writeString(knownHosts(), lines);
        return this;
    }

    public RealSshd trusted() throws IOException {
        return trusted(port);
    }

    /** Kills it and every session. */
    void down() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    }

    /** Kills the sessions; it listens on. */
    void killSessions() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() throws IOException {
        down();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
