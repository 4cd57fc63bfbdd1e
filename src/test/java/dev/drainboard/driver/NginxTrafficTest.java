package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Timing;
import dev.drainboard.wire.LocalShell;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real nginx's access log tells of requests that were really made. */
class NginxTrafficTest {

    private static final String FORMAT =
            "log_format up '$msec \"$request\" $status $upstream_addr $upstream_status"
                    + " $request_time';\n";

    @TempDir Path temporary;
    private TinyNodes tiny;
    private NginxBed bed;
    private LocalShell shell;
    private NginxFileBalancer balancer;

    @AfterEach
    void stop() {
        Stream.of(Optional.ofNullable(bed), Optional.ofNullable(shell), Optional.ofNullable(tiny))
                .flatMap(Optional::stream)
                .forEach(NginxTrafficTest::close);
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two nodes; {@code log} stands in the http block. */
    private void start(String log) throws Exception {
        tiny = new TinyNodes(Stream.of("127.0.0.11", "127.0.0.12"));
        bed = new NginxBed(temporary, Path.of("/"));
        var upstreams =
                """
                upstream odoo { server 127.0.0.11:%1$d; server 127.0.0.12:%1$d backup; }
                upstream also { server 127.0.0.11:%1$d; }
                upstream chat { server 127.0.0.11:%2$d; }
                """
                        .formatted(tiny.http(), tiny.websocket());
        bed.write(
                        bed.config,
                        bed.main(upstreams)
                                .replace("access_log off;", log)
                                .replace(
                                        "location /websocket {",
                                        "location /websocket { proxy_http_version 1.1;"
                                                + " proxy_set_header Upgrade $http_upgrade;"
                                                + " proxy_set_header Connection upgrade;"))
                .start();
        shell = new LocalShell();
        balancer = new NginxFileBalancer(bed.spec(), nodes(), shell);
    }

    private List<NodeSpec> nodes() {
        return NginxBed.nodes(2).stream()
                .map(
                        node ->
                                new NodeSpec(
                                        node.name(),
                                        node.host(),
                                        node.addresses(),
                                        tiny.http(),
                                        tiny.websocket(),
                                        node.zone(),
                                        node.config(),
                                        node.log(),
                                        node.runtime()))
                .toList();
    }

    private void ask(String path) throws IOException {
        try (var user = new Socket("127.0.0.1", bed.port)) {
            user.setSoTimeout(5_000);
            user.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(user.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1");
        }
    }

    /** Of the node's first HTTP entry; nginx writes its line when the answer was sent. */
    private Counters await(String node, long requests) throws Exception {
        for (int i = 0; i < 300; i++) {
            var counted = counted(node).orElseThrow();
            if (counted.requests() >= requests) {
                return counted;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(requests + " requests were not counted: " + counted(node));
    }

    private Optional<Counters> counted(String node) throws Exception {
        return balancer.read().of(node).stream()
                .filter(server -> server.endpoint() == Endpoint.HTTP)
                .findFirst()
                .flatMap(BalancerFacts.Server::counters);
    }

    @Test
    void what_is_written_since_we_look_is_counted_by_node() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        ask("/");
        assertThat(counted("node1").orElseThrow().requests()).as("before we looked").isZero();
        for (var path : List.of("/", "/status/404", "/status/500", "/slow")) {
            ask(path);
        }
        var counters = await("node1", 4);

        assertThat(counters.clientErrors()).hasValue(1);
        assertThat(counters.serverErrors()).hasValue(1);
        assertThat(counters.by())
                .isEqualTo("the access log " + bed.directory.resolve("logs/access.log"));
        var times = ((Timing.Counted) counters.timing().orElseThrow()).times();
        assertThat(times.count()).isEqualTo(4);
        assertThat(times.percentile(1).orElseThrow()).isBetween(85.0, 200.0);
        assertThat(counted("node2").orElseThrow().requests()).isZero();
    }

    @Test
    void a_second_entry_of_a_node_does_not_count_it_twice() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        counted("node1");
        ask("/");
        await("node1", 1);

        assertThat(
                        balancer.read().of("node1").stream()
                                .filter(server -> server.endpoint() == Endpoint.HTTP)
                                .map(server -> server.counters().orElseThrow().requests()))
                .containsExactly(1L, 0L);
    }

    @Test
    void a_node_that_broke_off_has_the_error_and_the_one_that_answered_has_not() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        counted("node1");
        tiny.stop("127.0.0.11");
        // whose turn it is nobody knows: of several one comes to node1 first, and is then passed on
        for (int i = 0; i < 6; i++) {
            ask("/");
        }

        assertThat(await("node2", 1).serverErrors()).hasValue(0);
        var broken = await("node1", 1);
        assertThat(broken.serverErrors()).hasValue(broken.requests());
    }

    @Test
    void a_log_that_logrotate_took_away_is_read_on_in_its_successor() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        counted("node1");
        ask("/");
        await("node1", 1);
        Files.move(
                bed.directory.resolve("logs/access.log"),
                bed.directory.resolve("logs/access.log.1"));
        NginxBed.run("kill", "-USR1", String.valueOf(bed.master().pid()));
        for (int i = 0; i < 300 && !Files.exists(bed.directory.resolve("logs/access.log")); i++) {
            Thread.sleep(10);
        }
        ask("/");

        assertThat(await("node1", 2).requests()).isEqualTo(2);
    }

