package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.port.NodePort;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What is seen of every node, whatever it runs on. A stage starts with the healthy nodes {@code
 * node1} and {@code node2}, of which nobody asks anything.
 */
public abstract class NodeContract {

    private final List<Socket> open = new ArrayList<>();

    protected abstract NodePort node(String name);

    protected abstract NodeSpec spec(String name);

    protected abstract DatabasePort database();

    /** From now on a request to the path that is given back takes some seconds. */
    protected abstract String slowPath(String name);

    protected abstract void loginFails(String name);

    protected abstract void freezes(String name);

    @AfterEach
    void hangUp() throws Exception {
        for (var socket : open) {
            socket.close();
        }
    }

    @Test
    void a_request_is_counted_on_its_node_and_on_no_other() throws Exception {
        assertThat(node("node1").connections().httpActive()).isEqualTo(OptionalInt.of(0));
        ask("node1", slowPath("node1"));

        var facts = node("node1").connections();

        assertThat(facts.httpActive()).as(facts.by()).isEqualTo(OptionalInt.of(1));
        assertThat(facts.by()).isEqualTo("ss");
        assertThat(node("node2").connections().httpActive()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void hosts_are_told_apart() throws Exception {
        var first = node("node1").connections().machineId();

        assertThat(first).isNotEmpty();
        assertThat(node("node2").connections().machineId()).isNotEmpty().isNotEqualTo(first);
    }

    /** Leaves a request with the node, which has begun it when this returns. */
    protected void ask(String name, String path) throws Exception {
        var socket = new Socket(spec(name).address(), spec(name).http());
        open.add(socket);
        var body = "{}";
        socket.getOutputStream()
                .write(
                        ("POST "
                                        + path
                                        + " HTTP/1.1\r\nHost: erp.example.com\r\nContent-Type:"
                                        + " application/json\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(200);
    }

    @Test
    void a_healthy_node_passes_the_gate_and_one_that_cannot_log_in_does_not() throws Exception {
        assertThat(node("node1").gate()).isNotEmpty().allMatch(GateCheck::passed);
        assertThat(node("node1").gate()).anyMatch(check -> check.name().startsWith("asset "));

        loginFails("node1");

        assertThat(node("node1").gate())
                .filteredOn(check -> !check.passed())
                .extracting(GateCheck::name)
                .isEqualTo(List.of("login"));
        assertThat(node("node1").health().http()).isEqualTo(CheckState.UP);
    }

    @Test
    void a_frozen_node_is_saturated() throws Exception {
        assertThat(node("node1").health().http()).isEqualTo(CheckState.UP);

        freezes("node1");

        assertThat(node("node1").health().saturated()).isTrue();
        assertThat(node("node2").health().saturated()).isFalse();
    }

    @Test
    void both_nodes_see_one_filestore() throws Exception {
        var first = node("node1").filestore().orElseThrow();
        var second = node("node2").filestore().orElseThrow();

        assertThat(first.identity()).isEqualTo(second.identity());
        assertThat(first.type()).isNotEqualTo("none");
        assertThat(first.hungSince()).isEmpty();
    }

    @Test
    void the_database_knows_whose_connections_are_whose() throws Exception {
        var facts = database().read();

        assertThat(facts.primary()).isTrue();
        assertThat(facts.connectionsByNode().get("node1")).isPositive();
        assertThat(facts.connections()).isLessThanOrEqualTo(facts.limit());
        assertThat(facts.pendingModules()).isPresent();
    }
}
