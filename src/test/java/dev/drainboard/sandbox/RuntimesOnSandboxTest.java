package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.Wired;
import dev.drainboard.driver.RuntimeContract;
import dev.drainboard.model.Fence;
import dev.drainboard.port.RuntimePort;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of runtimes on the sandbox's hosts, through its SSH and its stand-ins. */
class RuntimesOnSandboxTest {

    /** One runtime on a node that runs 1.0 before each test. */
    abstract static class OnTheSandbox extends RuntimeContract {

        Sandbox sandbox;
        Wired wired;

        abstract Wish.Runtime kind();

        @BeforeEach
        void aNodeThatRunsTheOldRevision() throws Exception {
            sandbox =
                    Sandbox.start(
                            Wish.USUAL
                                    .nodes(2)
                                    .withoutNginx()
                                    .runtime(kind())
                                    .load(Wish.Load.NONE)
                                    .boot(Duration.ofMillis(50))
                                    .releases(
                                            new Release(OLD, Release.Quality.GOOD),
                                            new Release(NEW, Release.Quality.GOOD)),
                            InstantSource.system());
            wired = new Wired(sandbox.clusterFile());
        }

        @AfterEach
        void close() {
            if (wired != null) {
                wired.close();
                sandbox.close();
            }
        }

        @Override
        protected RuntimePort runtime() {
            return wired.ports.runtimes().get("node1");
        }

        @Override
        protected Fence fence(long token, String operation) {
            return wired.fence(token, operation);
        }

        /** As its log tells: each start names the version. */
        @Override
        protected int starts() {
            try {
                var log = Files.readString(sandbox.directory().resolve("node1/odoo.log"));
                return (int) log.lines().filter(line -> line.contains("Odoo version")).count();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Nested
    class Compose extends OnTheSandbox {
        @Override
        Wish.Runtime kind() {
            return Wish.Runtime.COMPOSE;
        }

        @Test
        void both_nodes_hold_the_same_digest_and_keep_the_old_image() throws Exception {
            var first = runtime().prepare(Optional.of(NEW), fence(1, "op"));
            var second =
                    wired.ports.runtimes().get("node2").prepare(Optional.of(NEW), fence(1, "op"));
            runtime().update(first, fence(1, "op-u"), lines::add);

            assertThat(first).isEqualTo(second);
            assertThat(first.id()).startsWith("sha256:");
            assertThat(Files.readString(sandbox.directory().resolve("node1/docker/images")))
                    .contains("drainboard/odoo");
            assertThat(Files.readString(sandbox.directory().resolve("node1/odoo/.env")))
                    .isEqualTo("ODOO_TAG=1.1\n");
        }

        @Test
        void an_ended_node_has_no_container_until_it_runs_again() throws Exception {
            sandbox.suffer("node1", Ailment.KILL);
            assertThat(runtime().read().instance()).isEmpty();

            sandbox.suffer("node1", Ailment.HEAL);

            assertThat(runtime().read().revision().orElseThrow().name()).isEqualTo(OLD);
        }
    }

    @Nested
    class Systemd extends OnTheSandbox {
        @Override
        Wish.Runtime kind() {
            assumeTrue(Host.program("git").isPresent(), "git is not installed");
            return Wish.Runtime.SYSTEMD;
        }
    }

    @Nested
    class Commands extends OnTheSandbox {
        @Override
        Wish.Runtime kind() {
            return Wish.Runtime.COMMANDS;
        }
    }
}
