package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts.Server;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over TCP, but for the fence, which nothing can hold there. */
class HaproxyTcpBalancerTest extends BalancerContract {

    @TempDir Path directory;

    private HaproxyBed bed;
    private HaproxySocketBalancer balancer;

    @BeforeEach
    void start() throws Exception {
        bed = new HaproxyBed(directory, Path.of("/"));
        bed.start(bed.plain(""));
        balancer = over(bed.tcp);
    }

    private HaproxySocketBalancer over(int port) {
        return new HaproxySocketBalancer(
                bed.spec(new BalancerSpec.Socket.Tcp("127.0.0.1", port)),
                bed.nodes(),
                Optional.empty(),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        if (bed != null) {
            bed.close();
        }
    }

    @Override
    BalancerPort balancer() {
        return balancer;
    }

    @Override
    Fence fence(long token, String operation) {
        return bed.fence(token, operation);
    }

    @Override
    String state() throws Exception {
        return bed.state();
    }

    @Override
    void takeOutByHand(String node) throws Exception {
        bed.set("odoo/" + node + " state drain");
        bed.set("chat/" + node + " state drain");
    }

    @Override
    @Test
    void a_token_lower_than_one_seen_changes_nothing() throws Exception {
        assertThat(balancer.read().fenced()).as("so it is told").isFalse();
    }

    @Test
    void what_old_processes_hold_cannot_be_known_and_is_not_guessed() throws Exception {
        var facts = balancer.read();
        assertThat(facts.oldWorkers()).isEmpty();
        assertThat(facts.servers()).extracting(Server::active).containsOnly(OptionalInt.empty());
    }

    @Test
    void nobody_there_is_unreachable() throws Exception {
        var fault = faultOf(() -> over(NginxBed.freePort()).plan("node2", AdminState.DRAIN));
        assertThat(fault.code()).isEqualTo("haproxy.socket.unreachable");
    }
}
