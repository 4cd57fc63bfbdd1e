package dev.drainboard.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.rollout.FaultPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workstation dies at every named point of a rollout, on real daemons. In CI each point once,
 * nginx and HAProxy in turn, resume and abort in turn; {@code -Ddrainboard.crash=all}, which {@code
 * src/lab/lab crash} says, takes each point with both of both.
 */
@NeedsLab
class CrashTest {

    private static final boolean ALL = "all".equals(System.getProperty("drainboard.crash"));

    /** Only the deaths whose text this is found in. */
    private static final Pattern ONLY =
            Pattern.compile(System.getProperty("drainboard.crash.only", ""));

    private static final int KILLED = 137;

    /** One death: where, under which balancer, and what is said afterwards. */
    private record Death(String point, String balancer, String word) {
        @Override
        public String toString() {
            return point + ", " + balancer + ", then --" + word;
        }
    }

    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> a_rollout_killed_at_any_point_can_be_finished_and_put_back() {
        return deaths().stream().map(death -> survived(death.toString(), () -> die(death)));
    }

    /** The test of one death, which says on a line how it ended: {@code lab crash} keeps these. */
    private static DynamicTest survived(String death, Executable test) {
        return DynamicTest.dynamicTest(
                death,
                () -> {
                    assumeTrue(ONLY.matcher(death).find(), "another death was asked for");
                    long began = System.nanoTime();
                    try {
                        test.execute();
                        tell("survived", began, death);
                    } catch (Throwable failure) {
                        tell("not survived", began, death + ": " + failure.getMessage());
                        throw failure;
                    }
                });
    }

    private static void tell(String how, long began, String what) {
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%-12s %5.1f s  %s%n", how, seconds, what);
    }

    private static List<Death> deaths() {
        var deaths = new ArrayList<Death>();
        int number = 0;
        for (var point : FaultPoint.names()) {
            for (var balancer : List.of("nginx", "haproxy")) {
                for (var word : List.of("resume", "abort")) {
                    boolean inTurn =
                            balancer.equals(number % 2 == 0 ? "nginx" : "haproxy")
                                    && word.equals(number / 2 % 2 == 0 ? "resume" : "abort");
                    if (passed(point, balancer, word)
                            && (ALL || inTurn || needsThis(point, balancer, word))) {
                        deaths.add(new Death(point, balancer, word));
                    }
                }
            }
            number++;
        }
        return deaths;
    }

    /**
     * nginx has no maint, so its rollouts have no such step; a revision that does not exist cannot
     * be resumed to.
     */
    private static boolean passed(String point, String balancer, String word) {
        boolean maint = point.startsWith("maint.");
        boolean stopped = point.equals("journal.stopped");
        boolean hook = point.matches("(before|after)(Node)?\\..*");
        return !(maint && balancer.equals("nginx"))
                && !(stopped && word.equals("resume"))
                && (ALL || !hook || point.endsWith(".acted")); // all hooks are one step to us
    }

    /** Where only one balancer or word can be, it does not wait for its turn. */
    private static boolean needsThis(String point, String balancer, String word) {
        boolean maint = point.startsWith("maint.");
        boolean stopped = point.equals("journal.stopped");
        return maint && word.equals(point.endsWith("ed") ? "abort" : "resume")
                || stopped && balancer.equals("nginx");
    }

    private void die(Death death) throws Exception {
        var lab = twoNodesThatStartAtOnce();
        var cluster = quick(lab.cluster(directory, death.balancer(), "commands"));
        var program = new Program(directory.resolve("home-" + System.nanoTime()));
        var before = Balancer.of(death.balancer());

        var killed = killAt(death, program, cluster);
        assertThat(killed.exit()).as(death + ": the point is passed\n" + killed).isEqualTo(KILLED);
        if (before.touched()) {
            assertSeen(program.status(cluster));
        }

        var ended = program.run("rollout", cluster, "--" + death.word(), "--json");
        var status = program.status(cluster);
        if (ended.exit() == 2) {
            assertThat(ended.err())
                    .as("nothing stands")
                    .contains("There is nothing to " + death.word());
        } else {
            assertThat(ended.exit()).as(death + "\n" + ended).isZero();
        }
        before.assertAsBefore(status);
        assertThat(status).contains("\"inRotation\":true").doesNotContain("\"inRotation\":false");
        if (death.word().equals("resume") && ended.exit() == 0) {
            assertThat(status.split("\"revision\":\"1.1\"", -1)).as(status).hasSize(3);
        }
    }

    /**
     * Two points are passed only when a rollout stops, or when a word is said of one that stands.
     */
    private static Program.Ended killAt(Death death, Program program, String cluster)
            throws Exception {
        var rollout = new String[] {"rollout", cluster, "--to", "1.1", "--yes", "--json"};
        var dying = program.with("DRAINBOARD_FAULT", death.point());
        return switch (death.point()) {
            case "word.said" -> {
                var first = program.with("DRAINBOARD_FAULT", "update.announced").run(rollout);
                assertThat(first.exit()).as(first.toString()).isEqualTo(KILLED);
                yield dying.run("rollout", cluster, "--resume", "--json");
            }
            case "journal.stopped" ->
                    dying.run("rollout", cluster, "--to", "no-such-revision", "--yes", "--json");
            default -> dying.run(rollout);
        };
    }

    /**
     * A cable pulled when a step begins: of which host, and for how long. Longer than the 12 s
     * after which a dead link is noticed.
     */
    private record Cut(String step, String host, String balancer) {
        @Override
        public String toString() {
            return host + " cut off at " + step + ", " + balancer;
        }
    }

    private static final int CUT_SECONDS = 16;

