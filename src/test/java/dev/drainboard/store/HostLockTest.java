package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.port.LockPort.Held;
import dev.drainboard.wire.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "scripts run in this machine's own sh")
class HostLockTest {

    private static final Duration STALE = Duration.ofMillis(600);
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path directory;
    private FakeHost lb1;
    private FakeHost lb2;
    private StateHosts hosts;

    @BeforeEach
    void hosts() {
        lb1 = new FakeHost("lb1", directory);
        lb2 = new FakeHost("lb2", directory);
        hosts = new StateHosts("erp", "/var/lib/drainboard", List.of(lb1, lb2));
    }

    @AfterEach
    void close() {
        lb1.close();
        lb2.close();
    }

    private HolderProcess laptop(String name) throws FaultException {
        return HolderProcess.here(Home.at(directory.resolve(name)));
    }

    /** Never stale within a test. */
    private HostLock steady(String workstation) throws FaultException {
        return new HostLock(hosts, laptop(workstation), LONG, BEAT);
    }

    private HostLock quick(String workstation) throws FaultException {
        return new HostLock(hosts, laptop(workstation), STALE, BEAT);
    }

    /** Its heart beats so slowly that it goes stale: a process that was stopped. */
    private HostLock stopped(String workstation) throws FaultException {
        return new HostLock(hosts, laptop(workstation), LONG, LONG);
    }

