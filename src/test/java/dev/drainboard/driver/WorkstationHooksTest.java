package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Hook;
import dev.drainboard.port.HooksPort.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkstationHooksTest {

    private static final Moment NODE2 =
            new Moment("op-1", Optional.of("node2"), Optional.of("1.1"));

    @TempDir Path directory;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void it_knows_what_it_is_about_and_what_it_prints_is_heard() throws Exception {
        run("echo $DRAINBOARD_OPERATION $DRAINBOARD_NODE $DRAINBOARD_REVISION; echo two >&2");

        assertThat(lines).containsExactly("op-1 node2 1.1", "two");
    }

    @Test
    void its_end_is_told_with_its_code_and_its_last_words() {
        assertFault("hook.failed", () -> run("echo the pager is down; exit 7"))
                .satisfies(
                        fault -> {
                            assertThat(fault.what()).contains("beforeNode").contains("node2");
                            assertThat(fault.exit()).hasValue(7);
                            assertThat(fault.output()).contains("the pager is down");
                            assertThat(fault.host()).contains("workstation");
                        });
    }

    @Test
    void nothing_can_be_asked_of_it() throws Exception {
        run("read answer || echo nobody answers");

        assertThat(lines).containsExactly("nobody answers");
    }

    @Test
    void one_that_does_not_end_is_ended_with_all_that_it_started() throws Exception {
        var pid = directory.resolve("pid");

        assertFault(
                "hook.late",
                () ->
                        hooks(Duration.ofMillis(600))
                                .run(
                                        Hook.BEFORE,
                                        "sleep 600 & echo $! >" + pid + "; wait",
                                        NODE2,
                                        lines::add));

        var child = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
        for (int look = 0; look < 200 && child.filter(ProcessHandle::isAlive).isPresent(); look++) {
            Thread.sleep(10);
        }
        assertThat(child.filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void what_it_leaves_running_does_not_hold_the_rollout() throws Exception {
        var pid = directory.resolve("pid");
        long began = System.nanoTime();

        run("sleep 600 & echo $! >" + pid);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .orElseThrow()
                .destroyForcibly();
    }

    @Test
    void it_sees_no_secret_of_the_cluster_file_and_no_fault_point() throws Exception {
        run("echo ${PG_PASSWORD-gone} ${DRAINBOARD_FAULT-gone} $HOME_TOWN");

        assertThat(lines).containsExactly("gone gone Graz");
    }

    @Test
    void what_it_prints_cannot_disguise_itself_or_fill_the_memory() throws Exception {
        run(
                "printf 'red \\033[31m\\342\\200\\256 txt\\n'; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end");

        assertThat(lines).startsWith("red [31m txt").endsWith("end");
        assertThat(lines).allMatch(line -> line.length() <= 1 << 16);
    }

    private void run(String command) throws FaultException {
        hooks(Duration.ofSeconds(30)).run(Hook.BEFORE_NODE, command, NODE2, lines::add);
    }

    private static WorkstationHooks hooks(Duration limit) {
        return new WorkstationHooks(
                Map.of(
                        "PATH",
                        System.getenv("PATH"),
                        "PG_PASSWORD",
                        "hunter2",
                        "DRAINBOARD_FAULT",
                        "drain.acted",
                        "HOME_TOWN",
                        "Graz"),
                Set.of("PG_PASSWORD"),
                limit);
    }

    private static org.assertj.core.api.ObjectAssert<Fault> assertFault(
            String code, ThrowingCallable call) {
        var caught = new Fault[1];
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(FaultException.class, e -> caught[0] = e.fault());
        assertThat(caught[0].code()).isEqualTo(code);
        return assertThat(caught[0]);
    }
}
