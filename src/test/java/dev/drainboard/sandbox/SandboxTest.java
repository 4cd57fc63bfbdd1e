package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.drainboard.Wired;
import dev.drainboard.wire.Script;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox itself: that it comes up, is apart from others, and leaves nothing behind. */
class SandboxTest {

    private static final Wish SMALL = Wish.USUAL.nodes(2).load(new Wish.Load(20, 6));

    /** As we name our threads, virtual or not. */
    private static final Pattern OURS =
            Pattern.compile(
                    "\"?(?:node|lb)\\d|sandbox-|proxy|check-|user-|admin-|postgres|saturation");

    @Test
    void after_its_end_there_is_no_thread_no_process_and_no_file(@TempDir Path dir)
            throws Exception {
        assertThat(ownThreads(dir.resolve("before"))).isEmpty();
        Path directory;
        try (var sandbox = Sandbox.start(SMALL, InstantSource.system())) {
            directory = sandbox.directory();
            try (var wired = new Wired(sandbox.clusterFile())) {
                var host = wired.shell(wired.cluster.node("node1").host());
                // as detached work does, and as what hangs does
                var detach = "setsid sh -c 'sleep 1000 & sleep 1000' >/dev/null 2>&1 & sleep 0.1";
                host.run(Script.of("detach", detach), Duration.ofSeconds(5));
            }
            sandbox.suffer("node2", Ailment.SATURATE);
            assertThat(ownProcesses(directory)).isNotEmpty();
            assertThat(ownThreads(dir.resolve("during"))).isNotEmpty();
        }

        assertThat(directory).doesNotExist();
        assertThat(ownProcesses(directory)).isEmpty();
        for (int i = 0; i < 100 && !ownThreads(dir.resolve("after" + i)).isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(ownThreads(dir.resolve("after"))).isEmpty();
    }

    private static List<String> ownThreads(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("#\\d+ .*"))
                .map(line -> line.replaceFirst("#\\d+ ", ""))
                .filter(line -> OURS.matcher(line).lookingAt())
                .toList();
    }

    private static List<String> ownProcesses(Path directory) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            var found = new java.util.ArrayList<String>();
            for (var process : processes) {
                if (text(process.resolve("environ")).contains("PLACE=" + directory)) {
                    found.add(text(process.resolve("cmdline")).replace('\0', ' '));
                }
            }
            return found;
        }
    }

    private static String text(Path file) {
        try {
            return new String(
                    Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    @Test
    void its_directory_is_its_users_alone() throws Exception {
        try (var sandbox = Sandbox.start(SMALL, InstantSource.system())) {
            var rights = Files.getPosixFilePermissions(sandbox.directory());
            assertThat(PosixFilePermissions.toString(rights)).isEqualTo("rwx------");
        }
    }

    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void two_at_a_time_do_not_meet() throws Exception {
        try (var one = Sandbox.start(SMALL, InstantSource.system());
                var other = Sandbox.start(SMALL, InstantSource.system());
                var wired = new Wired(one.clusterFile());
                var second = new Wired(other.clusterFile())) {
            assertThat(one.awaitHealthy(Duration.ofSeconds(10))).isTrue();
            assertThat(other.awaitHealthy(Duration.ofSeconds(10))).isTrue();
            assertThat(wired.cluster.name()).isNotEqualTo(second.cluster.name());
            one.suffer("node1", Ailment.KILL);
            assertThat(wired.ports.runtimes().get("node1").read().instance()).isEmpty();
            assertThat(second.ports.runtimes().get("node1").read().instance()).isPresent();
        }
    }

    @Test
    void users_see_a_node_that_ends_at_once_and_go_on_with_the_others() throws Exception {
        try (var sandbox =
                Sandbox.start(
                        SMALL.withoutNginx().boot(Duration.ofMillis(50)), InstantSource.system())) {
            awaitRequests(sandbox, 40);
            assertThat(sandbox.users().failures()).isEmpty();
            sandbox.suffer("node1", Ailment.FAIL);
            long before = sandbox.users().requests();
            awaitRequests(sandbox, before + 60);
            assertThat(sandbox.users().failed()).isPositive();
            sandbox.suffer("node1", Ailment.HEAL);
            sandbox.suffer("node1", Ailment.STOP);
            Thread.sleep(200);
            long failed = sandbox.users().failed();
            before = sandbox.users().requests();
            awaitRequests(sandbox, before + 60);
            assertThat(sandbox.users().failed()).isEqualTo(failed);
        }
    }

    private static void awaitRequests(Sandbox sandbox, long wanted) throws InterruptedException {
        for (int i = 0; i < 1000 && sandbox.users().requests() < wanted; i++) {
            Thread.sleep(20);
        }
        assertThat(sandbox.users().requests()).isGreaterThanOrEqualTo(wanted);
    }

    @Test
    void what_a_person_says_is_done_or_answered_with_what_can_be_said() throws Exception {
        try (var sandbox =
                Sandbox.start(SMALL.withoutNginx().load(Wish.Load.NONE), InstantSource.system())) {
            assertThat(sandbox.obey("kill node2")).isEqualTo("node2: ends at once");
            assertThat(sandbox.awaitHealthy(Duration.ofMillis(50))).isFalse();
            assertThat(sandbox.obey("kill node9")).contains("node9", "node1, node2");
            assertThat(sandbox.obey(" users ")).startsWith("0 requests (0 POST), 0 failed");
            assertThat(sandbox.obey("explode")).contains("freeze", "heal");
            assertThatThrownBy(() -> sandbox.suffer("node9", Ailment.KILL))
                    .isInstanceOf(IllegalArgumentException.class);
            sandbox.obey("log node1");
            assertThat(Files.readString(sandbox.directory().resolve("node1/odoo.log")))
                    .contains(" ERROR odoo odoo.sql_db: bad query");
        }
    }

    /** The port of a node that is stopped is its own still, and a stop answers what is in hand. */
    @Test
    void a_stop_answers_what_is_in_hand() throws Exception {
        try (var sandbox =
                        Sandbox.start(
                                SMALL.withoutNginx().load(Wish.Load.NONE), InstantSource.system());
                var wired = new Wired(sandbox.clusterFile());
                var socket = new Socket()) {
            var node = wired.cluster.node("node1");
            socket.connect(new InetSocketAddress(node.address(), node.http()), 1000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /slow?s=1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            Thread.sleep(200);
            sandbox.suffer("node1", Ailment.STOP);
            var answer = new String(socket.getInputStream().readAllBytes());
            assertThat(answer).startsWith("HTTP/1.0 200 OK\r\n").endsWith("{\"slow\": true}");
            assertThatThrownBy(() -> new Socket(node.address(), node.http()).close())
                    .isInstanceOf(IOException.class);
        }
    }
}
