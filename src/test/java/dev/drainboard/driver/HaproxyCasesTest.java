package dev.drainboard.driver;

import static dev.drainboard.driver.BalancerContract.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts.Server;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Before;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.wire.LocalShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls an HAProxy in production, on a real one. */
class HaproxyCasesTest {

    /** Whose HAProxy: another release's with {@code -Ddrainboard.haproxy=DIRECTORY}. */
    private static final Path ROOT = Path.of(System.getProperty("drainboard.haproxy", "/"));

    @TempDir(factory = WithinRoot.class)
    Path directory;

    /** A directory that an HAProxy in its own root sees as well. */
    static final class WithinRoot implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
                throws IOException {
            return Files.createTempDirectory(ROOT.resolve("tmp"), "bed");
        }
    }

    private HaproxyBed bed;
    private final LocalShell shell = new LocalShell();
    private HaproxySocketBalancer balancer;

    @BeforeEach
    void prepare() throws Exception {
        bed = new HaproxyBed(directory, ROOT);
    }

    @AfterEach
    void stop() {
        shell.close();
        if (bed != null) {
            bed.close();
        }
    }

    private void start(String text) throws Exception {
        bed.start(text);
        balancer = balancer(bed.spec(), bed.nodes());
    }

    private HaproxySocketBalancer balancer(BalancerSpec.Haproxy spec, List<NodeSpec> nodes) {
        return new HaproxySocketBalancer(spec, nodes, Optional.of(shell), InstantSource.system());
    }

    private Before takeOut(String node, AdminState wanted, String operation) throws Exception {
        var planned = balancer.plan(node, wanted);
        balancer.apply(planned, wanted, bed.fence(1, operation));
        return planned;
    }

    private List<AdminState> asked(String node) throws FaultException {
        return balancer.read().of(node).stream().map(Server::admin).toList();
    }

    // --- what somebody else left ---

    @Test
    void a_weight_of_nothing_is_a_drain_and_is_put_back_as_one() throws Exception {
        start(bed.plain("weight 10"));
        bed.set("odoo/node2 weight 0");
        assertThat(asked("node2")).containsExactly(AdminState.DRAIN, AdminState.READY);
        assertThat(balancer.read().notes())
                .anyMatch(note -> note.contains("odoo/node2 has weight 0"));
        var state = bed.state();

        var before = takeOut("node2", AdminState.MAINT, "op-1");
        assertThat(asked("node2")).containsOnly(AdminState.MAINT);
        balancer.putBack(before, bed.fence(1, "op-2"));

        assertThat(bed.state()).isEqualTo(state);
    }

    @Test
    void a_weight_of_nothing_that_a_reload_forgot_is_set_again() throws Exception {
        start(bed.plain("weight 10"));
        bed.set("odoo/node2 weight 0");
        var state = bed.state();
        var before = takeOut("node2", AdminState.DRAIN, "op-1");

        bed.reload();
        balancer.putBack(before, bed.fence(1, "op-2"));

        assertThat(bed.state()).isEqualTo(state);
    }

    @Test
    void a_weight_that_somebody_sets_meanwhile_stays() throws Exception {
        start(bed.plain("weight 10"));
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        bed.set("odoo/node2 weight 5");

        balancer.putBack(before, bed.fence(1, "op-2"));

        assertThat(bed.state()).contains("odoo/node2 0 5");
    }

    @Test
    void a_weight_of_nothing_that_its_owner_ended_meanwhile_stays_ended() throws Exception {
        start(bed.plain("weight 10"));
        bed.set("odoo/node2 weight 0");
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        bed.set("odoo/node2 weight 10");

        balancer.putBack(before, bed.fence(1, "op-2"));

        assertThat(bed.state()).contains("odoo/node2 0 10");
    }

    @Test
    void a_drain_of_somebody_else_that_a_reload_forgot_is_set_again() throws Exception {
        start(bed.plain(""));
        bed.set("odoo/node2 state drain");
        bed.set("chat/node2 state maint");
        var state = bed.state();
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        assertThat(bed.state()).as("what is harder stays").isEqualTo(state);

        bed.reload();
        balancer.apply(before, AdminState.MAINT, bed.fence(1, "op-2"));
        assertThat(asked("node2")).containsOnly(AdminState.MAINT);
        balancer.putBack(before, bed.fence(1, "op-3"));

        assertThat(bed.state()).isEqualTo(state);
    }

    @Test
    void a_drain_that_its_owner_ended_meanwhile_stays_ended() throws Exception {
        start(bed.plain(""));
        bed.set("odoo/node2 state drain");
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        bed.set("odoo/node2 state ready");

        balancer.putBack(before, bed.fence(1, "op-2"));

        assertThat(asked("node2")).containsOnly(AdminState.READY);
    }

    @Test
    void disabled_in_the_file_is_put_back_and_told() throws Exception {
        start(bed.plain("disabled"));
        var state = bed.state();
        assertThat(balancer.read().notes())
                .anyMatch(note -> note.contains("`disabled` in the file"));
        bed.set("odoo/node2 state ready");
        bed.set("chat/node2 state ready");
        var ready = bed.state();
        assertThat(ready).isNotEqualTo(state);

        var before = takeOut("node2", AdminState.MAINT, "op-1");
        balancer.putBack(before, bed.fence(1, "op-2"));

        assertThat(bed.state()).isEqualTo(ready);
    }

    @Test
    void from_maint_to_drain_without_an_instant_in_rotation() throws Exception {
        start(bed.plain(""));
        var before = takeOut("node2", AdminState.MAINT, "op-1");
        balancer.apply(before, AdminState.DRAIN, bed.fence(1, "op-2"));
        assertThat(asked("node2")).containsOnly(AdminState.DRAIN);
        assertThat(Files.readString(directory.resolve("state/erp/ops/op-2/journal")))
                .contains("set server odoo/node2 state drain;set server chat/node2 state drain\n")
                .doesNotContain("ready")
                .endsWith("END 0\n");
    }

    @Test
    void a_drained_node_gets_no_new_user() throws Exception {
        start(bed.plain(""));
        takeOut("node2", AdminState.DRAIN, "op-1");
        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            answered.add(bed.ask());
        }
        assertThat(answered).containsExactlyInAnyOrder("127.0.0.21", "127.0.0.23");
    }

    // --- what is told ---

    @Test
    void checks_are_observed_and_a_server_without_one_is_unknown() throws Exception {
        bed.tiny.stop("127.0.0.23");
        start(
                bed.text(
                        "admin",
                        HaproxyBed.servers(bed.tiny.http(), "check inter 50 rise 1 fall 1"),
                        HaproxyBed.servers(bed.tiny.websocket(), "")));
        for (int i = 0; i < 300 && check("node3").getFirst() != CheckState.DOWN; i++) {
            Thread.sleep(10);
        }
        assertThat(check("node3")).containsExactly(CheckState.DOWN, CheckState.UNKNOWN);
        assertThat(check("node1")).containsExactly(CheckState.UP, CheckState.UNKNOWN);
        takeOut("node1", AdminState.DRAIN, "op-1");
        assertThat(check("node1")).containsExactly(CheckState.UP, CheckState.UNKNOWN);
        takeOut("node1", AdminState.MAINT, "op-2");
        assertThat(check("node1")).containsOnly(CheckState.UNKNOWN);
    }

    private List<CheckState> check(String node) throws FaultException {
        return balancer.read().of(node).stream().map(Server::check).toList();
    }

    @Test
    void agents_and_tracking_are_told() throws Exception {
        start(
                bed.text(
                        "admin",
                        HaproxyBed.servers(
                                bed.tiny.http(), "check agent-check agent-port 1 agent-inter 1h"),
                        "  server node1 127.0.0.21:" + bed.tiny.websocket() + " track odoo/node1"));
        bed.set("odoo/node1 state maint");
        assertThat(balancer.read().notes())
                .anyMatch(note -> note.contains("odoo/node1 has an agent-check"))
                .anyMatch(note -> note.contains("chat/node1 tracks odoo/node1"))
                .anyMatch(note -> note.contains("chat/node1 is out because of odoo/node1"));
        assertThat(asked("node1")).containsOnly(AdminState.MAINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "user"})
    void a_socket_that_only_reads_is_told_before_anything_is_changed(String level)
            throws Exception {
        start(
                bed.text(
                        level,
                        HaproxyBed.servers(bed.tiny.http(), ""),
                        HaproxyBed.servers(bed.tiny.websocket(), "")));
        assertThat(asked("node2")).containsOnly(AdminState.READY);
        assertThat(balancer.read().notes()).anyMatch(note -> note.contains("level is " + level));

        var fault = faultOf(() -> balancer.plan("node2", AdminState.DRAIN));

        assertThat(fault.code()).isEqualTo("haproxy.socket.level");
        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault.fix()).contains("level admin");
        var forged = forged("odoo", "node2");
        var refused = faultOf(() -> balancer.apply(forged, AdminState.DRAIN, bed.fence(1, "op-1")));
        assertThat(refused.code()).isEqualTo("haproxy.socket.level");
    }

    private Before forged(String backend, String server) {
        return new Before(
                "lb2",
                "node2",
                List.of(
                        new Before.Entry(
                                backend,
                                server,
                                AdminState.READY,
                                Map.of("asked", "ready", "weight", "1", "initialWeight", "1"))));
    }

    @Test
    void no_haproxy_is_told_with_what_to_look_at() throws Exception {
        start(bed.plain(""));
        bed.close();
        var fault = faultOf(() -> balancer.read());
        assertThat(fault.code()).isEqualTo("haproxy.socket.silent");
        assertThat(fault.why()).contains(bed.socket.toString());
    }

    @Test
    void one_that_hangs_is_told_in_time() throws Exception {
        start(bed.plain(""));
        var worker = String.valueOf(bed.pid());
        NginxBed.run("kill", "-STOP", worker);
        try {
            var fault = faultOf(() -> balancer.read());
            assertThat(fault.code()).isEqualTo("haproxy.socket.silent");
        } finally {
            NginxBed.run("kill", "-CONT", worker);
        }
    }

    // --- names ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node2;show info",
                "node2 state ready;shutdown sessions server odoo/node1",
                "node2\ndisable server odoo/node1",
                "$(touch canary)",
                "node2'; touch canary; '",
                "#1",
                ""
            })
    void a_hostile_name_is_never_part_of_a_command(String name) throws Exception {
        start(bed.plain(""));
        balancer.read();
        var state = bed.state();
        var fault =
                faultOf(
                        () ->
                                balancer.apply(
                                        forged("odoo", name),
                                        AdminState.MAINT,
                                        bed.fence(1, "op-1")));
        assertThat(fault.code()).isEqualTo("haproxy.server.gone");
        balancer.putBack(forged(name, "node2"), bed.fence(1, "op-2"));
        assertThat(bed.state()).isEqualTo(state);
        assertThat(Path.of("canary")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"relative.sock", "/run/a b", "/run/x;id", "/run/x,fork", "/run/x\n", "/"})
    void a_path_that_might_mean_more_is_refused(String path) throws Exception {
        var hostile = balancer(bed.spec(new BalancerSpec.Socket.Unix(path)), bed.nodes());
        assertThat(faultOf(hostile::read).code()).isEqualTo("haproxy.socket.path");
        assertThat(shell.told()).isEmpty();
    }

    @Test
    void a_node_is_found_by_name_and_by_what_its_name_resolves_to() throws Exception {
        var servers =
                """
                  server node1 127.0.0.21:%1$d
                  server other 127.0.0.1:%1$d
                  server six [::1]:%1$d
                """;
        start(
                bed.text(
                        "admin",
                        servers.formatted(bed.tiny.http()),
                        servers.formatted(bed.tiny.websocket())));
        balancer =
                balancer(
                        bed.spec(),
                        List.of(
                                bed.node("node1", List.of("10.1.2.3")),
                                bed.node("node2", List.of("localhost")),
                                bed.node("node3", List.of("0:0:0:0:0:0:0:1"))));
        assertThat(balancer.read().servers())
                .extracting(server -> server.server() + " " + server.node().orElse("nobody"))
                .startsWith("node1 node1", "other node2");
        assertThat(balancer.plan("node1", AdminState.DRAIN).entries()).hasSize(2);
    }

    // --- done or undone ---

    @Test
    void a_change_that_is_refused_half_way_is_undone() throws Exception {
        start(bed.plain(""));
        var state = bed.state();
        var fault =
                faultOf(
                        () ->
                                unix("socat perl python3 nc")
                                        .change(half(), bed.fence(1, "op-1"), "No."));
        assertThat(fault.code()).isEqualTo("host.config.not-applied");
        assertThat(fault.output().orElse("")).contains("No such server");
        assertThat(bed.state()).isEqualTo(state);
    }

    @Test
    void over_tcp_as_well() throws Exception {
        start(bed.plain(""));
        var state = bed.state();
        var tcp =
                new HaproxyTcpSocket(
                        new dev.drainboard.wire.TcpLineSocket("127.0.0.1", bed.tcp),
                        "127.0.0.1",
                        new HaproxyFaults("lb2"));
        var fault = faultOf(() -> tcp.change(half(), bed.fence(1, "op-1"), "No."));
        assertThat(fault.code()).isEqualTo("host.config.not-applied");
        assertThat(fault.why()).contains("No such server");
        assertThat(bed.state()).isEqualTo(state);
    }

    private static HaproxyChange half() {
        return new HaproxyChange(
                List.of("odoo/node1 0 1", "odoo/node2 0 1"),
                List.of("odoo/node1 8 1", "odoo/node2 8 1"),
                List.of(
                        new HaproxyChange.Step(
                                "set server odoo/node1 state drain",
                                "set server odoo/node1 state ready"),
                        new HaproxyChange.Step(
                                "set server odoo/none state drain",
                                "set server odoo/node2 state ready")));
    }

    @Test
    void nothing_is_done_unless_it_is_as_expected() throws Exception {
        start(bed.plain(""));
        bed.set("odoo/node2 state maint");
        var state = bed.state();
        var change = drain();
        assertThat(unix("socat perl python3 nc").change(change, bed.fence(1, "op-1"), "No."))
                .isFalse();
        assertThat(bed.state()).isEqualTo(state);
    }

    private static HaproxyChange drain() {
        return new HaproxyChange(
                List.of("odoo/node1 0 1", "odoo/node2 0 1"),
                List.of("odoo/node1 8 1", "odoo/node2 0 1"),
                List.of(
                        new HaproxyChange.Step(
                                "set server odoo/node1 state drain",
                                "set server odoo/node1 state ready")));
    }

    @Test
    void what_is_accepted_and_has_no_effect_is_told_as_not_applied() throws Exception {
        start(bed.plain(""));
        var state = bed.state();
        var idle =
                new HaproxyChange(
                        drain().expected(),
                        drain().after(),
                        List.of(
                                new HaproxyChange.Step(
                                        "set server odoo/node3 state ready",
                                        "set server odoo/node3 state ready")));
        var socket = unix("socat perl python3 nc");
        var fault = faultOf(() -> socket.change(idle, bed.fence(1, "op-1"), "No."));
        assertThat(fault.code()).isEqualTo("host.config.not-applied");
        assertThat(bed.state()).isEqualTo(state);
    }

    @Test
    void what_was_changed_since_it_was_read_is_decided_anew() throws Exception {
        start(bed.plain(""));
        var before = balancer.plan("node2", AdminState.DRAIN);
        bed.set("odoo/node2 state maint");
        balancer.apply(before, AdminState.DRAIN, bed.fence(1, "op-1"));
        assertThat(asked("node2")).containsOnly(AdminState.DRAIN);
    }

    @Test
    void a_change_completes_though_its_asker_vanished() throws Exception {
        start(bed.plain(""));
        var planned = balancer.plan("node2", AdminState.DRAIN);
        var reading = unix("socat perl python3 nc");
        var change = HaproxyChange.out(reading.read().answer(), planned, AdminState.DRAIN);
        var lock = directory.resolve("state/edit.lock");
        Files.createDirectories(lock.getParent());
        var holder = new ProcessBuilder("flock", lock.toString(), "sleep", "2").start();
        Thread.sleep(300);
        // a session of its own, all of which ends at once, as when sshd ends one
        var asker = new ProcessBuilder("setsid", "sh").start();
        try (var feed = asker.getOutputStream()) {
            feed.write(
                    reading.script(change, bed.fence(1, "op-1"))
                            .render()
                            .getBytes(StandardCharsets.UTF_8));
        }
        Thread.sleep(700);
        NginxBed.run("kill", "-KILL", "--", "-" + asker.pid());
        asker.waitFor();
        assertThat(asked("node2")).containsOnly(AdminState.READY);
        holder.waitFor();
        for (int i = 0; i < 500 && asked("node2").contains(AdminState.READY); i++) {
            Thread.sleep(10);
        }
        assertThat(asked("node2")).containsOnly(AdminState.DRAIN);
    }

    // --- with what the host has ---

    enum Client {
        SOCAT,
        PERL,
        PYTHON3,
        NC;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_program_that_a_host_may_have_will_do(Client client) throws Exception {
        assumeTrue(installed(client.word()), "there is no " + client.word());
        start(bed.plain(""));
        var socket = unix(client.word());
        balancer = new HaproxySocketBalancer(bed.spec(), bed.nodes(), socket);
        var state = bed.state();
        var before = takeOut("node2", AdminState.DRAIN, "op-1");
        assertThat(asked("node2")).containsOnly(AdminState.DRAIN);
        try (var user = bed.user("/hold")) {
            bed.reload();
            assertThat(balancer.read().oldWorkers()).hasValue(1);
            assertThat(
                            balancer.read().servers().stream()
                                    .mapToInt(server -> server.active().orElse(-99))
                                    .sum())
                    .isEqualTo(1);
            assertThat(user.isConnected()).isTrue();
        }
        balancer.putBack(before, bed.fence(1, "op-2"));
        assertThat(bed.state()).isEqualTo(state);
    }

    private static boolean installed(String program) {
        return Stream.of("/usr/bin/", "/bin/", "/root/.pyenv/shims/")
                .anyMatch(place -> Files.isExecutable(Path.of(place + program)));
    }

    @Test
    void a_host_with_none_of_them_is_told_what_to_install() throws Exception {
        start(bed.plain(""));
        var without = new HaproxySocketBalancer(bed.spec(), bed.nodes(), unix("nosuchprogram"));
        var fault = faultOf(without::read);
        assertThat(fault.code()).isEqualTo("host.tool.missing");
        assertThat(fault.fix()).contains("socat");
    }

    private HaproxyUnixSocket unix(String clients) throws IOException {
        return new HaproxyUnixSocket(
                shell,
                new HaproxyFaults("lb2"),
                bed.socket.toString(),
                Set.of(),
                InstantSource.system(),
                clients);
    }

    // --- a reload without a master ---

    @Test
    void an_old_process_without_a_master_is_counted_by_its_sockets() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root sees whose a socket is");
        bed.startAlone(bed.plain(""));
        balancer = balancer(bed.spec(), bed.nodes());
        takeOut("node1", AdminState.DRAIN, "op-1");
        takeOut("node3", AdminState.DRAIN, "op-2");
        try (var websocket = bed.websocket();
                var request = bed.user("/hold")) {
            Thread.sleep(200);
            bed.replace();
            assertThat(balancer.read().oldWorkers()).hasValue(1);
            assertThat(balancer.read().of("node2"))
                    .extracting(server -> server.active().orElse(-1))
                    .containsOnly(1);
            assertThat(websocket.isConnected() && request.isConnected()).isTrue();
        }
    }
}
