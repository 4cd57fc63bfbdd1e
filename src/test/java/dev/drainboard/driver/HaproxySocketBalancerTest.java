package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.wire.LocalShell;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the machine's own HAProxy; subclasses run it on others. */
class HaproxySocketBalancerTest extends BalancerContract {

    @TempDir Path directory;

    HaproxyBed bed;
    private final LocalShell shell = new LocalShell();
    private HaproxySocketBalancer balancer;

    Path root() {
        return Path.of("/");
    }

    Path directory() throws Exception {
        return directory;
    }

    @BeforeEach
    void start() throws Exception {
        bed = new HaproxyBed(directory(), root());
        bed.start(bed.plain(""));
        balancer =
                new HaproxySocketBalancer(
                        bed.spec(), bed.nodes(), Optional.of(shell), InstantSource.system());
    }

    @AfterEach
    void stop() {
        shell.close();
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

    @Test
    void a_reload_forgets_the_drain_and_the_same_record_sets_it_again() throws Exception {
        var state = state();
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        var generation = balancer().read().generation();

        bed.reload();
        var forgotten = balancer().read();
        assertThat(forgotten.generation()).isNotEqualTo(generation);
        assertThat(asked("node2")).containsOnly(AdminState.READY);

        balancer().apply(before, AdminState.DRAIN, fence(1, "op-1-again"));
        assertThat(asked("node2")).containsOnly(AdminState.DRAIN);
        balancer().putBack(before, fence(1, "op-2"));
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void what_the_old_process_still_holds_is_counted() throws Exception {
        takeOut("node1", AdminState.DRAIN, "op-1");
        takeOut("node3", AdminState.DRAIN, "op-2");
        try (var websocket = bed.websocket();
                var request = bed.user("/hold")) {
            awaitActive("node2", 1, 1);
            bed.reload();
            awaitOnlyTheNewOneAnswers();
            awaitActive("node2", 1, 1);
            assertThat(balancer().read().oldWorkers()).hasValue(1);
            assertThat(websocket.isConnected() && request.isConnected()).isTrue();
        }
        bed.tiny.release();
        awaitActive("node2", 0, 0);
        awaitNoOldWorkers();
    }

    /**
     * Both processes accept from the one socket until the old one has let go of it, so one answer
     * of the new one does not say that the next is its too.
     */
    private void awaitOnlyTheNewOneAnswers() throws Exception {
        int inARow = 0;
        for (int i = 0; i < 1000 && inARow < 20; i++) {
            inARow = bed.cli("show stat -1 4 -1").contains(KNOWS_NOTHING) ? inARow + 1 : 0;
            Thread.sleep(10);
        }
        assertThat(inARow).as("answers of the new process in a row").isEqualTo(20);
    }

    private static final String KNOWS_NOTHING = "odoo,node2,0,0,0,";

    private void awaitNoOldWorkers() throws Exception {
        for (int i = 0; i < 500 && balancer().read().oldWorkers().orElse(9) > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(balancer().read().oldWorkers()).hasValue(0);
    }

    /** Requests and websockets of a node, once HAProxy has noticed. */
    void awaitActive(String node, int http, int websocket) throws Exception {
        var expected = List.of(Endpoint.HTTP + " " + http, Endpoint.WEBSOCKET + " " + websocket);
        for (int i = 0; i < 300 && !active(node).equals(expected); i++) {
            Thread.sleep(10);
        }
        assertThat(active(node)).isEqualTo(expected);
    }

    private List<String> active(String node) throws Exception {
        return balancer().read().of(node).stream()
                .map(server -> server.endpoint() + " " + server.active().orElse(-1))
                .sorted()
                .toList();
    }
}
