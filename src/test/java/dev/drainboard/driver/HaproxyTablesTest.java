package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Crowd;
import dev.drainboard.wire.LocalShell;
import dev.drainboard.wire.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that real HAProxies have bound to nodes. */
class HaproxyTablesTest {

    private static final Path VERSIONS = Path.of("/var/cache/drainboard-lab/haproxy");
    private static final String STICKY =
            "  stick-table type string len 64 size 100k expire 30m\n"
                    + "  stick on req.cook(session_id)\n";

    private final LocalShell shell = new LocalShell();
    private Path directory;
    private HaproxyBed bed;

    @AfterEach
    void close() throws IOException {
        shell.close();
        if (bed != null) {
            bed.close();
            try (var all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private void start(String suite, String stick) throws Exception {
        var root = suite.isEmpty() ? Path.of("/") : VERSIONS.resolve(suite);
        Assumptions.assumeTrue(
                Files.isWritable(root.resolve("tmp")),
                "src/lab/lab versions was not run, or by another user");
        directory = Files.createTempDirectory(root.resolve("tmp"), "tables");
        bed = new HaproxyBed(directory, root);
        bed.start(
                bed.text(
                        "admin",
                        stick + HaproxyBed.servers(bed.tiny.http(), ""),
                        HaproxyBed.servers(bed.tiny.websocket(), "")));
    }

    private HaproxySocketBalancer balancer(BalancerSpec.Haproxy spec) {
        return new HaproxySocketBalancer(
                spec, bed.nodes(), Optional.of(shell), InstantSource.system());
    }

    private void user(String session) throws IOException {
        try (var user = new Socket("127.0.0.1", bed.port)) {
            user.setSoTimeout(5_000);
            user.getOutputStream()
                    .write(
                            ("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                            + "Cookie: session_id="
                                            + session
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(user.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bullseye", "trixie", "testing"})
    void each_client_counts_for_the_node_that_it_is_bound_to(String suite) throws Exception {
        start(suite, STICKY);
        for (var session : List.of("s3cret1", "s3cret2", "s3cret3", "s3cret4", "s3cret1")) {
            user(session);
        }
        var expected = BoundSessions.of(Map.of("node1", 2, "node2", 1, "node3", 1));

        assertThat(balancer(bed.spec()).sessions()).isEqualTo(expected);
        assertThat(balancer(bed.spec(new BalancerSpec.Socket.Tcp("127.0.0.1", bed.tcp))).sessions())
                .isEqualTo(expected);
    }

    @Test
    void nobody_is_bound_yet() throws Exception {
        start("", STICKY);
        assertThat(balancer(bed.spec()).sessions())
                .isEqualTo(BoundSessions.of(Map.of("node1", 0, "node2", 0, "node3", 0)));
    }

    @Test
    void session_ids_do_not_leave_the_host() throws Exception {
        start("", STICKY);
        user("s3cret1");
        var output =
                shell.ask(
                        Script.resource(HaproxyUnixSocket.class, "tables", "haproxy-tables.sh")
                                .after(Script.text(HaproxyUnixSocket.class, "haproxy-cli.sh"))
                                .with("SOCKET", bed.socket.toString())
                                .with("CLIENTS", "socat perl python3 nc")
                                .with("TABLES", "odoo")
                                .with("ADDRESSES", ""),
                        Duration.ofSeconds(5));
        assertThat(output.text()).contains("1 node").doesNotContain("s3cret1");
    }

    @Test
    void without_a_table_it_is_said_why_nothing_is_known() throws Exception {
        start("", "  cookie SRV insert\n");
        assertThat(balancer(bed.spec()).sessions().why().orElseThrow())
                .contains("a cookie binds are counted nowhere");
    }

    @Test
    void of_an_address_only_its_network_leaves_the_host() throws Exception {
        start("", "  stick-table type ip size 100k expire 30m\n  stick on src\n");
        from("127.0.7.91");
        var output =
                shell.ask(
                        Script.resource(HaproxyUnixSocket.class, "tables", "haproxy-tables.sh")
                                .after(Script.text(HaproxyUnixSocket.class, "haproxy-cli.sh"))
                                .with("SOCKET", bed.socket.toString())
                                .with("CLIENTS", "socat perl python3 nc")
                                .with("TABLES", "odoo")
                                .with("ADDRESSES", "odoo"),
                        Duration.ofSeconds(5));
        assertThat(output.text()).contains("127.0.7.0").doesNotContain("127.0.7.91");
    }

    private void from(String address) throws IOException {
        try (var user = new Socket("127.0.0.1", bed.port, InetAddress.getByName(address), 0)) {
            user.setSoTimeout(5_000);
            user.getOutputStream()
                    .write(
                            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(user.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bullseye", "trixie", "testing"})
    void of_addresses_it_is_known_from_which_network_most_are(String suite) throws Exception {
        start(suite, "  stick-table type ip size 100k expire 30m\n  stick on src\n");
        // in turns: the first, the fourth and the seventh come to node1
        for (var client : List.of("127.0.7.1", "127.0.8.1", "127.0.9.1", "127.0.7.2")) {
            from(client);
        }
        from("127.0.8.2");
        from("127.0.9.2");
        from("127.0.8.3");
        var expected =
                BoundSessions.of(
                        Map.of("node1", 3, "node2", 2, "node3", 2),
                        Map.of(
                                "node1",
                                new Crowd("127.0.7.0/24", 2, 3, Crowd.Of.CLIENTS),
                                "node2",
                                new Crowd("127.0.8.0/24", 2, 2, Crowd.Of.CLIENTS),
                                "node3",
                                new Crowd("127.0.9.0/24", 2, 2, Crowd.Of.CLIENTS)));

        assertThat(balancer(bed.spec()).sessions()).isEqualTo(expected);
        assertThat(balancer(bed.spec(new BalancerSpec.Socket.Tcp("127.0.0.1", bed.tcp))).sessions())
                .isEqualTo(expected);
    }
}
