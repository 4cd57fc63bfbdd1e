package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.Wired;
import dev.drainboard.driver.NodeContract;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.port.NodePort;
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
class NodesLabTest extends NodeContract {

    @TempDir Path dir;
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
        wired.close();
        for (var host : broken) {
            Lab.run("heal", host);
        }
    }

    private void breaks(String how, String host) {
        broken.add(host);
        Lab.run(how, host);
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
        Lab.run("set", name, "work=8");
        return "/web/dataset/call_kw";
    }

    @Override
    protected void loginFails(String name) {
        Lab.run("set", name, "login=fail");
    }

    @Override
    protected void freezes(String name) {
        breaks("freeze", name);
    }

    @Test
    void requests_are_counted_within_the_namespace_of_a_published_port() throws Exception {
        var name = lab.publishing();
        assertThat(node(name).connections().httpActive()).isEqualTo(OptionalInt.of(0));
        ask(name, slowPath(name));

        var facts = node(name).connections();

        assertThat(facts.httpActive()).as(name + ", " + facts.by()).isEqualTo(OptionalInt.of(1));
        assertThat(facts.by()).startsWith("ss in the namespace");
    }

    @Test
    void a_node_that_is_cut_off_is_unknown_within_4_s() throws Exception {
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
    void a_hung_filestore_hangs_no_probe() throws Exception {
        var first = node("node1").filestore().orElseThrow();

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
}
