package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.Wired;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts.Server;
import dev.drainboard.model.CheckState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A system that has 127.0.0.1 alone, as macOS: hosts and nodes are told apart by their ports. */
class NarrowLoopbackTest {

    @Test
    void ports_tell_hosts_apart_where_addresses_do_not() throws Exception {
        var wish = Wish.USUAL.nodes(2).boot(Duration.ofMillis(50)).load(new Wish.Load(20, 4));
        try (var sandbox = new Sandbox(wish, InstantSource.system(), Loopback.narrow());
                var wired = new Wired(sandbox.clusterFile())) {
            assertThat(sandbox.awaitHealthy(Duration.ofSeconds(10))).isTrue();
            assertThat(wired.cluster.nodes()).allMatch(node -> node.address().equals("127.0.0.1"));
            for (var balancer : wired.ports.balancers().values()) {
                assertThat(balancer.read().of("node2"))
                        .extracting(Server::admin)
                        .containsExactly(AdminState.READY, AdminState.READY);
            }
            assertThat(wired.ports.database().orElseThrow().read().connectionsByNode())
                    .containsOnlyKeys("node1", "node2");

            var runtime = wired.ports.runtimes().get("node2");
            var target = runtime.prepare(Optional.of("18.0-2"), wired.fence(1, "op"));
            runtime.update(target, wired.fence(1, "op"), line -> {});

            assertThat(runtime.read().revision()).isEqualTo(Optional.of(target));
            assertThat(wired.ports.runtimes().get("node1").read().revision())
                    .hasValueSatisfying(other -> assertThat(other.name()).isEqualTo("18.0-1"));
            assertThat(sandbox.awaitHealthy(Duration.ofSeconds(10))).isTrue();
            assertThat(wired.ports.nodes().get("node2").health().http()).isEqualTo(CheckState.UP);
        }
    }
}