    private static Fault fault(Callable<?> call) {
        try {
            throw new AssertionError("no fault, but " + call.call());
        } catch (FaultException e) {
            return e.fault();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        for (int tries = 0; tries < 500 && !condition.getAsBoolean(); tries++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void who_holds_it_is_told_to_all_and_the_second_is_refused() throws Exception {
        var lock = steady("laptop");
        assertThat(lock.read()).isEmpty();
        try (var held = lock.take("anna", "rollout to 1.1", "op-1")) {
            assertThat(held.fence().token()).isEqualTo(1);
            assertThat(held.fence().operation()).isEqualTo("op-1");
            assertThat(held.takenFrom()).isEmpty();
            assertThat(held.stillOurs()).isTrue();
            var facts = steady("desk").read().orElseThrow();
            assertThat(facts.holder()).isEqualTo("anna");
            assertThat(facts.purpose()).isEqualTo("rollout to 1.1");
            assertThat(facts.operation()).isEqualTo("op-1");
            assertThat(facts.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(facts.token()).isEqualTo(1);
            assertThat(facts.stale()).isFalse();
            for (var operator : List.of("bert", "anna")) {
                var fault = fault(() -> steady("desk").take(operator, "drain node1", "op-2"));
                assertThat(fault.kind()).isEqualTo(Fault.Kind.HELD);
                assertThat(fault.what()).isEqualTo("anna holds the cluster erp.");
                assertThat(fault.why())
                        .contains(facts.host(), "since " + facts.since(), "rollout to 1.1");
            }
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(lb1.file("lock"))))
                    .isEqualTo("rw-------");
        }
        assertThat(lock.read()).isEmpty();
        try (var held = steady("desk").take("bert", "drain node1", "op-2")) {
            assertThat(held.fence().token()).isEqualTo(2);
        }
    }

    /** Or else what the first wrote late would be taken for the second's. */
    @Test
    void no_token_is_given_twice_though_somebody_was_quicker_between_look_and_take()
            throws Exception {
        lb1.before("lock: take", () -> takeAndGiveBack("desk"));
        try (var held = steady("laptop").take("anna", "x", "op-1")) {
            assertThat(held.fence().token()).isEqualTo(2);
        }
    }

    private void takeAndGiveBack(String workstation) {
        try {
            steady(workstation).take("bert", "quick", "op-0").close();
        } catch (FaultException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void awkward_names_come_back_as_they_were() throws Exception {
        var name = "O'Neil \"x\" $(id) `id` \\ \u202e\uD83D\uDE00\tq";
        try (var held = steady("laptop").take(name, name, "op-1")) {
            assertThat(steady("desk").read().orElseThrow().holder()).isEqualTo(name);
            assertThat(steady("desk").read().orElseThrow().purpose()).isEqualTo(name);
            assertThat(held.stillOurs()).isTrue();
        }
    }

    @Test
    void a_lock_that_only_one_host_gives_is_given_back() throws Exception {
        var lb2Only = new StateHosts("erp", "/var/lib/drainboard", List.of(lb2));
        var other = new HostLock(lb2Only, laptop("desk"), LONG, BEAT);
        try (var held = other.take("bert", "drain node1", "op-2")) {
            assertThat(fault(() -> steady("laptop").take("anna", "x", "op-1")).kind())
                    .isEqualTo(Fault.Kind.HELD);
            assertThat(lb1.file("lock")).doesNotExist();
            assertThat(held.stillOurs()).isTrue();
            assertThat(other.read().orElseThrow().holder()).isEqualTo("bert");
        }
    }

    @Test
    void the_heart_beats_on_every_host_until_it_is_given_back() throws Exception {
        try (var held = steady("laptop").take("anna", "rollout", "op-1")) {
            for (var host : List.of(lb1, lb2)) {
                var before = heartbeat(host);
                eventually(() -> heartbeat(host) > before + BEAT.multipliedBy(3).toMillis());
            }
            assertThat(held.stillOurs()).isTrue();
        }
        assertThat(lb1.file("lock")).doesNotExist();
    }

    private static long heartbeat(FakeHost host) {
        try {
            return Long.parseLong(Files.readAllLines(host.file("lock")).get(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Behind the door a change may take longer than a heart may stand still. */
    @Test
    void a_long_change_on_a_host_does_not_stop_the_heart() throws Exception {
        try (var held = steady("laptop").take("anna", "rollout", "op-1")) {
            var over = lb1.file("over");
            var body = "fence; until [ -e \"$STATE/$CLUSTER/over\" ]; do sleep 0.1; done";
            var change =
                    Script.of("a long change", body)
                            .with("STATE", "replaced")
                            .with("CLUSTER", "erp")
                            .with("TOKEN", held.fence().token())
                            .after(Script.PRELUDE);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var changing = threads.submit(() -> lb1.run(change, LONG));
                Thread.sleep(300);
                var before = heartbeat(lb1);
                eventually(() -> heartbeat(lb1) > before + BEAT.multipliedBy(3).toMillis());
                assertThat(changing.isDone()).isFalse();
                Files.createFile(over);
                assertThat(changing.get().exit()).isZero();
            }
            assertThat(held.stillOurs()).isTrue();
        }
    }

    @Test
    void a_stale_lock_is_taken_over_with_evidence_and_the_sleeper_finds_its_token_too_old()
            throws Exception {
        var sleeper = stopped("laptop").take("anna", "rollout to 1.1", "op-1");
        var journal = new FileJournal(hosts, Home.at(directory.resolve("laptop")));
        journal.append(List.of(Entries.entry("before")), sleeper.fence());
        Thread.sleep(STALE.plusMillis(100));
        try (var held = quick("desk").take("bert", "drain node1", "op-2")) {
            var evidence = held.takenFrom().orElseThrow();
            assertThat(evidence.holder()).isEqualTo("anna");
            assertThat(evidence.purpose()).isEqualTo("rollout to 1.1");
            assertThat(Duration.between(evidence.heartbeat(), evidence.now())).isGreaterThan(STALE);
            assertThat(held.fence().token()).isEqualTo(2);
            assertThat(
                            fault(
                                            () -> {
                                                journal.append(
                                                        List.of(Entries.entry("late")),
                                                        sleeper.fence());
                                                return "appended";
                                            })
                                    .kind())
                    .isEqualTo(Fault.Kind.HELD);
            sleeper.close();
            assertThat(quick("x").read().orElseThrow().holder()).isEqualTo("bert");
        }
    }

    @Test
    void a_holder_that_was_displaced_hears_so_with_its_next_heartbeat() throws Exception {
        var first = steady("laptop").take("anna", "rollout", "op-1");
        try (var second = steady("desk").force("bert", "unlock", "op-2")) {
            assertThat(second.takenFrom().map(facts -> facts.holder())).contains("anna");
            eventually(() -> !first.stillOurs());
            first.close();
            assertThat(second.stillOurs()).isTrue();
            assertThat(steady("x").read().map(facts -> facts.holder())).contains("bert");
        }
    }

    @Test
    void ones_own_dead_process_is_not_waited_for_and_nobody_elses_is_thought_dead()
            throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        var start = process.info().startInstant().orElseThrow().toString();
        var here = laptop("laptop");
        var doomed = new HolderProcess(here.home(), here.host(), process.pid(), start);
        new HostLock(hosts, doomed, LONG, LONG).take("anna", "rollout", "op-1");
        assertThat(fault(() -> steady("laptop").take("anna", "x", "op-2")).kind())
                .isEqualTo(Fault.Kind.HELD);
        assertThat(steady("laptop").read().orElseThrow().abandoned()).isFalse();
        process.destroyForcibly().waitFor();
        assertThat(steady("laptop").read().orElseThrow().gone()).isTrue();
        assertThat(steady("desk").read().orElseThrow().gone()).isFalse();
        assertThat(fault(() -> steady("laptop").take("bert", "x", "op-2")).kind())
                .isEqualTo(Fault.Kind.HELD);
        assertThat(fault(() -> steady("desk").take("anna", "x", "op-2")).kind())
                .isEqualTo(Fault.Kind.HELD);
        try (var held = steady("laptop").take("anna", "resume", "op-1")) {
            assertThat(held.takenFrom().map(facts -> facts.pid())).contains(process.pid());
        }
    }

    @Test
    void a_pid_that_is_another_process_now_is_a_process_that_is_gone() throws Exception {
        var here = laptop("laptop");
        var before =
                new HolderProcess(here.home(), here.host(), here.pid(), "2020-01-01T00:00:00Z");
        new HostLock(hosts, before, LONG, LONG).take("anna", "rollout", "op-1");
        try (var held = steady("laptop").take("anna", "resume", "op-1")) {
            assertThat(held.takenFrom()).isPresent();
        }
    }

    @Test
    void a_host_that_cannot_be_asked_is_a_fault_and_nothing_is_held() throws Exception {
        var lock = steady("laptop");
        lb2.unreachable(1);
        assertThat(fault(() -> lock.take("anna", "x", "op-1")).kind())
                .isEqualTo(Fault.Kind.UNREACHABLE);
        lb2.loseAnswersOf("lock: take", 2);
        assertThat(fault(() -> lock.take("anna", "x", "op-1")).kind())
                .isEqualTo(Fault.Kind.UNKNOWN);
        assertThat(lock.read()).isEmpty();
        lb2.loseAnswersOf("lock: take", 1);
        try (var held = lock.take("anna", "x", "op-1")) {
            assertThat(held.stillOurs()).isTrue();
        }
    }

    @Test
    void a_host_that_takes_no_heartbeat_for_too_long_loses_it_for_ever() throws Exception {
        try (var held = quick("laptop").take("anna", "rollout", "op-1")) {
            lb2.unreachable(Integer.MAX_VALUE);
            eventually(() -> !held.stillOurs());
            lb2.unreachable(0);
            Thread.sleep(BEAT.multipliedBy(3));
            assertThat(held.stillOurs()).isFalse();
        }
    }

    @Test
    void a_short_absence_does_no_harm() throws Exception {
        try (var held = steady("laptop").take("anna", "rollout", "op-1")) {
            lb2.unreachable(2);
            var before = heartbeat(lb2);
            eventually(() -> heartbeat(lb2) > before);
            assertThat(held.stillOurs()).isTrue();
        }
    }

    @Test
    void words_are_heard_once_and_only_by_whom_they_were_meant_for() throws Exception {
        var lock = steady("laptop");
        assertThat(
                        fault(
                                        () -> {
                                            lock.say("bert", "pause");
                                            return "said";
                                        })
                                .kind())
                .isEqualTo(Fault.Kind.WRONG);
        try (var held = lock.take("anna", "rollout", "op-1")) {
            assertThat(held.heard()).isEmpty();
            steady("desk").say("bert", "pause");
            assertThat(hears(held)).isEqualTo("bert: pause");
            steady("desk").say("O'N\n$(id)", "abort");
            lb1.unreachable(1);
            steady("desk").say("cleo", "pause");
            assertThat(List.of(hears(held), hears(held)))
                    .containsExactlyInAnyOrder("O'N $(id): abort", "cleo: pause");
            Thread.sleep(BEAT.multipliedBy(4));
            assertThat(held.heard()).isEmpty();
            steady("desk").say("bert", "too late");
        }
        try (var held = lock.take("anna", "rollout", "op-2")) {
            Thread.sleep(BEAT.multipliedBy(4));
            assertThat(held.heard()).isEmpty();
        }
    }

    private static String hears(Held held) throws InterruptedException {
        for (int tries = 0; tries < 500; tries++) {
            Optional<String> word = held.heard();
            if (word.isPresent()) {
                return word.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("heard nothing");
    }

    @Test
    void a_link_in_the_place_of_the_lock_is_not_followed() throws Exception {
        var victim = Files.writeString(directory.resolve("victim"), "root:x:0:0\n");
        Files.createDirectories(lb1.state().resolve("erp"));
        Files.createSymbolicLink(lb1.file("lock"), victim);
        assertThat(fault(() -> steady("laptop").take("anna", "x", "op-1")).code())
                .isEqualTo("state.directory.unusable");
        assertThat(victim).hasContent("root:x:0:0");
    }

    @Test
    void a_lock_file_that_says_nothing_is_nobodys() throws Exception {
        Files.createDirectories(lb1.state().resolve("erp"));
        Files.writeString(lb1.file("lock"), "rubbish\n");
        try (var held = steady("laptop").take("anna", "x", "op-1")) {
            assertThat(held.fence().token()).isEqualTo(1);
        }
    }

    @Test
    void a_token_that_cannot_be_read_lets_nobody_in() throws Exception {
        var held = steady("laptop").take("anna", "x", "op-1");
        Files.writeString(lb1.file("token"), "1x");
        assertThat(fault(() -> steady("desk").force("bert", "x", "op-2")).code())
                .isEqualTo("state.directory.unusable");
        var journal = new FileJournal(hosts, Home.at(directory.resolve("laptop")));
        assertThat(
                        fault(
                                        () -> {
                                            journal.append(
                                                    List.of(Entries.entry("x")), held.fence());
                                            return "appended";
                                        })
                                .code())
                .isEqualTo("state.directory.unusable");
        held.close();
    }

    @Test
    void two_names_of_one_host_are_held_as_one() throws Exception {
        var alias = new FakeHost("lb1", directory);
        var twice = new StateHosts("erp", "/var/lib/drainboard", List.of(lb1, alias));
        var home = Home.at(directory.resolve("laptop"));
        try (var held =
                new HostLock(twice, HolderProcess.here(home), LONG, BEAT)
                        .take("anna", "x", "op-1")) {
            var journal = new FileJournal(twice, home);
            journal.append(List.of(Entries.entry("a")), held.fence());
            journal.append(List.of(Entries.entry("b")), held.fence());
            assertThat(journal.read()).containsExactly(Entries.entry("a"), Entries.entry("b"));
            assertThat(journal.verify()).isEmpty();
        }
        assertThat(lb1.file("lock")).doesNotExist();
        alias.close();
    }
}
