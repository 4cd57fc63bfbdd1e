package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.wire.LocalShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real ss, and sockets of this process in the place of an Odoo. */
class NodeConnectionsTest {

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private final LocalShell shell = new LocalShell();
    private final Probes probes = new Probes();
    private ServerSocket http;
    private ServerSocket websocket;

    @BeforeEach
    void aNode() throws IOException {
        http = keep(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        websocket = keep(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    @AfterEach
    void close() throws Exception {
        for (var one : toClose.reversed()) {
            one.close();
        }
        shell.close();
    }

    @Test
    void requests_in_use_are_told_from_connections_that_ask_nothing() throws Exception {
        connect(http);
        ask(connect(http));
        ask(connect(http));
        ask(connect(websocket));

        var facts = read();

        assertThat(facts.httpActive()).isEqualTo(OptionalInt.of(2));
        assertThat(facts.httpIdle()).isEqualTo(OptionalInt.of(1));
        assertThat(facts.websocketActive()).isEqualTo(OptionalInt.of(1));
        assertThat(facts.by()).isEqualTo("ss");
        assertThat(facts.machineId())
                .isEqualTo(java.nio.file.Files.readString(Path.of("/etc/machine-id")).strip());
    }

    @Test
    void the_oldest_request_in_use_comes_first_with_who_asked_and_since_when() throws Exception {
        ask(connect(http));
        Thread.sleep(300);
        ask(connect(http));

        var inUse = read().inUse();
        assertThat(inUse)
                .extracting(ConnectionFacts.InUse::peer)
                .containsExactly("127.0.0.1", "127.0.0.1");
        assertThat(inUse.getFirst().quiet())
                .isBetween(java.time.Duration.ofMillis(290), java.time.Duration.ofSeconds(10))
                .isGreaterThan(inUse.getLast().quiet());
        assertThat(probes.<ConnectionFacts, Exception>during(Endpoint.HTTP, () -> read()).inUse())
                .as("the youngest may be a probe of ours")
                .hasSize(1);
    }

    @Test
    void an_idle_node_has_zero_and_not_nothing() throws Exception {
        var facts = read();

        assertThat(facts.httpActive()).isEqualTo(OptionalInt.of(0));
        assertThat(facts.websocketActive()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void a_request_whose_asker_went_away_is_still_work() throws Exception {
        var client = connect(http);
        ask(client);
        client.close();

        assertThat(read().httpActive()).isEqualTo(OptionalInt.of(1));
    }

    @Test
    void a_request_that_was_answered_and_closed_is_over() throws Exception {
        var client = connect(http);
        ask(client);
        try (var server = http.accept()) {
            server.getInputStream().read(new byte[100]);
            server.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes());
        }

        assertThat(read().httpActive()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void a_websocket_that_says_nothing_is_open_all_the_same() throws Exception {
        ask(connect(websocket));
        var server = keep(websocket.accept());
        server.getInputStream().read(new byte[100]);
        server.getOutputStream().write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes());
        Thread.sleep(1_300); // longer than what makes an answered request of 8069 idle

        assertThat(read().websocketActive()).isEqualTo(OptionalInt.of(1));
    }

    @Test
    void our_own_probes_are_no_users() throws Exception {
        ask(connect(http));
        ask(connect(http));

        var facts = probes.<ConnectionFacts, Exception>during(Endpoint.HTTP, () -> read());

        assertThat(facts.httpActive()).isEqualTo(OptionalInt.of(1));
    }

    @Test
    void nobody_listening_anywhere_is_unknown_and_not_zero() throws Exception {
        http.close();
        websocket.close();

        var facts = read();

        assertThat(facts.httpActive()).isEmpty();
        assertThat(facts.websocketActive()).isEmpty();
        assertThat(facts.by()).startsWith("unknown: ");
        assertThat(facts.machineId()).isNotEmpty();
    }

    /** A node whose ports are published: its sockets are in a namespace of their own. */
    @Test
    void a_node_in_a_namespace_of_its_own_is_counted_there() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root for a namespace");
        http.close();
        websocket.close();
        keep(new Inside(http.getLocalPort()));

        var facts = read();

        assertThat(facts.httpActive()).isEqualTo(OptionalInt.of(2));
        assertThat(facts.httpIdle()).isEqualTo(OptionalInt.of(1));
        assertThat(facts.by()).startsWith("ss in the namespace of process ");
        assertThat(facts.direct()).as("whoever is on loopback is the node itself").isEmpty();
    }

    @Test
    void without_nsenter_the_kernels_table_is_read_and_idle_is_not_known(@TempDir Path dir)
            throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root for a namespace");
        http.close();
        websocket.close();
        keep(new Inside(http.getLocalPort()));
        var place = keep(new Place(dir).standIn("nsenter", "exit 127\n"));

        var facts = read(place.shell);

        assertThat(facts.httpActive()).isEqualTo(OptionalInt.of(3));
        assertThat(facts.httpIdle()).isEmpty();
        assertThat(facts.by()).startsWith("/proc/");
    }

    @Test
    void a_container_that_was_exchanged_is_found_again() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root for a namespace");
        http.close();
        websocket.close();
        var connections = connections(shell);
        var first = new Inside(http.getLocalPort());
        connections.read(probes);
        first.close();
        keep(new Inside(http.getLocalPort()));

        assertThat(connections.read(probes).httpActive()).isEqualTo(OptionalInt.of(2));
    }

    @Test
    void peers_that_are_no_balancer_are_named() throws Exception {
        var address = outside();
        assumeTrue(address.isPresent(), "this machine has no address but loopback");
        var open = keep(new ServerSocket());
        open.bind(new InetSocketAddress(address.get(), 0));
        var client = keep(new Socket(address.get(), open.getLocalPort()));
        ask(client);
        var name = address.get().getHostAddress();

        var stranger = connections(shell, open.getLocalPort(), Set.of("192.0.2.1"));
        var balancer = connections(shell, open.getLocalPort(), Set.of(name));

        assertThat(stranger.read(probes).direct()).isEqualTo(List.of(name));
        assertThat(balancer.read(probes).direct()).isEmpty();
    }

    private static Optional<InetAddress> outside() throws IOException {
        return java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(address -> address instanceof java.net.Inet4Address)
                .filter(address -> !address.isLoopbackAddress())
                .findFirst();
    }

    /** A server with three connections, two of which asked, in a network namespace of its own. */
    private static final class Inside implements AutoCloseable {
        private final Process process;

        Inside(int port) throws IOException {
            process =
                    new ProcessBuilder(
                                    "unshare",
                                    "--net",
                                    "perl",
                                    "-MIO::Socket::INET",
                                    "-e",
                                    """
                                    $| = 1;
                                    system("ip link set lo up");
                                    my $s = IO::Socket::INET->new(Listen => 9, LocalAddr => '127.0.0.1', LocalPort => %1$d) or die;
                                    my @c = map { IO::Socket::INET->new("127.0.0.1:%1$d") or die } 1..3;
                                    for (@c[0, 1]) { print $_ "GET / HTTP/1.0\\r\\n\\r\\n"; $_->flush }
                                    my @a = map { $s->accept } 1..3;
                                    print "ready\\n";
                                    sleep 60;
                                    """
                                            .formatted(port))
                            .redirectErrorStream(true)
                            .start();
            var first = process.inputReader().readLine();
            if (!"ready".equals(first)) {
                throw new IOException("no namespace: " + first);
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    private ConnectionFacts read() throws Exception {
        return read(shell);
    }

    private ConnectionFacts read(LocalShell over) throws Exception {
        return connections(over).read(probes);
    }

    private NodeConnections connections(LocalShell over) {
        return connections(over, http.getLocalPort(), Set.of());
    }

    private NodeConnections connections(LocalShell over, int port, Set<String> balancers) {
        var spec =
                new NodeSpec(
                        "node1",
                        HostSpec.of("localhost"),
                        List.of("127.0.0.1"),
                        port,
                        websocket.getLocalPort(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new RuntimeSpec.Systemd("odoo", "/opt/odoo"));
        return new NodeConnections(
                spec, new Remote(over), () -> Optional.of(balancers), InstantSource.system());
    }

    private Socket connect(ServerSocket to) throws IOException {
        return keep(new Socket(to.getInetAddress(), to.getLocalPort()));
    }

    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
        socket.getOutputStream().flush();
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        toClose.add(closeable);
        return closeable;
    }
}
