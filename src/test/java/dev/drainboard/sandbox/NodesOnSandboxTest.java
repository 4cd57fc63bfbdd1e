package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.Wired;
import dev.drainboard.driver.NodeContract;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Fence;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Workers;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.port.NodePort;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox's nodes, its database and its filestore, as the drivers see them. */
class NodesOnSandboxTest extends NodeContract {

    private Sandbox sandbox;
    private Wired wired;

    @BeforeEach
    void start() throws Exception {
        sandbox =
                Sandbox.start(
                        Wish.USUAL
                                .nodes(2)
                                .withoutNginx()
                                .boot(Duration.ofMillis(100))
                                .load(Wish.Load.NONE),
                        InstantSource.system());
        wired = new Wired(sandbox.clusterFile());
    }

    @AfterEach
    void stop() {
        wired.close();
        sandbox.close();
    }

    @Override
    protected NodePort node(String name) {
        return wired.ports.nodes().get(name);
    }

    @Override
    protected NodeSpec spec(String name) {
        return wired.cluster.node(name);
    }

    @Override
    protected DatabasePort database() {
        return wired.ports.database().orElseThrow();
    }

    @Override
    protected String slowPath(String name) {
        return "/slow?s=8";
    }

    /** By the release that does it. */
    @Override
    protected void loginFails(String name) {
        try {
            var runtime = wired.ports.runtimes().get(name);
            Fence fence = wired.fence(1, "op");
            Revision broken = runtime.prepare(Optional.of("18.0-login"), fence);
            runtime.update(broken, fence, line -> {});
            assertThat(sandbox.awaitHealthy(Duration.ofSeconds(10))).isTrue();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void freezes(String name) {
        sandbox.suffer(name, Ailment.FREEZE);
    }

    @Test
    void the_settings_of_every_node_can_be_read_and_its_passwords_cannot() throws Exception {
        var config = wired.ports.configs().get("node1").read();

        assertThat(config.path()).endsWith("odoo.conf");
        assertThat(config.options()).containsEntry("workers", "4");
        assertThat(config.options().get("db_password")).startsWith("(hidden ");
        assertThat(config.text()).doesNotContain("= sandbox");
        assertThat(wired.ports.configs().get("node1").workers())
                .contains(new Workers(4, config.path()));
    }

    @Test
    void connections_to_the_database_follow_what_the_node_does() throws Exception {
        var idle = database().read();
        ask("node1", "/slow?s=8");
        ask("node1", "/slow?s=8");
        Thread.sleep(1_000);

        var busy = database().read();

        assertThat(busy.connectionsByNode().get("node1"))
                .isEqualTo(idle.connectionsByNode().get("node1") + 2);
        assertThat(busy.connectionsByNode().get("node2"))
                .isEqualTo(idle.connectionsByNode().get("node2"));
        assertThat(busy.working().get("node1")).hasSize(2);
        assertThat(busy.working()).doesNotContainKey("node2");
    }

    @Test
    void a_node_whose_workers_are_all_busy_is_saturated_and_its_websockets_live() throws Exception {
        sandbox.suffer("node1", Ailment.SATURATE);

        var health = node("node1").health();

        assertThat(health.saturated()).isTrue();
        assertThat(health.websocket()).isEqualTo(CheckState.UP);
        sandbox.suffer("node1", Ailment.HEAL);
        assertThat(node("node1").health().http()).isEqualTo(CheckState.UP);
    }

    @Test
    void a_release_that_never_becomes_healthy_fails_the_gate_by_its_health() throws Exception {
        var runtime = wired.ports.runtimes().get("node1");
        var broken = runtime.prepare(Optional.of("18.0-broken"), wired.fence(1, "op"));
        runtime.update(broken, wired.fence(1, "op"), line -> {});
        sandbox.awaitHealthy(Duration.ofSeconds(10));

        assertThat(node("node1").gate())
                .filteredOn(check -> !check.passed())
                .extracting(GateCheck::name)
                .isEqualTo(List.of("health"));
    }

    @Test
    void a_killed_node_refuses_connections() throws Exception {
        sandbox.suffer("node1", Ailment.KILL);

        assertThat(node("node1").health().http()).isEqualTo(CheckState.DOWN);
        assertThat(node("node1").health().websocket()).isEqualTo(CheckState.DOWN);
        assertThat(node("node1").health().saturated()).isFalse();
    }
}
