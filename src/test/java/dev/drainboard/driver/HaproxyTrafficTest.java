package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Counters;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Timing;
import dev.drainboard.wire.LocalShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real HAProxies count of requests that were really made: the machine's own, and others. */
class HaproxyTrafficTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "bullseye", "trixie", "testing"})
    void requests_and_errors_are_counted_and_handshakes_apart(String suite) throws Exception {
        try (var stage = new Stage(suite)) {
            for (var path :
                    List.of("/", "/", "/status/302", "/status/404", "/status/404", "/status/500")) {
                stage.ask(path);
            }
            stage.ask("/slow");
            try (var websocket = stage.bed.websocket()) {
                assertThat(websocket.isConnected()).isTrue();
            }

            var counters = stage.await("node1", 7);
            assertThat(counters.clientErrors()).hasValue(2);
            assertThat(counters.serverErrors()).hasValue(1);
            assertThat(counters.handshakes()).hasValue(0);
            assertThat(counters.queued()).isEqualTo(OptionalInt.of(0));
            assertThat(counters.timing().orElseThrow()).isInstanceOf(Timing.Average.class);
            assertThat(((Timing.Average) counters.timing().orElseThrow()).ms())
                    .isBetween(5.0, 100.0);
            assertThat(stage.of("node1", Endpoint.WEBSOCKET).handshakes()).hasValue(1);
            assertThat(stage.of("node1", Endpoint.WEBSOCKET).requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bullseye", "trixie", "testing"})
    void a_node_that_breaks_off_or_does_not_listen_counts_as_errors(String suite) throws Exception {
        try (var stage = new Stage(suite)) {
            stage.ask("/drop");
            stage.ask("/drop");
            var dropped = stage.await("node1", 2);
            assertThat(stage.errorsBeyond(0)).as(stage.bed.cli("show stat -1 4 -1")).isTrue();

            stage.bed.tiny.stop("127.0.0.21");
            // a connection that was made as the socket closed may still be answered, or just end
            for (int i = 0; i < 20 && !stage.answer("/").contains(" 503 "); i++) {
                Thread.sleep(20);
            }
            assertThat(stage.errorsBeyond(dropped.serverErrors().orElseThrow()))
                    .as(stage.bed.cli("show stat -1 4 -1"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bullseye", "trixie", "testing"})
    void what_no_node_could_answer_is_an_error_of_the_upstream(String suite) throws Exception {
        try (var stage = new Stage(suite)) {
            stage.ask("/status/500");
            stage.await("node1", 1);
            stage.bed.set("odoo/node1 state maint");
            assertThat(stage.ask("/")).contains(" 503 ");

            assertThat(stage.http().serverErrors()).hasValue(2);
            assertThat(stage.http().queued()).hasValue(0);
            assertThat(stage.of("node1", Endpoint.HTTP).serverErrors()).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {""})
    void clear_counters_is_seen_as_counters_that_fell(String suite) throws Exception {
        try (var stage = new Stage(suite)) {
            stage.ask("/");
            stage.ask("/");
            var before = stage.await("node1", 2);
            stage.bed.cli("clear counters all");

            var after = stage.of("node1", Endpoint.HTTP);
            assertThat(after.requests()).isZero();
            assertThat(before.growTo(after)).isFalse();
            assertThat(after.timing()).as("an average of nothing").isEmpty();
        }
    }

    /** One HAProxy in front of node1 alone, and who reads it. */
    private static final class Stage implements AutoCloseable {
        private static final Path VERSIONS = Path.of("/var/cache/drainboard-lab/haproxy");

        final HaproxyBed bed;
        private final LocalShell shell = new LocalShell();
        private final HaproxySocketBalancer balancer;
        private final Path directory;

        Stage(String suite) throws Exception {
            var root = suite.isEmpty() ? Path.of("/") : VERSIONS.resolve(suite);
            org.junit.jupiter.api.Assumptions.assumeTrue(
                    Files.isWritable(root.resolve("tmp")),
                    "src/lab/lab versions was not run, or by another user");
            directory = Files.createTempDirectory(root.resolve("tmp"), "traffic");
            bed = new HaproxyBed(directory, root);
            bed.start(
                    bed.text(
                            "admin",
                            "  server node1 127.0.0.21:" + bed.tiny.http(),
                            "  server node1 127.0.0.21:" + bed.tiny.websocket()));
            balancer =
                    new HaproxySocketBalancer(
                            bed.spec(), bed.nodes(), Optional.of(shell), InstantSource.system());
        }

        String ask(String path) throws IOException {
            var answer = answer(path);
            assertThat(answer).startsWith("HTTP/1.");
            return answer;
        }

        /** May be nothing. */
        String answer(String path) throws IOException {
            try (var user = bed.user(path)) {
                return new String(user.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        BalancerFacts.Upstream http() throws Exception {
            return balancer.read().upstreams().stream()
                    .filter(upstream -> upstream.endpoint() == Endpoint.HTTP)
                    .findFirst()
                    .orElseThrow();
        }

        Counters of(String node, Endpoint endpoint) throws Exception {
            return balancer.read().of(node).stream()
                    .filter(server -> server.endpoint() == endpoint)
                    .map(BalancerFacts.Server::counters)
                    .map(Optional::orElseThrow)
                    .findFirst()
                    .orElseThrow();
        }

        boolean errorsBeyond(long before) throws Exception {
            for (int i = 0; i < 300; i++) {
                if (of("node1", Endpoint.HTTP).serverErrors().orElseThrow() > before) {
                    return true;
                }
                Thread.sleep(10);
            }
            return false;
        }

        /** HAProxy counts when a request has ended, a little after its user has the answer. */
        Counters await(String node, long requests) throws Exception {
            for (int i = 0; i < 300 && of(node, Endpoint.HTTP).requests() < requests; i++) {
                Thread.sleep(10);
            }
            var counters = of(node, Endpoint.HTTP);
            assertThat(counters.requests()).isGreaterThanOrEqualTo(requests);
            return counters;
        }

        @Override
        public void close() throws IOException {
            shell.close();
            bed.close();
            try (var all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }
}
