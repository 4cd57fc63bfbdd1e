package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.RuntimePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsRuntimeTest extends RuntimeContract {

    /** Starts a process and lets the stand-in for ss tell of it, as a server would be seen. */
    private static final String START =
            """
            sleep 300 </dev/null >/dev/null 2>&1 &
            echo $! >>"$PLACE/running"
            echo x >>"$PLACE/starts"
            """;

    private static final String SS =
            """
            pid=$(tail -n 1 "$PLACE/running") || exit 0
            echo "LISTEN 0 5 0.0.0.0:8069 0.0.0.0:* users:((\\"a b) c\\",pid=$pid,fd=3)) ino:7$pid sk:1 <->"
            """;

    @TempDir Path dir;
    private Place place;

    @BeforeEach
    void aNodeThatRunsTheOldRevision() {
        place = new Place(dir);
        place.file("REVISION", OLD + "\n")
                .standIn("ss", SS)
                .executable("start.sh", START)
                .executable(
                        "prepare.sh",
                        "case $DRAINBOARD_REVISION in 9.9) echo \"no such revision 9.9\" >&2; exit 1;;"
                                + " esac\n")
                .executable(
                        "update.sh",
                        "echo \"to $DRAINBOARD_REVISION on $DRAINBOARD_NODE for"
                                + " $DRAINBOARD_OPERATION\"\n"
                                + "[ -z \"$DRAINBOARD_REVISION\" ] || echo \"$DRAINBOARD_REVISION\""
                                + " >\"$PLACE/REVISION\"\n"
                                + START);
        place.sh("PLACE=" + dir + " ./start.sh");
    }

    @AfterEach
    void close() {
        place.close();
    }

    @Override
    protected RuntimePort runtime() {
        return runtime("echo noise; cat $PLACE/REVISION", "$PLACE/update.sh");
    }

    private RuntimePort runtime(String current, String update) {
        return new CommandsRuntime(
                place.host(),
                new RuntimeSpec.Commands(current, Optional.of("$PLACE/prepare.sh"), update),
                8069);
    }

    @Override
    protected Fence fence(long token, String operation) {
        return place.fence(token, operation);
    }

    @Override
    protected int starts() {
        return place.lines("starts");
    }

    @Test
    void the_command_is_told_what_where_and_under_which_operation() throws Exception {
        runtime().update(new Revision("1.1", "1.1"), fence(1, "op-u"), lines::add);

        assertThat(lines).isEqualTo(List.of("to 1.1 on node1 for op-u"));
    }

    @Test
    void a_revision_is_data_and_never_a_command() throws Exception {
        var hostile = "1.1'; touch $PLACE/owned; $(touch $PLACE/owned) `touch $PLACE/owned` \"";

        assertThatThrownBy(
                        () ->
                                runtime("cat $PLACE/REVISION", "true")
                                        .update(
                                                new Revision(hostile, hostile),
                                                fence(1, "op-u"),
                                                lines::add))
                .isInstanceOf(FaultException.class);
        runtime().update(new Revision(hostile.strip(), ""), fence(1, "op-v"), lines::add);

        assertThat(place.text("owned")).isEmpty();
        assertThat(dir.resolve("owned")).doesNotExist();
        assertThat(place.text("REVISION")).isEqualTo(hostile + "\n");
    }

    @Test
    void without_a_revision_the_commands_are_run_all_the_same() throws Exception {
        var target = runtime().prepare(Optional.empty(), fence(1, "op"));

        runtime().update(target, fence(1, "op-u"), lines::add);

        assertThat(target).isEqualTo(new Revision("", ""));
        assertThat(lines).isEqualTo(List.of("to  on node1 for op-u"));
        assertThat(starts()).isEqualTo(2);
    }

    @Test
    void an_update_that_fails_is_told_with_its_exit_code_and_its_last_words() {
        assertThatThrownBy(
                        () ->
                                runtime("cat $PLACE/REVISION", "echo disk is full >&2; exit 28")
                                        .update(
                                                new Revision("1.1", "1.1"),
                                                fence(1, "op-u"),
                                                lines::add))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().code()).isEqualTo("commands.update.failed");
                            assertThat(e.fault().exit().orElse(-1)).isEqualTo(28);
                            assertThat(e.fault().output()).isEqualTo(Optional.of("disk is full"));
                        });
    }

    @Test
    void exit_0_with_another_revision_running_is_a_failure() {
        assertThatThrownBy(
                        () ->
                                runtime("cat $PLACE/REVISION", "true")
                                        .update(
                                                new Revision("1.1", "1.1"),
                                                fence(1, "op-u"),
                                                lines::add))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e ->
                                assertThat(e.fault().code())
                                        .isEqualTo("commands.update.other-revision"));
    }

    @Test
    void a_command_that_asks_gets_no_answer_and_does_not_hang() throws Exception {
        runtime(
                        "cat $PLACE/REVISION",
                        "read answer || echo nobody answers; echo 1.1 >$PLACE/REVISION")
                .update(new Revision("1.1", "1.1"), fence(1, "op-u"), lines::add);

        assertThat(lines).isEqualTo(List.of("nobody answers"));
    }

    @Test
    void a_server_that_the_update_leaves_running_lives_on() throws Exception {
        runtime().update(new Revision("1.1", "1.1"), fence(1, "op-u"), lines::add);

        var last = place.text("running").lines().reduce((one, two) -> two).orElseThrow();
        assertThat(ProcessHandle.of(Long.parseLong(last)).orElseThrow().isAlive()).isTrue();
    }

    @Test
    void a_plan_without_a_prepare_of_the_users_announces_none() {
        assertThat(real(1).preparation(Optional.of("1.1"))).isEmpty();
        assertThat(runtime().preparation(Optional.of("1.1")))
                .isEqualTo(
                        List.of(
                                new dev.drainboard.model.Command(
                                        "node1.example",
                                        "DRAINBOARD_REVISION=1.1 $PLACE/prepare.sh")));
        assertThat(runtime().commands(Optional.of("1.1")))
                .isEqualTo(
                        List.of(
                                new dev.drainboard.model.Command(
                                        "node1.example",
                                        "DRAINBOARD_REVISION=1.1 $PLACE/update.sh")));
    }

    @Test
    void nobody_listening_is_nothing_running() throws Exception {
        place.standIn("ss", "exit 0\n");

        var facts = runtime().read();

        assertThat(facts.instance()).isEmpty();
        assertThat(facts.revision()).isEqualTo(Optional.of(new Revision(OLD, OLD)));
    }

    @Test
    void the_real_ss_tells_one_start_from_the_next() throws Exception {
        place.sh("rm bin/ss");
        int port;
        Optional<String> first;
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            first = real(port).read().instance();
            assertThat(real(port).read().instance()).isEqualTo(first);
        }
        assertThat(first).isPresent();
        assertThat(real(port).read().instance()).isEmpty();
        try (var socket = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
            assertThat(real(port).read().instance()).isPresent().isNotEqualTo(first);
        }
    }

    private RuntimePort real(int port) {
        return new CommandsRuntime(
                place.host(),
                new RuntimeSpec.Commands("cat $PLACE/REVISION", Optional.empty(), "true"),
                port);
    }
}
