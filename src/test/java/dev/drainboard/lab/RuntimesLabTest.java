package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.Wired;
import dev.drainboard.driver.RuntimeContract;
import dev.drainboard.model.Fence;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.RuntimePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of runtimes against docker compose, systemd with git, and commands, over real SSH
 * and sudo, detached by systemd.
 */
@NeedsLab
class RuntimesLabTest {

    /** One runtime on one node of the lab, which runs 1.0 before each test. */
    abstract static class OnTheLab extends RuntimeContract {

        @TempDir Path dir;
        private Wired wired;

        abstract String kind();

        /** The second node's containers publish their ports. */
        String node() {
            return "node1";
        }

        @BeforeEach
        void aNodeThatRunsTheOldRevision() throws Exception {
            var lab = Lab.with(2, kind());
            wired = new Wired(lab.cluster(dir, "nginx", kind()));
        }

        @AfterEach
        void close() {
            wired.close();
        }

        @Override
        protected RuntimePort runtime() {
            return wired.ports.runtimes().get(node());
        }

        @Override
        protected Fence fence(long token, String operation) {
            return wired.fence(token, operation);
        }

        /** Told by the instance alone. */
        @Override
        protected int starts() {
            return 0;
        }
    }

    @Nested
    class Compose extends OnTheLab {
        @Override
        String kind() {
            return "compose";
        }

        @Test
        void both_nodes_hold_the_same_digest_and_keep_the_old_image() throws Exception {
            var first = runtime().prepare(Optional.of(NEW), fence(1, "op"));
            var second =
                    super.wired
                            .ports
                            .runtimes()
                            .get("node2")
                            .prepare(Optional.of(NEW), fence(1, "op"));
            runtime().update(first, fence(1, "op-u"), lines::add);

            assertThat(first).isEqualTo(second);
            assertThat(first.id()).startsWith("sha256:");
            assertThat(Lab.run("root", "node1", "docker", "images")).contains("drainboard/odoo");
            assertThat(Lab.run("root", "node1", "cat", "/srv/odoo/.env"))
                    .isEqualTo("ODOO_TAG=1.1\n");
        }
    }

    @Nested
    class Systemd extends OnTheLab {
        @Override
        String kind() {
            return "systemd";
        }
    }

    @Nested
    class Commands extends OnTheLab {
        @Override
        String kind() {
            return "commands";
        }
    }

    /** An update of the user's own, so that it can be slow. */
    @Nested
    class Detached {

        @TempDir Path dir;

        @Test
        void an_update_whose_connection_breaks_goes_on_once_and_is_found_again() throws Exception {
            var file = Lab.with(2, "commands").cluster(dir, "nginx", "commands");
            var lines = new CopyOnWriteArrayList<String>();
            var slow =
                    new RuntimeSpec.Commands(
                            "cat /srv/odoo/REVISION",
                            Optional.empty(),
                            "echo x >>/tmp/runs; echo begun; sleep 3; systemctl is-active"
                                    + " drainboard-op-u; echo 1.1 >/srv/odoo/REVISION");
            try (var wired = new Wired(file, cluster -> WithRuntime.of(cluster, slow))) {
                wired.ports
                        .runtimes()
                        .get("node1")
                        .update(
                                new Revision("1.1", "1.1"),
                                wired.fence(1, "op-u"),
                                line -> {
                                    lines.add(line);
                                    if (line.equals("begun")) {
                                        Thread.ofVirtual().start(() -> killSshd());
                                    }
                                });
            }

            assertThat(lines).isEqualTo(List.of("begun", "active"));
            assertThat(Lab.run("root", "node1", "cat", "/tmp/runs")).isEqualTo("x\n");
            Lab.run("root", "node1", "rm", "/tmp/runs");
        }

        /** Every session of the node ends, as if the way to it broke; the listener stays. */
        private void killSshd() {
            Lab.run(
                    "root",
                    "node1",
                    "sh",
                    "-c",
                    "for pid in $(ss -Htnp state established '( sport = :22 )' | grep -o 'pid=[0-9]*'"
                            + " | cut -d= -f2); do kill -KILL $pid; done");
        }
    }

    /** A cluster whose nodes are updated otherwise. */
    private static final class WithRuntime {
        static dev.drainboard.model.Cluster of(
                dev.drainboard.model.Cluster cluster, RuntimeSpec runtime) {
            var nodes =
                    cluster.nodes().stream()
                            .map(
                                    node ->
                                            new NodeSpec(
                                                    node.name(),
                                                    node.host(),
                                                    node.addresses(),
                                                    node.http(),
                                                    node.websocket(),
                                                    node.zone(),
                                                    node.config(),
                                                    node.log(),
                                                    runtime))
                            .toList();
            return new dev.drainboard.model.Cluster(
                    cluster.name(),
                    cluster.environment(),
                    cluster.balancers(),
                    nodes,
                    cluster.database(),
                    cluster.filestore(),
                    cluster.sessions(),
                    cluster.state(),
                    cluster.health(),
                    cluster.rollout());
        }
    }
}
