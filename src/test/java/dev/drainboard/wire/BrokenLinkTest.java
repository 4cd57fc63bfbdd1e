package dev.drainboard.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.wire.FaultProxy.Direction;
import dev.drainboard.wire.FaultProxy.Fault;
import dev.drainboard.wire.ShellException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link that dies says nothing of what it carried, and says so soon. */
final class BrokenLinkTest {

    private static RealSshd sshd;

    @TempDir private Path directory;

    @BeforeAll
    static void up() throws Exception {
        sshd = RealSshd.start("MaxStartups 200");
        var lines = new StringBuilder();
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            lines.append("[127.0.0.1]:* " + sshd.hostKey(type) + "\n");
        }
        Files.writeString(sshd.knownHosts(), lines);
    }

    @AfterAll
    static void down() throws Exception {
        if (sshd != null) {
            sshd.close();
        }
    }

    /** What came of one call over a link that broke. */
    private record Outcome(String where, Optional<Kind> kind, Duration took, boolean begun) {}

    private Outcome run(long offset, Direction direction, Fault fault, boolean ask)
            throws Exception {
        var where = (ask ? "ask " : "run ") + direction + " " + offset + " " + fault;
        var begun = directory.resolve(where.replace(' ', '-'));
        try (var proxy = new FaultProxy(sshd.port());
                var shell =
                        new SshShell(
                                RealSshd.target("root", proxy.port(), false), sshd.workstation())) {
            shell.run(Script.of("before", ":"), Duration.ofSeconds(30));
            proxy.breakAfter(offset, direction, fault);
            var body =
                    "echo x >>\"$BEGUN\"; i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done;"
                            + " sleep 20";
            var script = Script.of("test", body).with("BEGUN", begun.toString());
            long start = System.nanoTime();
            var kind = Optional.<Kind>empty();
            try {
                if (ask) {
                    shell.ask(script, Duration.ofSeconds(40));
                } else {
                    shell.run(script, Duration.ofSeconds(40));
                }
            } catch (ShellException e) {
                kind = Optional.of(e.kind());
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            return new Outcome(where, kind, took, Files.exists(begun));
        }
    }

    private static List<Outcome> all(List<Callable<Outcome>> runs) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<Outcome>();
            for (var future : threads.invokeAll(runs)) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }

    @Test
    void a_black_hole_at_any_byte_ends_within_15_s_and_is_never_a_verdict() throws Exception {
        var runs = new ArrayList<Callable<Outcome>>();
        for (int offset :
                new int[] {
                    0, 1, 7, 30, 60, 100, 150, 200, 300, 500, 800, 1200, 2000, 3000, 4500, 6000,
                    8000, 10000, 12000, 13000
                }) {
            runs.add(() -> run(offset, Direction.TO_CLIENT, Fault.BLACK_HOLE, offset % 100 == 0));
        }
        for (int offset : new int[] {0, 40, 120, 200, 300, 400}) {
            runs.add(() -> run(offset, Direction.TO_SERVER, Fault.BLACK_HOLE, false));
        }
        var outcomes = all(runs);
        assertThat(outcomes)
                .allSatisfy(
                        outcome -> {
                            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(15));
                            assertThat(outcome.kind()).isPresent();
                            if (outcome.begun()) {
                                assertThat(outcome.kind()).contains(Kind.UNKNOWN);
                            } else {
                                assertThat(outcome.kind().get())
                                        .isIn(Kind.UNKNOWN, Kind.UNREACHABLE);
                            }
                        });
        assertThat(outcomes.stream().filter(o -> o.kind().get() == Kind.UNKNOWN).count())
                .isGreaterThan(15);
    }

    @Test
    void a_reset_is_unknown_and_never_an_end_of_output() throws Exception {
        var runs = new ArrayList<Callable<Outcome>>();
        for (int offset : new int[] {200, 500, 1000, 3000, 9000}) {
            runs.add(() -> run(offset, Direction.TO_CLIENT, Fault.RESET, false));
        }
        assertThat(all(runs))
                .allSatisfy(
                        outcome -> {
                            assertThat(outcome.kind()).isPresent();
                            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(10));
                            if (outcome.begun()) {
                                assertThat(outcome.kind()).contains(Kind.UNKNOWN);
                            }
                        });
    }

    @Test
    void a_black_hole_in_the_handshake_ends_within_its_limits_with_nothing_sent() throws Exception {
        var limits =
                new Limits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(1));
        var runs = new ArrayList<Callable<Outcome>>();
        for (int offset : new int[] {0, 10, 100, 1000, 1500, 2200, 2600, 2900}) {
            runs.add(() -> connect(offset, limits));
        }
        assertThat(all(runs))
                .allSatisfy(
                        outcome -> {
                            assertThat(outcome.kind()).contains(Kind.UNREACHABLE);
                            assertThat(outcome.took()).isLessThan(Duration.ofSeconds(8));
                        });
    }

    private static Outcome connect(int offset, Limits limits) throws Exception {
        try (var proxy = new FaultProxy(sshd.port())) {
            proxy.breakAfter(offset, Direction.TO_CLIENT, Fault.BLACK_HOLE);
            var target = RealSshd.target("root", proxy.port(), false);
            var dialer = new Dialer(sshd.workstation(), limits);
            var line = new Line(target, dialer, InstantSource.system());
            long start = System.nanoTime();
            var kind = Optional.<Kind>empty();
            try (var shell = new SshShell(target, line, dialer::close)) {
                shell.run(Script.of("test", ":"), Duration.ofSeconds(20));
            } catch (ShellException e) {
                kind = Optional.of(e.kind());
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            return new Outcome("handshake " + offset, kind, took, false);
        }
    }

    /** 10 000 with -Ddrainboard.execs=10000; JSch alone had 38 % of them wrong. */
    @Test
    void no_exit_code_is_late_or_lost() throws Exception {
        int count = Integer.getInteger("drainboard.execs", 800);
        var wrong = new ConcurrentLinkedQueue<String>();
        var next = new AtomicInteger();
        try (var shell =
                new SshShell(RealSshd.target("root", sshd.port(), false), sshd.workstation())) {
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 4; i++) {
                threads.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            int n;
                                            while ((n = next.getAndIncrement()) < count) {
                                                check(shell, n, wrong);
                                            }
                                        }));
            }
            for (var thread : threads) {
                thread.join();
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(SshShell shell, int n, ConcurrentLinkedQueue<String> wrong) {
        try {
            var output =
                    shell.run(
                            Script.of("exit", "echo " + n + "; exit " + n % 256),
                            Duration.ofSeconds(20));
            if (output.exit() != n % 256 || !output.text().equals(n + "\n")) {
                wrong.add(n + ": " + output.exit() + " " + output.text());
            }
        } catch (ShellException e) {
            wrong.add(n + ": " + e.getMessage());
        }
    }
}