    @TestFactory
    Stream<DynamicTest> a_rollout_whose_link_dies_at_any_step_can_be_finished() {
        return cuts().stream().map(cut -> survived(cut.toString(), () -> pull(cut)));
    }

    private static List<Cut> cuts() {
        if (!ALL) {
            return List.of(new Cut("drain", "lb", "nginx"), new Cut("update", "node1", "haproxy"));
        }
        var cuts = new ArrayList<Cut>();
        for (var balancer : List.of("nginx", "haproxy")) {
            for (var host : List.of("lb", "node1")) {
                for (var step : dev.drainboard.model.StepKind.values()) {
                    cuts.add(new Cut(step.word(), host, balancer));
                }
            }
        }
        return cuts;
    }

    private void pull(Cut cut) throws Exception {
        var lab = twoNodesThatStartAtOnce();
        var cluster = quick(lab.cluster(directory, cut.balancer(), "commands"));
        var program = new Program(directory.resolve("home-" + System.nanoTime()));
        var before = Balancer.of(cut.balancer());

        var running = program.start("rollout", cluster, "--to", "1.1", "--yes", "--json");
        awaitStep(running, cut.step());
        Lab.run("cut", cut.host());
        Thread.sleep(CUT_SECONDS * 1000L);
        Lab.run("heal", cut.host());
        var ended = running.end(240);

        if (ended.exit() != 0) {
            var resumed = program.run("rollout", cluster, "--resume", "--json");
            assertThat(resumed.exit()).as(cut + "\n" + ended + "\n" + resumed).isIn(0, 2);
            if (resumed.exit()
                    == 2) { // refused before anything began: nothing stands, and it is begun anew
                var again = program.run("rollout", cluster, "--to", "1.1", "--yes", "--json");
                assertThat(again.exit()).as(again.toString()).isZero();
            }
        }
        var status = program.status(cluster);
        before.assertAsBefore(status);
        assertThat(status.split("\"revision\":\"1.1\"", -1)).as(status).hasSize(3);
        assertThat(status).doesNotContain("\"inRotation\":false");
    }

    private static void awaitStep(Program.Running running, String step) throws Exception {
        while (running.process().isAlive()
                && !running.soFar().contains("\"step\":\"" + step + "\",\"status\":\"started\"")) {
            Thread.sleep(5);
        }
    }

    /** How long a node takes to start matters to no death here, and every death waits for two. */
    private static Lab twoNodesThatStartAtOnce() {
        var lab = Lab.with(2, "commands");
        for (var node : List.of("node1", "node2")) {
            Lab.run("set", node, "boot=0.1");
        }
        return lab;
    }

    /**
     * The first two nodes of the lab's cluster, without the waits that only a person would want.
     */
    static String quick(Path cluster) throws Exception {
        return quick(cluster, 2);
    }

    /**
     * @param nodes as many of the lab's; it may have more, from an earlier test
     */
    static String quick(Path cluster, int nodes) throws Exception {
        var text =
                Files.readString(cluster)
                        .replaceAll("(?m)^  - \\{ name: node[" + (nodes + 1) + "-9],.*\\R", "")
                        .replaceAll("(?ms)^health:.*", ""); // health and rollout stand last
        return Files.writeString(
                        cluster,
                        text
                                + "\nrollout: { gate: { passes: 1, within: 30s }, soak: 300ms, drain: { wait: 20s },\n  hooks: { before: 'true', beforeNode: 'true', afterNode: 'true', after: 'true' } }\n"
                                + "health: { every: 200ms, host: odoo.example.com }\n")
                .toString();
    }

    /** What a balancer was before, and what it may be after a crash. */
    private interface Balancer {

        static Balancer of(String kind) {
            return kind.equals("nginx") ? new ByFiles() : new ByRuntime();
        }

        /** Whether something of ours is on it; fails if anything is there that nobody put there. */
        boolean touched();

        void assertAsBefore(String status);
    }

    /**
     * Until the dead holder's lock is stale a stranger cannot tell a rollout that was cut off from
     * one that runs.
     */
    private static void assertSeen(String status) {
        assertThat(status)
                .as("no node is drained unseen")
                .containsPattern("\"phase\":\"(cutOff|running)\"");
    }

    /** nginx: its files, byte for byte. */
    private static final class ByFiles implements Balancer {
        private final String before = dump();

        private static String dump() {
            return Lab.run(
                    "ssh",
                    "lb",
                    "sudo sh -c 'cat /etc/nginx/nginx.conf /etc/nginx/sites-available/*'");
        }

        @Override
        public boolean touched() {
            var now = dump();
            assertThat(now.replace(" max_fails=0", "").replace(" down", "")).isEqualTo(before);
            Lab.run("ssh", "lb", "sudo nginx -t");
            return !now.equals(before);
        }

        @Override
        public void assertAsBefore(String status) {
            assertThat(dump()).isEqualTo(before);
        }
    }

    /** HAProxy: its servers' state. */
    private static final class ByRuntime implements Balancer {
        /** srv_admin_state, the seventh column: 0 is ready. */
        private static final int ADMIN = 6;

        @Override
        public boolean touched() {
            return Lab.run(
                            "ssh",
                            "lb",
                            "echo show servers state | sudo socat - /run/haproxy/admin.sock")
                    .lines()
                    .filter(line -> line.contains(" node"))
                    .anyMatch(line -> !line.split(" ")[ADMIN].equals("0"));
        }

        @Override
        public void assertAsBefore(String status) {
            assertThat(status)
                    .doesNotContain("\"admin\":\"maint\"")
                    .doesNotContain("\"admin\":\"drain\"");
        }
    }
}
