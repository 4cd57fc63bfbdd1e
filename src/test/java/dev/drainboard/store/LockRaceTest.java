package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.port.LockPort.Held;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Operators who race for one lock with a life of 0.3 s, and now and then sleep for longer than that
 * in the middle of their work and go on as if nothing had happened. Each writes into a history on
 * both hosts by fenced scripts; the history tells whether two were ever believed at once.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "scripts run in this machine's own sh")
class LockRaceTest {

    private static final Duration STALE = Duration.ofMillis(300);
    private static final Duration BEAT = Duration.ofMillis(60);
    private static final int ROUNDS = Integer.getInteger("drainboard.lock.rounds", 200);

    @TempDir Path directory;

    private final AtomicInteger left = new AtomicInteger(ROUNDS);
    private final AtomicInteger takenOver = new AtomicInteger();
    private final AtomicInteger refusedWrites = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();

    @Test
    void never_are_the_writes_of_two_holders_believed() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var operators =
                    threads.invokeAll(
                            List.of(operator("anna"), operator("bert"), operator("cleo")));
            for (var operator : operators) {
                operator.get();
            }
        }
        for (var host : List.of("lb1", "lb2")) {
            var history = Files.readAllLines(directory.resolve(host).resolve("erp/history"));
            var owners = new HashMap<Long, String>();
            long highest = 0;
            for (var line : history) {
                long token = Long.parseLong(line.split(" ")[0]);
                assertThat(token).as(host + ": " + line).isGreaterThanOrEqualTo(highest);
                assertThat(
                                owners.merge(
                                        token,
                                        line.split(" ")[1],
                                        (a, b) -> a.equals(b) ? a : "two"))
                        .isNotEqualTo("two");
                highest = token;
            }
            assertThat(history).hasSizeGreaterThan(ROUNDS / 2);
        }
        // without these the test would have proved nothing
        assertThat(takenOver).hasPositiveValue();
        assertThat(refusedWrites).hasPositiveValue();
        System.out.printf(
                "lock race: %d rounds, %d taken over, %d writes believed, %d of sleepers refused%n",
                ROUNDS, takenOver.get(), writes.get(), refusedWrites.get());
    }

    private Callable<Void> operator(String name) throws FaultException {
        var home = HolderProcess.here(Home.at(directory.resolve(name)));
        var shells = List.of(new FakeHost("lb1", directory), new FakeHost("lb2", directory));
        var hosts = new StateHosts("erp", "/var/lib/drainboard", new ArrayList<Shell>(shells));
        var lock = new HostLock(hosts, home, STALE, BEAT);
        var random = new Random(name.hashCode());
        return () -> {
            int number = 0;
            while (left.get() > 0) {
                try (var held = lock.take(name, "race", name + "-" + number++)) {
                    left.decrementAndGet();
                    takenOver.addAndGet(held.takenFrom().isPresent() ? 1 : 0);
                    write(shells, held, name);
                    if (random.nextInt(4) == 0) {
                        sleepAsStopped(shells, random);
                        write(shells, held, name);
                    }
                } catch (FaultException e) {
                    assertThat(e.fault().kind()).as(e.getMessage()).isEqualTo(Fault.Kind.HELD);
                    Thread.sleep(random.nextInt(60));
                }
            }
            shells.forEach(FakeHost::close);
            return null;
        };
    }

    /** No heart beats while a process is stopped. */
    private static void sleepAsStopped(List<FakeHost> shells, Random random) throws Exception {
        shells.forEach(shell -> shell.unreachable(Integer.MAX_VALUE));
        Thread.sleep(STALE.multipliedBy(1 + random.nextInt(3)));
        shells.forEach(shell -> shell.unreachable(0));
    }

    private void write(List<FakeHost> shells, Held held, String name) throws Exception {
        for (var shell : shells) {
            var script =
                    Script.of("write", "fence; echo \"$TOKEN $WHO\" >>\"$STATE/$CLUSTER/history\"")
                            .with("STATE", "replaced")
                            .with("CLUSTER", "erp")
                            .with("TOKEN", held.fence().token())
                            .with("WHO", name)
                            .after(Script.PRELUDE);
            int exit = shell.run(script, Duration.ofSeconds(20)).exit();
            switch (exit) {
                case 0 -> writes.incrementAndGet();
                case HostScript.OLD_TOKEN -> refusedWrites.incrementAndGet();
                default -> throw new AssertionError("a write ended with " + exit);
            }
        }
    }
}
