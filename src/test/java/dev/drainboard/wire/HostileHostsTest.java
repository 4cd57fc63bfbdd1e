package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.wire.ShellException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts as they are found: odd login shells, talkative profiles, tight limits, sudo or none. */
final class HostileHostsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static RealSshd sshd;

    @BeforeAll
    static void up() throws Exception {
        sshd = RealSshd.start().trusted();
    }

    @AfterAll
    static void down() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
    }

    private static SshShell shell(RealSshd server, String user, boolean sudo) {
        return new SshShell(RealSshd.target(user, server.port(), sudo), server.workstation());
    }

    private static Script script(String body) {
        return Script.of("test", body);
    }

    private static ShellException failure(Shell shell, Script script) {
        return catchThrowableOfType(ShellException.class, () -> shell.run(script, SOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox", "fish", "zsh", "csh", "mksh"})
    void whatever_the_login_shell_is_sh_runs(String account) throws Exception {
        assumeTrue(RealSshd.installed(account).isPresent(), "skipped: " + account + " is not here");
        try (var shell = shell(sshd, account, false)) {
            var hostile = "'; exit 9; $(id) `id` \\ \"\n!! %s * ~";
            var script =
                    script("printf '%s|' \"$DATA\" \"$(id -un)\"; exit 7").with("DATA", hostile);
            for (var output :
                    new Shell.Output[] {shell.run(script, SOON), shell.ask(script, SOON)}) {
                assertThat(output.text()).isEqualTo(hostile + "|" + account + "|");
                assertThat(output.exit()).isEqualTo(7);
            }
        }
    }

    @Test
    void a_login_shell_that_runs_nothing_is_told_in_its_own_words() {
        try (var shell = shell(sshd, "nologin", false)) {
            var failure = failure(shell, script("echo hello"));
            assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
            assertThat(failure.getMessage()).contains("This account is currently not available");
        }
    }

    @Test
    void a_profile_that_prints_a_megabyte_does_not_matter() throws Exception {
        var profile = sshd.home("bash").resolve(".bashrc");
        Files.writeString(
                profile,
                """
                printf '\\033[31mWelcome\\r\\n'
                i=0; while [ $i -lt 1024 ]; do printf '%01023d\\n' $i; i=$((i+1)); done
                echo noise >&2
                printf 'no newline at the end'
                """);
        try (var shell = shell(sshd, "bash", false)) {
            assertThat(shell.run(script("printf out; printf err >&2"), SOON))
                    .usingRecursiveComparison()
                    .isEqualTo(new Shell.Output(0, "out".getBytes(), "err".getBytes(), false));
            assertThat(shell.ask(script("echo asked"), SOON).text()).isEqualTo("asked\n");
        } finally {
            Files.delete(profile);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void few_sessions_are_enough(int sessions) throws Exception {
        try (var tight = RealSshd.start("MaxSessions " + sessions).trusted();
                var shell = shell(tight, "bash", true)) {
            var wrong = new ConcurrentLinkedQueue<String>();
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 12; i++) {
                int mine = i;
                threads.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                var script = script("echo " + mine);
                                                var asked = mine % 2 == 0 ? script : script.root();
                                                var texts =
                                                        shell.ask(asked, SOON).text()
                                                                + shell.run(asked, SOON).text()
                                                                + shell.ask(script, SOON).text();
                                                if (!texts.equals((mine + "\n").repeat(3))) {
                                                    wrong.add(mine + " got " + texts);
                                                }
                                            } catch (ShellException e) {
                                                wrong.add(mine + ": " + e.getMessage());
                                            }
                                        }));
            }
            for (var thread : threads) {
                thread.join();
            }
            assertThat(wrong).isEmpty();
            assertThat(tight.log().lines().filter(l -> l.contains("Accepted publickey")).count())
                    .as("one connection")
                    .isEqualTo(1);
        }
    }

    @Test
    void root_scripts_go_through_sudo_or_do_not_as_the_host_says() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/sudo")), "skipped: sudo is not here");
        var who = script("id -un").root();
        try (var with = shell(sshd, "bash", true);
                var without = shell(sshd, "bash", false);
                var root = shell(sshd, "root", true)) {
            assertThat(with.run(who, SOON).text()).isEqualTo("root\n");
            assertThat(with.ask(who, SOON).text()).isEqualTo("root\n");
            assertThat(with.run(script("id -un"), SOON).text()).isEqualTo("bash\n");
            assertThat(without.run(who, SOON).text()).isEqualTo("bash\n");
            sshd.sudoers("");
            assertThat(root.run(who, SOON).text()).as("needs no sudo").isEqualTo("root\n");
        } finally {
            sshd.sudoers("bash ALL=(root) NOPASSWD: /bin/sh -s, /usr/bin/sh -s\n");
        }
    }

    @Test
    void a_sudo_that_wants_a_password_is_told_with_the_line_to_add() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/sudo")), "skipped: sudo is not here");
        try (var shell = shell(sshd, "dash", true)) {
            var canary = sshd.directory().resolve("canary");
            for (int i = 0; i < 2; i++) {
                var failure = failure(shell, script("touch " + canary).root());
                assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
                assertThat(failure.getMessage()).contains("password");
                assertThat(failure.fix()).contains("dash ALL=(root) NOPASSWD: ");
                assertThat(
                                catchThrowableOfType(
                                                ShellException.class,
                                                () -> shell.ask(script("id").root(), SOON))
                                        .kind())
                        .isEqualTo(Kind.UNUSABLE);
            }
            assertThat(canary).doesNotExist();
            assertThat(shell.ask(script("echo fine"), SOON).text()).isEqualTo("fine\n");
        }
    }

    @Test
    void an_ended_shell_is_told_with_its_signal() {
        try (var shell = shell(sshd, "dash", false)) {
            assertThat(failure(shell, script("kill -9 $$; sleep 1")).getMessage())
                    .contains("SIGKILL");
        }
    }

    @Test
    void a_connection_that_is_cut_means_unknown_and_the_next_call_connects_anew() throws Exception {
        try (var server = RealSshd.start().trusted();
                var shell = shell(server, "root", false)) {
            shell.run(script(":"), SOON);
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    Thread.sleep(300);
                                } catch (InterruptedException e) {
                                    return;
                                }
                                server.killSessions();
                            });
            var failure = failure(shell, script("sleep 5"));
            assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(shell.run(script("echo back"), SOON).text()).isEqualTo("back\n");
        }
    }

    @Test
    void a_connection_that_died_unnoticed_costs_no_call() throws Exception {
        try (var server = RealSshd.start().trusted();
                var shell = shell(server, "root", false)) {
            for (int i = 0; i < 3; i++) {
                assertThat(shell.ask(script("echo a"), SOON).text()).isEqualTo("a\n");
                server.killSessions();
                assertThat(shell.ask(script("echo b"), SOON).text()).isEqualTo("b\n");
                server.killSessions();
                Thread.sleep(NOT_JUST_NOW.toMillis());
                assertThat(shell.run(script("echo c"), SOON).text()).isEqualTo("c\n");
            }
        }
    }

    /** A host that has been silent for so long is asked for a new channel before a change. */
    private static final Duration NOT_JUST_NOW = Duration.ofMillis(600);

    @Test
    void a_change_is_fed_once_also_to_a_host_that_died_the_moment_before(@TempDir Path directory)
            throws Exception {
        try (var server = RealSshd.start().trusted();
                var shell = shell(server, "root", false)) {
            int doubts = 0;
            for (int i = 0; i < 8; i++) {
                var mark = directory.resolve("mark-" + i);
                shell.ask(script("echo a"), SOON);
                server.killSessions();
                try {
                    shell.run(script("echo x >>\"$MARK\"").with("MARK", mark.toString()), SOON);
                    assertThat(mark).hasContent("x");
                } catch (ShellException e) {
                    assertThat(e.kind()).isEqualTo(Kind.UNKNOWN);
                    doubts++;
                    if (Files.exists(mark)) {
                        assertThat(mark).hasContent("x");
                    }
                }
            }
            assertThat(doubts).as("it is seen at least once").isPositive();
        }
    }

    @Test
    void after_this_machine_slept_a_new_connection_is_made() throws Exception {
        var now = new AtomicReference<>(Instant.now());
        var dialer = new Dialer(sshd.workstation(), Limits.USUAL);
        var line = new Line(sshd.target("root"), dialer, now::get);
        var first = line.connection(Deadline.in(SOON));
        assertThat(line.connection(Deadline.in(SOON))).isSameAs(first);
        now.set(now.get().plusSeconds(60));
        var second = line.connection(Deadline.in(SOON));
        assertThat(second).isNotSameAs(first);
        first.close();
        line.close();
    }

    @Test
    void two_refusals_are_enough() throws Exception {
        var stranger = Files.createTempDirectory("drainboard-stranger");
        try (var server = RealSshd.start().trusted()) {
            Files.createDirectories(stranger.resolve(".ssh"));
            Files.copy(server.knownHosts(), stranger.resolve(".ssh/known_hosts"));
            new ProcessBuilder(
                            "ssh-keygen",
                            "-q",
                            "-t",
                            "ed25519",
                            "-N",
                            "",
                            "-f",
                            stranger.resolve(".ssh/id_ed25519").toString())
                    .start()
                    .waitFor();
            var workstation = new Workstation(stranger, stranger.resolve("etc"), "me", Map.of());
            try (var shell = new SshShell(server.target("root"), workstation)) {
                for (int i = 0; i < 5; i++) {
                    var failure = failure(shell, script(":"));
                    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(failure.getMessage()).contains("id_ed25519");
                }
            }
            assertThat(server.log().lines().filter(l -> l.contains("Failed publickey")).count())
                    .isEqualTo(2);
        } finally {
            try (var files = Files.walk(stranger)) {
                for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void a_key_locked_by_a_passphrase_points_at_the_agent_and_the_agent_serves() throws Exception {
        var home = Files.createTempDirectory("drainboard-locked");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Process agent = null;
        try (var server = RealSshd.start().trusted()) {
            var key = home.resolve(".ssh/id_ed25519");
            Files.createDirectories(home.resolve(".ssh"));
            Files.copy(server.knownHosts(), home.resolve(".ssh/known_hosts"));
            sh("ssh-keygen -q -t ed25519 -N secret -f " + key);
            Files.copy(
                    key.resolveSibling("id_ed25519.pub"),
                    server.directory().resolve("authorized_keys"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            var alone = new Workstation(home, home.resolve("etc"), "me", Map.of());
            try (var shell = new SshShell(server.target("root"), alone)) {
                var failure = failure(shell, script(":"));
                assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
                assertThat(failure.fix()).isEqualTo("ssh-add " + key);
            }
            var socket = home.resolve("agent");
            agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
            for (int i = 0; i < 100 && !Files.exists(socket); i++) {
                Thread.sleep(20);
            }
            var ask = home.resolve("ask");
            Files.writeString(ask, "#!/bin/sh\necho secret\n");
            Files.setPosixFilePermissions(ask, PosixFilePermissions.fromString("rwx------"));
            sh(
                    "SSH_AUTH_SOCK="
                            + socket
                            + " SSH_ASKPASS="
                            + ask
                            + " SSH_ASKPASS_REQUIRE=force ssh-add -q "
                            + key);
            var withAgent =
                    new Workstation(
                            home,
                            home.resolve("etc"),
                            "me",
                            Map.of("SSH_AUTH_SOCK", socket.toString()));
            try (var shell = new SshShell(server.target("root"), withAgent)) {
                assertThat(shell.run(script("echo in"), SOON).text()).isEqualTo("in\n");
            }
        } finally {
            if (agent != null) {
                agent.destroy();
                agent.waitFor();
            }
            try (var files = Files.walk(home)) {
                for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void sh(String command) throws Exception {
        var process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void a_host_behind_a_jump_host_is_reached_and_both_keys_are_checked() throws Exception {
        try (var jump = RealSshd.start()) {
            var target =
                    new Target(
                            "127.0.0.1",
                            Optional.of("root"),
                            OptionalInt.of(sshd.port()),
                            Optional.of(sshd.directory().resolve("home/.ssh/id_ed25519")),
                            Optional.of(jump.knownHosts()),
                            Optional.of("root@127.0.0.1:" + jump.port()),
                            false);
            Files.copy(
                    sshd.directory().resolve("authorized_keys"),
                    jump.directory().resolve("authorized_keys"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            var hostKeys = new HostKeys(sshd.workstation());
            for (int port : new int[] {jump.port(), sshd.port()}) {
                try (var shell = new SshShell(target, sshd.workstation())) {
                    var failure = failure(shell, script(":"));
                    assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
                    assertThat(failure.getMessage()).contains("port " + port);
                }
                var offer = hostKeys.offered(target);
                assertThat(offer.host()).contains("port " + port);
                assertThat(offer.keys()).hasSize(3);
                assertThat(offer.known()).isFalse();
                offer.keep(false);
            }
            assertThat(hostKeys.offered(target).known()).isTrue();
            try (var shell = new SshShell(target, sshd.workstation())) {
                assertThat(shell.run(script("echo $SSH_CONNECTION"), SOON).text())
                        .contains(" " + sshd.port());
                assertThat(shell.ask(script("head -c 3000000 /dev/zero"), SOON).truncated())
                        .isTrue();
            }
        }
    }

    @Test
    void rekeying_in_the_middle_of_output_loses_nothing() throws Exception {
        try (var server = RealSshd.start("RekeyLimit 256K 1s").trusted();
                var shell = shell(server, "root", false)) {
            var output =
                    shell.run(
                            script("i=0; while [ $i -lt 30000 ]; do echo $i; i=$((i+1)); done"),
                            SOON);
            assertThat(output.text().lines().count()).isEqualTo(30000);
            for (int i = 0; i < 30; i++) {
                assertThat(shell.ask(script("echo " + i), SOON).text()).isEqualTo(i + "\n");
                Thread.sleep(60);
            }
        }
    }

    @Test
    void a_server_that_forbids_unix_sockets_says_so_and_scripts_still_run() throws Exception {
        try (var server = RealSshd.start("AllowStreamLocalForwarding no").trusted();
                var shell = shell(server, "root", false)) {
            var failure =
                    catchThrowableOfType(
                            ShellException.class,
                            () -> shell.socket("/run/x", new byte[] {'x'}, SOON));
            assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
            assertThat(shell.run(script("echo fine"), SOON).text()).isEqualTo("fine\n");
        }
    }

    @Test
    void nothing_is_asked_of_the_server_but_channels_and_sh() throws Exception {
        try (var server = RealSshd.start("LogLevel DEBUG2").trusted();
                var shell = shell(server, "root", false)) {
            shell.run(script("echo a"), SOON);
            shell.ask(script("echo a"), SOON);
            assertThat(server.log())
                    .contains("req exec")
                    .doesNotContain("pty-req")
                    .doesNotContain("auth-agent-req")
                    .doesNotContain("x11-req")
                    .doesNotContain("req env")
                    .contains("compression: none");
        }
    }
}
