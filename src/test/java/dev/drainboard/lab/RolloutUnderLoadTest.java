package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Drainboard is for: an update of every node by docker compose, under load, without one failed
 * request. {@code -Ddrainboard.load.requests=50000} asks for the longer run, which rolls back and
 * forth until so many were judged.
 */
@NeedsLab
class RolloutUnderLoadTest {

    private static final long WANTED = Long.getLong("drainboard.load.requests", 0);
    private static final int NODES = 4;

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"haproxy", "nginx", "both"})
    void nobody_notices_a_rollout(String balancer) throws Exception {
        var lab = Lab.with(NODES, "compose");
        var cluster = lab.cluster(directory, balancer, "compose").toString();
        var program = new Program(directory.resolve("home"));

        Load.Verdict verdict;
        int rollouts = 0;
        try (var load = new Load(entrances(balancer), 24, Duration.ofMillis(120), 50)) {
            String to;
            do {
                to = rollouts++ % 2 == 0 ? "1.1" : "1.0";
                var ended = program.run("rollout", cluster, "--to", to, "--yes", "--json");
                assertThat(ended.exit()).as(ended.toString()).isZero();
                var status = program.status(cluster);
                assertThat(status.split("\"revision\":\"" + to + "\"", -1))
                        .as(status)
                        .hasSize(NODES + 1);
            } while (load.requests() < WANTED);
            assertThat(load.openSockets()).as("websockets open at the end").isGreaterThan(40);
            verdict = load.end();
        }

        System.out.printf(
                "under load, %s, %d rollouts of %d nodes: %s%n",
                balancer, rollouts, NODES, verdict);
        assertThat(verdict.requests()).isGreaterThan(1000);
        assertThat(verdict.failures()).isEmpty();
    }

    static List<InetSocketAddress> entrances(String balancer) {
        var nginx = new InetSocketAddress("10.77.0.2", 80);
        var haproxy = new InetSocketAddress("10.77.0.2", 8080);
        return switch (balancer) {
            case "nginx" -> List.of(nginx);
            case "haproxy" -> List.of(haproxy);
            default -> List.of(nginx, haproxy);
        };
    }
}
