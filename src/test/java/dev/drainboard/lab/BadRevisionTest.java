package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An image that is no good stops at the first node, the others serve, and everything can be put
 * back.
 */
@NeedsLab
class BadRevisionTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "haproxy, never-healthy, gate, health",
        "nginx, login-broken, gate, login",
        "nginx, no-such-tag, prePull, no-such-tag"
    })
    void a_bad_revision_stops_at_the_first_node_and_is_taken_back(
            String balancer, String revision, String step, String cause) throws Exception {
        var lab = Lab.with(4, "compose");
        var file = lab.cluster(directory, balancer, "compose");
        var cluster = CrashTest.quick(file, 4);
        java.nio.file.Files.writeString(
                file, java.nio.file.Files.readString(file).replace("within: 30s", "within: 12s"));
        var program = new Program(directory.resolve("home"));

        var ended = program.run("rollout", cluster, "--to", revision, "--yes", "--json");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(1);
        var failed =
                ended.out()
                        .lines()
                        .filter(
                                line ->
                                        line.contains("\"status\":\"failed\"")
                                                && line.contains("\"step\":\"" + step))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(ended.toString()));
        assertThat(failed)
                .contains("\"what\"")
                .contains("\"why\"")
                .contains("\"fix\"")
                .contains(cause);
        var status = program.status(cluster);
        assertThat(status).contains("\"state\":\"rolloutStopped\"");
        int served = status.split("\"inRotation\":true", -1).length - 1;
        assertThat(served).as("the others serve").isEqualTo(step.equals("gate") ? 3 : 4);
        assertThat(status.split("\"revision\":\"1.0\"", -1).length - 1).isGreaterThanOrEqualTo(3);

        var back = program.run("rollout", cluster, "--roll-back", "--json");

        assertThat(back.exit()).as(back.toString()).isZero();
        status = program.status(cluster);
        assertThat(status.split("\"inRotation\":true", -1)).as(status).hasSize(5);
        assertThat(status.split("\"revision\":\"1.0\"", -1)).as(status).hasSize(5);
    }
}
