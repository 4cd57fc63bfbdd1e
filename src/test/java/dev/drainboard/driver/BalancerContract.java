package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts.Server;
import dev.drainboard.model.Before;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.port.BalancerPort;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every {@link BalancerPort} keeps, shown on the real product. A driver's test extends this
 * and starts, before each test, a balancer with the nodes {@code node1} to {@code node3}, each once
 * in an upstream for requests and once in one for websockets, all of them ready.
 */
abstract class BalancerContract {

    /** The balancer under test; the same one until the test ends. */
    abstract BalancerPort balancer() throws Exception;

    /** A fence of this test's own state directory. */
    abstract Fence fence(long token, String operation);

    /** All that the driver may change, as the product keeps it; equal texts are equal states. */
    abstract String state() throws Exception;

    /** Somebody else takes the node out on both ports, by hand and without us. */
    abstract void takeOutByHand(String node) throws Exception;

    @Test
    void a_reading_shows_both_ports_of_every_node_asked_ready() throws Exception {
        for (var node : List.of("node1", "node2", "node3")) {
            var servers = balancer().read().of(node);
            assertThat(servers)
                    .extracting(Server::endpoint)
                    .containsExactlyInAnyOrder(Endpoint.HTTP, Endpoint.WEBSOCKET);
            assertThat(servers).extracting(Server::admin).containsOnly(AdminState.READY);
            assertThat(servers).extracting(Server::ours).containsOnly(false);
        }
    }

    @Test
    void a_plan_records_what_is_and_changes_nothing() throws Exception {
        var state = state();
        var planned = balancer().plan("node2", AdminState.DRAIN);

        assertThat(state()).isEqualTo(state);
        assertThat(planned.node()).isEqualTo("node2");
        assertThat(planned.balancer()).isEqualTo(balancer().name());
        assertThat(planned.out()).isFalse();
    }

    @Test
    void a_node_that_stands_nowhere_is_refused() {
        var fault = faultOf(() -> balancer().plan("stranger", AdminState.DRAIN));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault.what() + fault.why()).contains("stranger");
    }

    @Test
    void a_drained_node_reads_as_drained_by_us_on_both_ports_and_the_others_stay()
            throws Exception {
        takeOut("node2", AdminState.DRAIN, "op-1");

        assertThat(asked("node2")).containsOnly(AdminState.DRAIN);
        assertThat(balancer().read().of("node2")).extracting(Server::ours).containsOnly(true);
        assertThat(asked("node1")).containsOnly(AdminState.READY);
        assertThat(asked("node3")).containsOnly(AdminState.READY);
    }

    @Test
    void a_node_in_maint_reads_as_maint() throws Exception {
        takeOut("node2", AdminState.MAINT, "op-1");
        assertThat(asked("node2")).containsOnly(AdminState.MAINT);
    }

    @Test
    void what_is_put_back_is_exactly_what_was() throws Exception {
        var state = state();
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        assertThat(state()).isNotEqualTo(state);

        balancer().putBack(before, fence(1, "op-2"));
        balancer().remember(Set.of());

        assertThat(state()).isEqualTo(state);
        assertThat(asked("node2")).containsOnly(AdminState.READY);
    }

    @Test
    void what_is_put_back_twice_is_put_back_once() throws Exception {
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        balancer().putBack(before, fence(1, "op-2"));
        var generation = balancer().read().generation();
        var state = state();

        balancer().putBack(before, fence(1, "op-3"));

        assertThat(state()).isEqualTo(state);
        assertThat(balancer().read().generation()).isEqualTo(generation);
    }

    @Test
    void a_change_that_is_asked_twice_is_one_change() throws Exception {
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        var generation = balancer().read().generation();
        var state = state();

        balancer().apply(before, AdminState.DRAIN, fence(1, "op-1"));

        assertThat(state()).isEqualTo(state);
        assertThat(balancer().read().generation()).isEqualTo(generation);
    }

    @Test
    void what_somebody_else_took_out_is_not_ours_and_stays_as_he_left_it() throws Exception {
        takeOutByHand("node2");
        var state = state();
        assertThat(asked("node2")).doesNotContain(AdminState.READY, AdminState.UNKNOWN);
        assertThat(balancer().read().of("node2")).extracting(Server::ours).containsOnly(false);

        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        assertThat(before.out()).isTrue();
        assertThat(asked("node2")).doesNotContain(AdminState.READY, AdminState.UNKNOWN);

        balancer().putBack(before, fence(1, "op-2"));
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void a_token_lower_than_one_seen_changes_nothing() throws Exception {
        var before = takeOut("node2", AdminState.DRAIN, "op-1", 5);
        var other = balancer().plan("node3", AdminState.DRAIN);
        var state = state();

        var drain = faultOf(() -> balancer().apply(other, AdminState.DRAIN, fence(4, "op-2")));
        var restore = faultOf(() -> balancer().putBack(before, fence(4, "op-3")));

        assertThat(drain.kind()).isEqualTo(Fault.Kind.HELD);
        assertThat(restore.kind()).isEqualTo(Fault.Kind.HELD);
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void two_nodes_out_at_once_are_put_back_in_any_order() throws Exception {
        var state = state();
        var first = takeOut("node1", AdminState.DRAIN, "op-1");
        var second = takeOut("node2", AdminState.DRAIN, "op-2");

        balancer().putBack(first, fence(1, "op-3"));
        balancer().remember(Set.of(second));
        assertThat(asked("node1")).containsOnly(AdminState.READY);
        assertThat(asked("node2")).containsOnly(AdminState.DRAIN);

        balancer().putBack(second, fence(1, "op-4"));
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void the_commands_of_a_plan_name_the_node_and_where_they_run() throws Exception {
        balancer().read();
        var commands = balancer().commands("node2", AdminState.DRAIN);
        assertThat(commands).isNotEmpty();
        assertThat(commands).allSatisfy(command -> assertThat(command.host()).isNotBlank());
    }

    /** Plans and applies, and remembers that it is ours. */
    Before takeOut(String node, AdminState wanted, String operation) throws Exception {
        return takeOut(node, wanted, operation, 1);
    }

    private Before takeOut(String node, AdminState wanted, String operation, long token)
            throws Exception {
        var planned = balancer().plan(node, wanted);
        balancer().apply(planned, wanted, fence(token, operation));
        balancer().remember(Set.of(planned));
        return planned;
    }

    Set<AdminState> asked(String node) throws Exception {
        return balancer().read().of(node).stream().map(Server::admin).collect(Collectors.toSet());
    }

    /** Something that fails as expected. */
    interface Deed {
        void run() throws Exception;
    }

    static Fault faultOf(Deed deed) {
        var thrown = catchThrowableOfType(FaultException.class, deed::run);
        assertThat(thrown).as("a fault").isNotNull();
        return thrown.fault();
    }
}