    @Test
    void a_line_that_is_half_written_is_counted_when_it_is_whole() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        counted("node1");
        var line = "1.0 \"GET / HTTP/1.1\" 200 127.0.0.11:" + tiny.http() + " 200 0.010\n";
        append(line.substring(0, 40));
        assertThat(counted("node1").orElseThrow().requests()).isZero();
        append(line.substring(40) + line);

        assertThat(counted("node1").orElseThrow().requests()).isEqualTo(2);
    }

    private void append(String text) throws IOException {
        Files.writeString(
                bed.directory.resolve("logs/access.log"), text, StandardOpenOption.APPEND);
    }

    @Test
    void more_than_can_be_read_is_unknown_and_then_known_again() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        var before = counted("node1").orElseThrow();
        append("x".repeat(NginxLogs.MOST + 1) + "\n");
        assertThat(counted("node1")).isEmpty();

        assertThat(before.growTo(counted("node1").orElseThrow()))
                .as("what came between is not taken for nothing")
                .isFalse();
        ask("/");
        assertThat(await("node1", 1).requests()).isEqualTo(1);
    }

    @Test
    void without_such_a_log_nothing_is_known_and_nothing_is_asked() throws Exception {
        start("access_log logs/access.log;");

        assertThat(counted("node1")).isEmpty();
        assertThat(shell.told()).noneMatch(script -> script.name().contains("access log"));
    }

    @Test
    void a_log_that_is_gone_costs_the_numbers_and_not_the_reading() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        Files.delete(bed.directory.resolve("logs/access.log"));

        assertThat(counted("node1")).isEmpty();
        assertThat(balancer.read().servers()).hasSize(4);
    }

    @Test
    void the_network_from_which_most_requests_to_a_node_come() throws Exception {
        start(FORMAT.replace("$msec ", "$remote_addr ") + "access_log logs/access.log up;");
        counted("node1");
        assertThat(balancer.read().crowds()).isEmpty();
        for (int i = 0; i < 3; i++) {
            ask("/");
        }
        await("node1", 3);

        assertThat(balancer.read().crowds())
                .isEqualTo(Map.of("node1", new Crowd("127.0.0.0/24", 3, 3, Crowd.Of.REQUESTS)));
    }

    @Test
    void a_log_without_the_clients_address_tells_no_network() throws Exception {
        start(FORMAT + "access_log logs/access.log up;");
        counted("node1");
        ask("/");
        await("node1", 1);
        assertThat(balancer.read().crowds()).isEmpty();
    }
}
