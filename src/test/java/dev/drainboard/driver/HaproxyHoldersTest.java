package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Holder;
import dev.drainboard.wire.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom real HAProxies name as being at work on a node: the machine's own, and others. */
class HaproxyHoldersTest {

    private static final Path VERSIONS = Path.of("/var/cache/drainboard-lab/haproxy");

    @ParameterizedTest
    @ValueSource(strings = {"", "bullseye", "trixie", "testing"})
    void requests_and_websockets_of_a_node_by_client_and_age(String suite) throws Exception {
        var root = suite.isEmpty() ? Path.of("/") : VERSIONS.resolve(suite);
        Assumptions.assumeTrue(
                Files.isWritable(root.resolve("tmp")),
                "src/lab/lab versions was not run, or by another user");
        var directory = Files.createTempDirectory(root.resolve("tmp"), "holders");
        try (var bed = new HaproxyBed(directory, root);
                var shell = new LocalShell()) {
            bed.start(bed.plain(""));
            var balancer =
                    new HaproxySocketBalancer(
                            bed.spec(), bed.nodes(), Optional.of(shell), InstantSource.system());
            for (var other : List.of("node1", "node3")) {
                bed.set("odoo/" + other + " state maint");
                bed.set("chat/" + other + " state maint");
            }
            try (var websocket = bed.websocket();
                    var report = bed.user("/hold")) {
                assertThat(websocket.isConnected() && report.isConnected()).isTrue();
                awaitTwo(balancer);
                Thread.sleep(1_100);

                var holders = balancer.holders("node2").orElseThrow();
                assertThat(holders)
                        .extracting(Object::getClass)
                        .containsExactlyInAnyOrder(Holder.Request.class, Holder.Websocket.class);
                assertThat(holders).allMatch(holder -> holder.words().contains("127.0.0.1 for "));
                assertThat(request(holders).age().orElseThrow())
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
                assertThat(balancer.holders("node1")).contains(List.of());
            }
        } finally {
            clean(directory);
        }
    }

    private static Holder.Request request(List<Holder> holders) {
        return (Holder.Request)
                holders.stream().filter(Holder.Request.class::isInstance).findFirst().orElseThrow();
    }

    private static void awaitTwo(HaproxySocketBalancer balancer) throws Exception {
        for (int i = 0; i < 300 && balancer.holders("node2").orElseThrow().size() < 2; i++) {
            Thread.sleep(10);
        }
        assertThat(balancer.read().of("node2"))
                .filteredOn(server -> server.endpoint() == Endpoint.HTTP)
                .allMatch(server -> server.active().orElse(0) == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user"})
    void a_socket_that_is_for_looking_only_names_nobody(String level) throws Exception {
        var directory = Files.createTempDirectory("holders");
        try (var bed = new HaproxyBed(directory, Path.of("/"));
                var shell = new LocalShell()) {
            bed.start(
                    bed.text(
                            level,
                            HaproxyBed.servers(bed.tiny.http(), ""),
                            HaproxyBed.servers(bed.tiny.websocket(), "")));
            var balancer =
                    new HaproxySocketBalancer(
                            bed.spec(), bed.nodes(), Optional.of(shell), InstantSource.system());
            assertThat(balancer.holders("node1")).isEmpty();
        } finally {
            clean(directory);
        }
    }

    private static void clean(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
