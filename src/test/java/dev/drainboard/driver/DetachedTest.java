package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.wire.LocalShell;
import dev.drainboard.wire.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path dir;
    private final LocalShell shell = new LocalShell();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void work_prints_as_it_goes_and_its_exit_code_is_known() throws Exception {
        var ended = run(work("echo one; echo two >&2; sleep 0.3; printf three; exit 7"), 1);

        assertThat(ended).isEqualTo(new Detached.Ended(Optional.of(7), "one\ntwo\nthree"));
        assertThat(lines).isEqualTo(List.of("one", "two", "three"));
        assertThat(Files.readString(ops().resolve("rc"))).isEqualTo("7\n");
        assertThat(ops().resolve("pid")).exists();
        assertThat(ops().resolve("start")).exists();
        assertThat(Files.readString(ops().resolve("log"))).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void work_asked_for_again_is_not_done_again_and_ends_the_same() throws Exception {
        run(work("echo x >>\"$COUNT\"; exit 7"), 1);
        lines.clear();

        var again = run(work("echo x >>\"$COUNT\"; exit 7"), 1);

        assertThat(again.exit()).isEqualTo(Optional.of(7));
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_connection_that_breaks_in_the_middle_is_found_again_and_the_work_goes_on_once()
            throws Exception {
        var cut = new AtomicReference<LocalShell>(shell);
        var ended =
                detached()
                        .run(
                                work("echo x >>\"$COUNT\"; echo begun; sleep 1; echo done; exit 3"),
                                fence(1),
                                LIMIT,
                                line -> {
                                    lines.add(line);
                                    if (line.equals("begun")) {
                                        cut.get().close();
                                    }
                                },
                                "It failed.");

        assertThat(ended.exit()).isEqualTo(Optional.of(3));
        assertThat(lines).isEqualTo(List.of("begun", "done"));
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void many_who_ask_at_once_begin_it_once() throws Exception {
        Callable<Detached.Ended> one = () -> run(work("echo x >>\"$COUNT\"; sleep 0.2; exit 4"), 1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var ended : threads.invokeAll(java.util.Collections.nCopies(6, one))) {
                assertThat(ended.get().exit()).isEqualTo(Optional.of(4));
            }
        }
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_process_with_an_older_token_begins_nothing() throws Exception {
        run(work("true"), 5);

        assertThatThrownBy(
                        () ->
                                detached()
                                        .run(
                                                work("echo x >>\"$COUNT\""),
                                                fence(4).deed("2"),
                                                LIMIT,
                                                lines::add,
                                                "It failed."))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(Fault.Kind.HELD));
        assertThat(runs()).isZero();
    }

    @Test
    void work_that_was_killed_has_no_exit_code() throws Exception {
        var ended =
                detached()
                        .run(
                                work("echo begun; sleep 600"),
                                fence(1),
                                LIMIT,
                                line -> killRunner(),
                                "It failed.");

        assertThat(ended).isEqualTo(new Detached.Ended(Optional.empty(), "begun"));
    }

    @Test
    void to_settle_what_never_began_keeps_it_from_beginning() throws Exception {
        assertThat(detached().settle(fence(6), LIMIT, lines::add, "It failed.")).isEmpty();

        assertThatThrownBy(() -> run(work("echo x >>\"$COUNT\""), 5))
                .isInstanceOf(FaultException.class);
        assertThat(runs()).isZero();
    }

    @Test
    void to_settle_what_runs_waits_for_its_end() throws Exception {
        var begun =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        run(work("echo x >>\"$COUNT\"; sleep 0.5; exit 9"), 1);
                                    } catch (FaultException e) {
                                        throw new AssertionError(e);
                                    }
                                });
        while (!Files.exists(ops().resolve("pid"))) {
            Thread.onSpinWait();
        }
        var ended = detached().settle(fence(2), LIMIT, lines::add, "It failed.");
        begun.join();

        assertThat(ended.orElseThrow().exit()).isEqualTo(Optional.of(9));
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void work_that_outlasts_its_limit_is_unknown_and_still_runs() throws Exception {
        assertThatThrownBy(
                        () ->
                                detached()
                                        .run(
                                                work("sleep 7; echo x >>\"$COUNT\""),
                                                fence(1),
                                                Duration.ofMillis(100),
                                                lines::add,
                                                "It failed."))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(Fault.Kind.UNKNOWN));

        assertThat(run(work("exit 1"), 1).exit()).isEqualTo(Optional.of(0));
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void what_the_work_writes_has_the_rights_it_would_have_by_hand() throws Exception {
        run(work("umask"), 1);

        var mine =
                new String(
                        new ProcessBuilder("sh", "-c", "umask")
                                .start()
                                .getInputStream()
                                .readAllBytes());
        assertThat(lines).isEqualTo(List.of(mine.strip()));
    }

    @Test
    void the_secrets_of_the_work_are_not_for_everybody() throws Exception {
        run(work("true"), 1);

        assertThat(Files.getPosixFilePermissions(ops().resolve("work")))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    }

    private void killRunner() {
        try {
            var pid = Long.parseLong(Files.readString(ops().resolve("pid")).strip());
            var runner = ProcessHandle.of(pid).orElseThrow();
            var children = runner.descendants().toList();
            runner.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Detached.Ended run(Script work, long token) throws FaultException {
        return detached().run(work, fence(token), LIMIT, lines::add, "It failed.");
    }

    private Detached detached() {
        return new Detached(new Remote(shell), InstantSource.system(), pause -> Thread.sleep(100));
    }

    private Script work(String body) {
        return Script.of("work", body).with("COUNT", dir.resolve("count it").toString());
    }

    private long runs() throws Exception {
        var count = dir.resolve("count it");
        return Files.exists(count) ? Files.readAllLines(count).size() : 0;
    }

    private Fence fence(long token) {
        return new Fence("erp", dir.resolve("state dir").toString(), token, "op-1");
    }

    private Path ops() {
        return dir.resolve("state dir/erp/ops/op-1");
    }
}
