package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.Wired;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox's lb1 keeps what a real HAProxy keeps. */
class HaproxyOnSandboxTest extends BalancerContract {

    private static final Wish WISH =
            Wish.USUAL.nodes(3).withoutNginx().load(new Wish.Load(0, 4)).boot(Duration.ZERO);

    private Sandbox sandbox;
    private Wired wired;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(WISH, InstantSource.system());
        wired = new Wired(sandbox.clusterFile());
    }

    @AfterEach
    void stop() {
        wired.close();
        sandbox.close();
    }

    private Path socket() {
        return sandbox.directory().resolve("lb1/admin.sock");
    }

    @Override
    BalancerPort balancer() {
        return wired.ports.balancers().get("lb1");
    }

    @Override
    Fence fence(long token, String operation) {
        return wired.fence(token, operation);
    }

    @Override
    String state() throws IOException {
        return HaproxyBed.state(socket());
    }

    @Override
    void takeOutByHand(String node) throws IOException {
        for (var backend : new String[] {"odoo_http", "odoo_ws"}) {
            var said =
                    HaproxyBed.cli(socket(), "set server " + backend + "/" + node + " state drain");
            assertThat(said).isBlank();
        }
    }

    @Test
    void websockets_are_counted_where_they_are() throws Exception {
        int open = 0;
        for (int i = 0; i < 300 && open < 4; i++) {
            Thread.sleep(10);
            open =
                    balancer().read().servers().stream()
                            .filter(server -> server.endpoint() == Endpoint.WEBSOCKET)
                            .mapToInt(server -> server.active().orElse(-1))
                            .sum();
        }
        assertThat(open).isEqualTo(4);
        assertThat(balancer().read().oldWorkers()).hasValue(0);
        assertThat(balancer().read().notes()).isEmpty();
        assertThat(balancer().read().servers())
                .extracting(BalancerFacts.Server::upstream)
                .contains("odoo_http", "odoo_ws");
    }

    /** As 2.6 and 3.0 say it. */
    @Test
    void what_is_wrong_is_told_in_its_words() throws Exception {
        assertThat(HaproxyBed.cli(socket(), "set server odoo_http/nodeX state drain"))
                .isEqualTo("No such server.\n\n");
        assertThat(HaproxyBed.cli(socket(), "set server nope/node1 state drain"))
                .isEqualTo("No such backend.\n\n");
        assertThat(HaproxyBed.cli(socket(), "set server odoo_http state"))
                .isEqualTo("Require 'backend/server'.\n\n");
        assertThat(HaproxyBed.cli(socket(), "set server odoo_http/node1 state bad"))
                .isEqualTo("'set server <srv> state' expects 'ready', 'drain' and 'maint'.\n\n");
        assertThat(HaproxyBed.cli(socket(), "set server odoo_http/node1 weight 300"))
                .isEqualTo("Absolute weight can only be between 0 and 256 inclusive.\n\n");
        assertThat(HaproxyBed.cli(socket(), "show servers state nope"))
                .isEqualTo("Can't find backend.\n\n");
        assertThat(HaproxyBed.cli(socket(), "bogus")).startsWith("Unknown command: 'bogus'");
    }
}
