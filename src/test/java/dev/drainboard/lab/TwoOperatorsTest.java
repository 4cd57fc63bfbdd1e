package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workstations at one cluster: one works, the other is told; one that slept is too late on
 * every host.
 */
@NeedsLab
class TwoOperatorsTest {

    /** A lock without a heartbeat for so long is stale; a little more, so that it is. */
    private static final int STALE_SECONDS = 32;

    @TempDir private Path directory;

    @Test
    void a_second_operator_is_told_who_where_and_since_when() throws Exception {
        var lab = Lab.with(2, "commands");
        var cluster = CrashTest.quick(lab.cluster(directory, "haproxy", "commands"));
        var ana = new Program(directory.resolve("ana")).with("DRAINBOARD_OPERATOR", "ana@desk");
        var ben = new Program(directory.resolve("ben")).with("DRAINBOARD_OPERATOR", "ben@lap");

        var running = ana.start("rollout", cluster, "--to", "1.1", "--yes", "--json");
        awaitStep(running, "update");
        var refused = ben.run("drain", cluster, "node2");

        assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
        assertThat(refused.err()).contains("ana@desk");
        assertThat(refused.err().lines().count()).isGreaterThanOrEqualTo(3);
        var ended = running.end(120);
        assertThat(ended.exit()).as(ended.toString()).isZero();
    }

    @Test
    void one_who_slept_finds_their_token_too_old() throws Exception {
        var lab = Lab.with(2, "commands");
        var cluster = CrashTest.quick(lab.cluster(directory, "nginx", "commands"));
        var ana = new Program(directory.resolve("ana")).with("DRAINBOARD_OPERATOR", "ana@desk");
        var ben = new Program(directory.resolve("ben")).with("DRAINBOARD_OPERATOR", "ben@lap");

        var sleeping = ana.start("rollout", cluster, "--to", "1.1", "--yes", "--json");
        awaitStep(sleeping, "gate");
        signal(sleeping, "STOP");
        try {
            Thread.sleep(STALE_SECONDS * 1000L);
            var taken = ben.run("rollout", cluster, "--abort", "--json");
            assertThat(taken.exit()).as(taken.toString()).isZero();
            var log = ben.run("log", cluster).out();
            assertThat(log).as("the evidence").contains("lock taken over from ana@desk");
        } finally {
            signal(sleeping, "CONT");
        }
        var ended = sleeping.end(120);

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(4);
        var status = ben.status(cluster);
        assertThat(status.split("\"inRotation\":true", -1)).as(status).hasSize(3);
        assertThat(ben.run("log", cluster, "--verify").exit()).isZero();
    }

    private static void signal(Program.Running running, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(running.process().pid()))
                .start()
                .waitFor();
    }

    private static void awaitStep(Program.Running running, String step) throws Exception {
        while (running.process().isAlive()
                && !running.soFar().contains("\"step\":\"" + step + "\",\"status\":\"started\"")) {
            Thread.sleep(5);
        }
    }
}
