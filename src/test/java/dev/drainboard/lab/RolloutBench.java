package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the wall time of a rollout goes: six nodes, systemd, boot 2 s. A figure, not a test: it is
 * run by {@code src/lab/lab bench} and holds nothing but that the rollouts succeed.
 */
@NeedsLab
@EnabledIfSystemProperty(
        named = "drainboard.bench",
        matches = "true",
        disabledReason = "a figure: src/lab/lab bench")
class RolloutBench {

    private static final int NODES = 6;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "haproxy,quick",
        "nginx,quick",
        "haproxy,defaults",
        "nginx,defaults",
        "haproxy,load",
        "nginx,load"
    })
    void where_the_time_goes(String balancer, String policy) throws Exception {
        var only = System.getProperty("drainboard.bench.only", policy);
        org.junit.jupiter.api.Assumptions.assumeTrue(
                only.equals(policy), "another policy was asked for");
        var lab = Lab.with(NODES, "systemd");
        for (int node = 1; node <= NODES; node++) {
            Lab.run("set", "node" + node, "boot=2");
        }
        var file = lab.cluster(directory, balancer, "systemd");
        if (!policy.equals("defaults")) {
            Files.writeString(
                    file,
                    Files.readString(file).replaceAll("(?ms)^health:.*", "")
                            + "\nrollout: { gate: { passes: 1, within: 60s }, soak: 0s }\n"
                            + "health: { every: 100ms, host: odoo.example.com }\n");
        } else {
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replaceAll("(?ms)^health:.*", "health: { host: odoo.example.com }\n"));
        }
        Lab.run("publish", "1.1");
        var image = Path.of("target/drainboard/bin/drainboard").toAbsolutePath();

        var began = Instant.now();
        Rolled rolled;
        try (var load =
                new Load(
                        RolloutUnderLoadTest.entrances(balancer),
                        policy.equals("load") ? 12 : 0,
                        Duration.ofMillis(120),
                        policy.equals("load") ? 50 : 0)) {
            rolled = rollout(image, file);
            if (policy.equals("load")) {
                System.out.println("  " + load.end());
            }
        }
        var wall = Duration.between(began, rolled.ended());
        var first = Instant.parse(JSON.readTree(rolled.lines().getFirst()).get("at").asString());
        var toFirstStep = Duration.between(began, first);
        print(balancer, policy, wall, toFirstStep, rolled.restarts(), rolled.lines());
    }

    private record Rolled(List<String> lines, Map<String, Duration> restarts, Instant ended) {}

    private Rolled rollout(Path image, Path file) throws Exception {
        var builder =
                new ProcessBuilder(image.toString(), "rollout", file.toString(), "--yes", "--json")
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("DRAINBOARD_HOME", directory.resolve("home").toString());
        var process = builder.start();
        var lines = new ArrayList<String>();
        try (var outside = new Outside();
                var out = process.inputReader()) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.contains("\"step\":\"update\",\"status\":\"started\"")) {
                    outside.watch(JSON.readTree(line).get("node").asString());
                }
            }
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            return new Rolled(lines, outside.restarts(), Instant.now());
        }
    }

    private static void print(
            String balancer,
            String policy,
            Duration wall,
            Duration toFirstStep,
            Map<String, Duration> restarts,
            List<String> lines) {
        var steps = new LinkedHashMap<String, Duration>();
        Instant started = null;
        for (var line : lines) {
            var node = JSON.readTree(line);
            if (!node.has("step")) {
                continue;
            }
            var at = Instant.parse(node.get("at").asString());
            if (node.get("status").asString().equals("started")) {
                started = at;
            } else if (started != null) {
                steps.merge(
                        node.get("step").asString(), Duration.between(started, at), Duration::plus);
                started = null;
            }
        }
        var restart = restarts.values().stream().reduce(Duration.ZERO, Duration::plus);
        // without load no request is in use: the wait for idle is our own two looks
        long idleMs =
                policy.equals("load")
                        ? steps.getOrDefault("awaitIdle", Duration.ZERO).toMillis()
                        : 0;
        long soakMs = steps.getOrDefault("soak", Duration.ZERO).toMillis();
        long gateMs =
                policy.equals("defaults") ? NODES * 4 * 200L : 0; // four more passes, 200 ms apart
        long waits = idleMs + soakMs + gateMs;
        double ours = (wall.toMillis() - restart.toMillis() - waits) / 1000.0;
        System.out.printf(
                "%-8s %-8s wall %6.2f s | restart %6.2f s | policy and requests in use %6.2f s | ours %5.2f s, %5.3f s a node | of it program start, connections and lock %4.2f s | steps %s%n",
                balancer,
                policy,
                wall.toMillis() / 1000.0,
                restart.toMillis() / 1000.0,
                waits / 1000.0,
                ours,
                ours / NODES,
                toFirstStep.toMillis() / 1000.0,
                shown(steps));
    }

    private static String shown(Map<String, Duration> steps) {
        var parts = new ArrayList<String>();
        steps.forEach((step, time) -> parts.add(step + " " + time.toMillis() + " ms"));
        return String.join(", ", parts);
    }

    /**
     * Asks a node from outside each 10 ms from the moment its update begins: from the first answer
     * that is none to the first that is healthy on both ports. The other nodes are left alone: to
     * ask six of them all the time costs more than the rollout does.
     */
    private static final class Outside implements AutoCloseable {
        private final Map<String, Duration> restarts = new ConcurrentHashMap<>();
        private final List<Thread> threads = new ArrayList<>();
        private final HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        private volatile boolean over;

        void watch(String node) {
            var address = "10.77.0.1" + node.substring("node".length());
            threads.add(Thread.ofVirtual().name("outside-" + node).start(() -> restart(address)));
        }

        private void restart(String address) {
            Instant down = null;
            while (!over) {
                var asked = Instant.now();
                boolean well =
                        well(address + ":8069/web/health")
                                && well(address + ":8072/websocket/health");
                if (!well && down == null) {
                    down = asked;
                } else if (well && down != null) {
                    restarts.put(address, Duration.between(down, Instant.now()));
                    return;
                }
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private boolean well(String where) {
            try {
                var request =
                        HttpRequest.newBuilder(URI.create("http://" + where))
                                .timeout(Duration.ofSeconds(1))
                                .build();
                return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200;
            } catch (java.io.IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        Map<String, Duration> restarts() {
            return Map.copyOf(restarts);
        }

        @Override
        public void close() {
            over = true;
            http.close();
        }
    }
}
