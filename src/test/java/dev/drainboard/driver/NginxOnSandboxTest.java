package dev.drainboard.driver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.Wired;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

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
