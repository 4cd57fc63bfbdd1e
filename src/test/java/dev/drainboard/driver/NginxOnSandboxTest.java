package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.Wired;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox's lb2, a real nginx of the user's own, through the sandbox's SSH. */
class NginxOnSandboxTest extends BalancerContract {

    private static final Wish WISH = Wish.USUAL.nodes(3).load(Wish.Load.NONE).boot(Duration.ZERO);

    private Sandbox sandbox;
    private Wired wired;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(WISH, InstantSource.system());
        wired = new Wired(sandbox.clusterFile());
        assumeTrue(
                wired.ports.balancers().containsKey("lb2"),
                "nginx is not installed, or somebody else's runs");
    }

    @AfterEach
    void stop() {
        wired.close();
        sandbox.close();
    }

    private Path config() {
        return sandbox.directory().resolve("lb2/nginx.conf");
    }

    @Override
    BalancerPort balancer() {
        return wired.ports.balancers().get("lb2");
    }

    @Override
    Fence fence(long token, String operation) {
        return wired.fence(token, operation);
    }

    @Override
    String state() throws IOException {
        return Files.readString(config());
    }

    @Override
    void takeOutByHand(String node) throws Exception {
        var spec = wired.cluster.node(node);
        var text = state();
        for (var endpoint : Endpoint.values()) {
            var server = spec.address() + ":" + spec.port(endpoint);
            text = text.replace(server + ";", server + " down;");
        }
        Files.writeString(config(), text);
        reload();
    }

    @Test
    void what_its_users_ask_is_counted_by_node() throws Exception {
        assertThat(requests()).isZero();
        for (int i = 0; i < 5; i++) {
            ask();
        }
        for (int i = 0; i < 300 && requests() < 5; i++) {
            Thread.sleep(10);
        }
        assertThat(requests()).isEqualTo(5);
    }

    private long requests() throws Exception {
        return balancer().read().servers().stream()
                .mapToLong(server -> server.counters().orElseThrow().requests())
                .sum();
    }

    private void ask() throws IOException {
        var entrance = Pattern.compile("listen ([0-9.]+):([0-9]+);").matcher(state());
        assertThat(entrance.find()).isTrue();
        try (var user = new Socket(entrance.group(1), Integer.parseInt(entrance.group(2)))) {
            user.setSoTimeout(5_000);
            var request = "GET /web/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            user.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(user.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    /** Ends when the workers are new ones. */
    private void reload() throws Exception {
        var pid = Files.readString(sandbox.directory().resolve("lb2/nginx.pid")).strip();
        var before = workers(pid);
        NginxBed.run("kill", "-HUP", pid);
        for (int i = 0; i < 1000; i++) {
            var now = workers(pid);
            if (!now.isEmpty() && now.stream().noneMatch(before::contains)) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IOException("the reload was not applied");
    }

    private static List<Long> workers(String master) {
        return ProcessHandle.of(Long.parseLong(master))
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .toList();
    }
}
