package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.Wired;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.GateCheck;
import dev.drainboard.port.NodePort;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes as they are seen when all is well, and when it is not. */
@NeedsLab
class NodesLabTest {

    @TempDir Path dir;
    private final List<Socket> open = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private Lab lab;
    private Wired wired;

    @BeforeEach
    void nodesInContainers() throws Exception {
        lab = Lab.with(2, "compose");
        wired = new Wired(lab.cluster(dir, "nginx", "compose"));
    }

    @AfterEach
    void heal() throws Exception {
        for (var socket : open) {
            socket.close();
        }
        wired.close();
        for (var host : broken) {
            Lab.run("heal", host);
        }
    }

    private void breaks(String how, String host) {
        broken.add(host);
        Lab.run(how, host);
    }

    private NodePort node(String name) {
        return wired.ports.nodes().get(name);
    }

    @Test
    void requests_are_counted_on_the_host_and_within_the_namespace_of_a_published_port()
            throws Exception {
        for (var name : List.of("node1", lab.publishing())) {
            var address = wired.cluster.node(name).address();
            assertThat(node(name).connections().httpActive()).isEqualTo(OptionalInt.of(0));
            Lab.run("set", name, "work=8");
            ask(address, "/web/dataset/call_kw");

            var facts = node(name).connections();

            assertThat(facts.httpActive())
                    .as(name + ", " + facts.by())
                    .isEqualTo(OptionalInt.of(1));
            if (name.equals(lab.publishing())) {
                assertThat(facts.by()).startsWith("ss in the namespace");
            } else {
                assertThat(facts.by()).isEqualTo("ss");
            }
            assertThat(facts.machineId()).isNotEmpty();
        }
        assertThat(node("node1").connections().machineId())
                .isNotEqualTo(node(lab.publishing()).connections().machineId());
    }

    private void ask(String address, String path) throws Exception {
        var socket = new Socket(address, 8069);
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

        Lab.run("set", "node1", "login=fail");

        assertThat(node("node1").gate())
                .filteredOn(check -> !check.passed())
                .extracting(GateCheck::name)
                .isEqualTo(List.of("login"));
        assertThat(node("node1").health().http()).isEqualTo(CheckState.UP);
    }

    @Test
    void a_frozen_node_is_saturated_and_a_cut_one_is_unknown_within_4_s() throws Exception {
        assertThat(node("node1").health().http()).isEqualTo(CheckState.UP);
        breaks("freeze", "node1");
        assertThat(node("node1").health().saturated()).isTrue();

        assertThat(node("node2").health().http()).isEqualTo(CheckState.UP);
        breaks("cut", "node2");
        var began = Instant.now();
        var cut = node("node2").health();
        assertThat(cut.http()).isEqualTo(CheckState.UNKNOWN);
        assertThat(cut.websocket()).isEqualTo(CheckState.UNKNOWN);
        assertThat(cut.saturated()).isFalse();
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void both_nodes_see_one_filestore_and_a_hung_one_hangs_no_probe() throws Exception {
        var first = node("node1").filestore().orElseThrow();
        var second = node("node2").filestore().orElseThrow();
        assertThat(first.identity()).isEqualTo(second.identity());
        assertThat(first.type()).isNotEqualTo("none");
        assertThat(first.hungSince()).isEmpty();

        breaks("freeze", "files");
        for (int attempt = 0; attempt < 3; attempt++) {
            var began = Instant.now();
            var hung = node("node1").filestore().orElseThrow();
            assertThat(hung.hungSince()).isPresent();
            assertThat(hung.identity()).isEqualTo(first.identity());
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(4));
        }
        Lab.run("heal", "files");
        assertThat(node("node1").filestore().orElseThrow().hungSince()).isEmpty();
    }

    @Test
    void the_database_knows_whose_connections_are_whose() throws Exception {
        var facts = wired.ports.database().orElseThrow().read();

        assertThat(facts.primary()).isTrue();
        assertThat(facts.connectionsByNode().get("node1")).isPositive();
        assertThat(facts.pendingModules()).isPresent();
    }
}
