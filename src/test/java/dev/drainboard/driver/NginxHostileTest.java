package dev.drainboard.driver;

import static dev.drainboard.driver.BalancerContract.faultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts.Server;
import dev.drainboard.model.BalancerSpec.Pools;
import dev.drainboard.model.Before;
import dev.drainboard.model.Command;
import dev.drainboard.model.Fault;
import dev.drainboard.wire.LocalShell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts and people do to nginx's files, on a real nginx. */
@Tag("lab")
class NginxHostileTest {

    @TempDir Path directory;

    private NginxBed bed;
    private LocalShell shell;
    private NginxFileBalancer balancer;

    @BeforeEach
    void make() throws Exception {
        bed = new NginxBed(directory, Path.of("/"));
        shell = new LocalShell();
        balancer = new NginxFileBalancer(bed.spec(), NginxBed.nodes(3), shell);
    }

    @AfterEach
    void end() {
        if (shell != null) {
            shell.close();
            bed.close();
        }
    }

    private Before drain(String node, String operation) throws Exception {
        var planned = balancer.plan(node, AdminState.DRAIN);
        balancer.apply(planned, AdminState.DRAIN, bed.fence(1, operation));
        balancer.remember(Set.of(planned));
        return planned;
    }

    private void startWith(String http) throws Exception {
        bed.write(bed.config, bed.main(http)).start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upstream odoo { server 127.0.0.11:18069; server 127.0.0.12:18069; } upstream chat { server"
                        + " 127.0.0.11:18072; server 127.0.0.12:18072; }",
                "upstream odoo {\r\n\tserver\r\n\t127.0.0.12:18069 # down; }\r\n\tmax_fails=2;\r\n server"
                        + " 127.0.0.11:18069;\r\n}\r\nupstream chat {\r\n  server 127.0.0.12:18072;\r\n  server"
                        + " 127.0.0.11:18072 ;\r\n}\r\n",
                "log_format x '{\"a\": \"}\"}'; # upstream odoo { server 127.0.0.12:18069; }\n"
                        + "map $http_x $y { default \"} {\"; }\n#} caf\u00e9 \u00ff {\n"
                        + "upstream odoo { # server 127.0.0.12:18069;\n server \"127.0.0.12:18069\" weight=2 #}\n ;"
                        + " server '127.0.0.11:18069'; }\n"
                        + "upstream chat { ip_hash; server 127.0.0.12:18072; server 127.0.0.13:18072; }",
                "upstream odoo { zone z 64k; least_conn; server 127.0.0.12:18069; server 127.0.0.12:18069; server"
                        + " 127.0.0.12:18069; server 127.0.0.12:18069; server 127.0.0.11:18069 max_fails=1; }\n"
                        + "upstream chat { server 127.0.0.12:18072 backup; server 127.0.0.11:18072; }",
            })
    void any_way_of_writing_it_is_drained_and_comes_back_byte_for_byte(String http)
            throws Exception {
        startWith(http);
        var before = NginxBed.text(bed.config);
        var workers = bed.workers();

        var planned = drain("node2", "op-1");

        assertThat(balancer.read().of("node2"))
                .extracting(Server::admin)
                .containsOnly(AdminState.DRAIN);
        assertThat(bed.workers()).doesNotContainAnyElementsOf(workers);
        assertThat(NginxBed.text(bed.config).replace(" down", "").replace(" max_fails=0", ""))
                .isEqualTo(before.replace(" down", "").replace(" max_fails=0", ""));
        balancer.putBack(planned, bed.fence(1, "op-2"));
        assertThat(NginxBed.text(bed.config)).isEqualTo(before);
    }

    @Test
    void a_link_stays_a_link_and_its_target_keeps_owner_and_mode() throws Exception {
        var target = bed.directory.resolve("sites-available/odoo.conf");
        var link = bed.directory.resolve("sites-enabled/odoo.conf");
        bed.write(target, NginxBed.upstreams(2));
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../sites-available/odoo.conf"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        NginxBed.run("chown", "nobody:nogroup", target.toString());
        startWith("include sites-enabled/*;");
        var before = NginxBed.text(target);

        var planned = drain("node2", "op-1");
        assertThat(NginxBed.text(target)).contains("127.0.0.12:18069 down;");
        balancer.putBack(planned, bed.fence(1, "op-2"));

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(NginxBed.text(target)).isEqualTo(before);
        assertThat(NginxBed.run("stat", "-c", "%U:%G %a", target.toString()))
                .isEqualTo("nobody:nogroup 640\n");
        assertThat(Files.list(target.getParent())).containsExactly(target);
        assertThat(Files.list(link.getParent())).containsExactly(link);
    }

    @Test
    void a_file_that_is_a_mount_of_its_own_is_written_in_place() throws Exception {
        var source = bed.directory.resolve("odoo.conf");
        var mounted = bed.directory.resolve("conf.d/odoo.conf");
        bed.write(source, NginxBed.upstreams(2)).write(mounted, "");
        try {
            NginxBed.run("mount", "--bind", source.toString(), mounted.toString());
        } catch (IOException e) {
            assumeTrue(false, "no right to mount: " + e.getMessage());
        }
        try {
            startWith("include conf.d/*.conf;");
            var before = NginxBed.text(source);
            var planned = drain("node2", "op-1");
            assertThat(NginxBed.text(source)).contains("127.0.0.12:18069 down;");
            balancer.putBack(planned, bed.fence(1, "op-2"));
            assertThat(NginxBed.text(source)).isEqualTo(before);
            assertThat(NginxBed.text(mounted)).isEqualTo(before);
        } finally {
            bed.close();
            NginxBed.run("umount", mounted.toString());
        }
    }

    @Test
    void a_file_with_a_second_name_keeps_it() throws Exception {
        bed.write(bed.config, bed.main(NginxBed.upstreams(2)));
        var second = bed.directory.resolve("second-name");
        Files.createLink(second, bed.config);
        bed.start();
        drain("node2", "op-1");
        assertThat(NginxBed.text(second)).isEqualTo(NginxBed.text(bed.config)).contains(" down;");
    }

    @Test
    void several_files_change_in_one_reload() throws Exception {
        bed.write(
                bed.directory.resolve("a/odoo.conf"),
                NginxBed.upstreams(3).split("upstream chat")[0]);
        bed.write(
                bed.directory.resolve("b/chat.conf"),
                "upstream chat" + NginxBed.upstreams(3).split("upstream chat")[1]);
        startWith("include a/*; include b/*;");
        var log = bed.directory.resolve("logs/error.log");
        bed.write(bed.config, NginxBed.text(bed.config).replace("error.log;", "error.log notice;"));
        bed.reload();

        var planned = drain("node2", "op-1");

        assertThat(planned.entries())
                .extracting(entry -> entry.words().get("file"))
                .containsExactly(bed.directory + "/a/odoo.conf", bed.directory + "/b/chat.conf");
        assertThat(Files.readString(log).lines().filter(line -> line.contains("SIGHUP")).count())
                .isEqualTo(1);
        assertThat(balancer.read().of("node2"))
                .extracting(Server::admin)
                .containsOnly(AdminState.DRAIN);
    }

    @Test
    void a_node_without_an_upstream_is_refused_and_told_where_it_is_passed_to() throws Exception {
        bed.write(
                        bed.config,
                        bed.main(
                                        "server { listen 127.0.0.1:"
                                                + NginxBed.freePort()
                                                + "; location / { proxy_pass http://127.0.0.12:18069; } }")
                                .replace("proxy_pass http://odoo;", "")
                                .replace("proxy_pass http://chat;", ""))
                .start();
        var fault = faultOf(() -> balancer.plan("node2", AdminState.DRAIN));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault.why()).contains("no upstream at all");
        assertThat(balancer.read().notes()).anyMatch(note -> note.contains("past every upstream"));
    }

    @Test
    void the_last_server_of_an_upstream_is_never_taken() throws Exception {
        startWith(NginxBed.upstreams(2));
        drain("node2", "op-1");
        var state = NginxBed.text(bed.config);
        var fault = faultOf(() -> balancer.plan("node1", AdminState.DRAIN));
        assertThat(fault.code()).isEqualTo("nginx.upstream.emptied");
        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);

        var planned =
                new Before(
                        "lb1",
                        "node1",
                        balancer.plan("node2", AdminState.DRAIN).entries().stream()
                                .map(
                                        entry ->
                                                new Before.Entry(
                                                        entry.upstream(),
                                                        entry.server().replace("12:", "11:"),
                                                        AdminState.READY,
                                                        java.util.Map.of(
                                                                "file",
                                                                bed.config.toString(),
                                                                "nth",
                                                                "0",
                                                                "of",
                                                                "1",
                                                                "adds",
                                                                "down",
                                                                "asked",
                                                                "DRAIN")))
                                .toList());
        assertThat(
                        faultOf(
                                        () ->
                                                balancer.apply(
                                                        planned,
                                                        AdminState.DRAIN,
                                                        bed.fence(1, "op-2")))
                                .code())
                .isEqualTo("nginx.upstream.emptied");
        assertThat(NginxBed.text(bed.config)).isEqualTo(state);
    }

    @Test
    void a_reload_that_nginx_takes_and_does_not_apply_is_told_and_undone() throws Exception {
        startWith(NginxBed.upstreams(3));
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            bed.write(bed.directory.resolve("state/" + mark()), "op-0\n");
            bed.write(
                    bed.config,
                    NginxBed.text(bed.config)
                            .replace(
                                    "access_log off;",
                                    "access_log off; server { listen 127.0.0.1:"
                                            + taken.getLocalPort()
                                            + "; }"));
            var before = NginxBed.text(bed.config);
            var workers = bed.workers();

            var fault = faultOf(() -> drain("node2", "op-1"));

            assertThat(fault.code()).isEqualTo("nginx.reload.not-applied");
            assertThat(fault.why()).contains("bind");
            assertThat(NginxBed.text(bed.config)).isEqualTo(before);
            assertThat(bed.workers()).isEqualTo(workers);
            assertThat(bed.directory.resolve("state/" + mark()))
                    .as("what an earlier change left unproved is so still")
                    .exists();
        }
    }

    /** Stands in the state directory while files and nginx may differ. */
    private String mark() {
        return "nginx-"
                + Sha.of(bed.config.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12)
                + ".unproved";
    }

    @Test
    void a_configuration_that_was_broken_before_us_is_left_alone() throws Exception {
        startWith(NginxBed.upstreams(3));
        var planned = balancer.plan("node2", AdminState.DRAIN);
        bed.write(
                bed.config, NginxBed.text(bed.config).replace("access_log off;", "acess_log off;"));
        var state = NginxBed.text(bed.config);

        var fault = faultOf(() -> balancer.apply(planned, AdminState.DRAIN, bed.fence(1, "op-1")));

        assertThat(fault.code()).isEqualTo("nginx.config.broken");
        assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
        assertThat(fault.why()).contains("acess_log");
        assertThat(NginxBed.text(bed.config)).isEqualTo(state);
    }

    @Test
    void an_edit_between_plan_and_drain_and_one_between_drain_and_restore_both_stay()
            throws Exception {
        startWith(NginxBed.upstreams(3));
        var planned = balancer.plan("node2", AdminState.DRAIN);
        bed.write(bed.config, "# one\n" + NginxBed.text(bed.config));
        balancer.apply(planned, AdminState.DRAIN, bed.fence(1, "op-1"));
        assertThat(NginxBed.text(bed.config))
                .startsWith("# one\n")
                .contains("127.0.0.12:18072 down;");

        bed.write(
                bed.config,
                NginxBed.text(bed.config).replace("13:18069;", "13:18069 weight=2;") + "# two\n");
        balancer.putBack(planned, bed.fence(1, "op-2"));

        assertThat(NginxBed.text(bed.config))
                .isEqualTo(
                        "# one\n"
                                + bed.main(NginxBed.upstreams(3))
                                        .replace("13:18069;", "13:18069 weight=2;")
                                + "# two\n");
    }

    @Test
    void a_drain_that_somebody_rewrote_is_set_again() throws Exception {
        startWith(NginxBed.upstreams(3));
        var original = NginxBed.text(bed.config);
        var planned = drain("node2", "op-1");
        bed.write(bed.config, original);
        bed.reload();
        assertThat(balancer.read().of("node2"))
                .extracting(Server::admin)
                .containsOnly(AdminState.READY);

        balancer.apply(planned, AdminState.DRAIN, bed.fence(1, "op-2"));

        assertThat(balancer.read().of("node2"))
                .extracting(Server::admin)
                .containsOnly(AdminState.DRAIN);
    }

    @Test
    void a_change_goes_on_to_its_end_though_our_shell_is_killed() throws Exception {
        startWith(NginxBed.upstreams(3));
        var planned = balancer.plan("node2", AdminState.DRAIN);
        Files.createDirectories(bed.directory.resolve("state"));
        var holder =
                new ProcessBuilder(
                                "setsid",
                                "flock",
                                bed.directory + "/state/edit.lock",
                                "sleep",
                                "60")
                        .start();
        CompletableFuture<Fault> mine;
        try {
            await(() -> !holder.descendants().toList().isEmpty());
            mine =
                    CompletableFuture.supplyAsync(
                            () ->
                                    faultOf(
                                            () ->
                                                    balancer.apply(
                                                            planned,
                                                            AdminState.DRAIN,
                                                            bed.fence(1, "op-1"))));
            await(() -> waitsAtTheDoor().isPresent());
            cut();
            assertThat(NginxBed.text(bed.config)).doesNotContain(" down");
        } finally {
            holder.descendants().forEach(ProcessHandle::destroyForcibly);
            holder.destroyForcibly();
        }
        assertThat(mine.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Fault.Kind.UNKNOWN);
        assertThat(NginxBed.text(bed.config)).contains(" down");
        await(() -> Files.exists(bed.directory.resolve("state/erp/ops/op-1/rc")));

        var generation = balancer.read().generation();
        balancer.apply(planned, AdminState.DRAIN, bed.fence(1, "op-1"));
        assertThat(balancer.read().generation()).isEqualTo(generation);
    }

    /** Ends our login on the host as a broken link does: all that is in its session. */
    private static void cut() throws Exception {
        var session = session(ProcessHandle.current());
        for (var process : ProcessHandle.current().descendants().toList()) {
            boolean script = process.info().command().orElse("").matches(".*/(da)?sh|.*/flock");
            if (script && session(process).equals(session)) {
                process.destroyForcibly();
            }
        }
    }

    private static String session(ProcessHandle process) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
    }

    /** The transaction's own process, which waits for another change to end. */
    private java.util.Optional<ProcessHandle> waitsAtTheDoor() {
        return ProcessHandle.current()
                .descendants()
                .filter(
                        process ->
                                process.info().commandLine().orElse("").contains("flock -w 25 9"))
                .findFirst()
                .flatMap(ProcessHandle::parent);
    }

    @Test
    void a_change_that_was_killed_between_file_and_reload_is_proved_by_the_next() throws Exception {
        startWith(NginxBed.upstreams(3));
        var planned = drain("node2", "op-1");
        var generation = balancer.read().generation();
        bed.write(bed.directory.resolve("state/" + mark()), "op-1\n");

        balancer.apply(planned, AdminState.DRAIN, bed.fence(1, "op-1"));

        assertThat(balancer.read().generation()).isNotEqualTo(generation);
        assertThat(bed.directory.resolve("state/" + mark())).doesNotExist();
    }

    @Test
    void busybox_is_enough_where_there_is_nothing_else() throws Exception {
        var busybox = Path.of("/bin/busybox");
        assumeTrue(Files.isExecutable(busybox), "there is no busybox");
        var tools = bed.directory.resolve("tools");
        Files.createDirectories(tools);
        for (var tool : NginxBed.run(busybox.toString(), "--list").lines().toList()) {
            if (!Files.exists(tools.resolve(tool))) {
                Files.createSymbolicLink(tools.resolve(tool), busybox);
            }
        }
        shell.close();
        shell = new LocalShell("local", List.of(tools), java.util.Map.of());
        balancer = new NginxFileBalancer(bed.spec(), NginxBed.nodes(3), shell);
        startWith(NginxBed.upstreams(3));
        var before = NginxBed.text(bed.config);
        var planned = drain("node2", "op-1");
        assertThat(balancer.read().of("node2"))
                .extracting(Server::admin)
                .containsOnly(AdminState.DRAIN);
        balancer.putBack(planned, bed.fence(1, "op-2"));
        assertThat(NginxBed.text(bed.config)).isEqualTo(before);
        try (var links = Files.list(tools)) {
            links.forEach(link -> link.toFile().delete());
        }
    }

    @Test
    void a_full_disk_leaves_the_old_file() throws Exception {
        var small = bed.directory.resolve("small");
        Files.createDirectories(small);
        try {
            NginxBed.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString());
        } catch (IOException e) {
            assumeTrue(false, "no right to mount: " + e.getMessage());
        }
        try {
            bed.write(
                    small.resolve("odoo.conf"), NginxBed.upstreams(3) + "# filler\n".repeat(1500));
            startWith("include small/*.conf;");
            var before = NginxBed.text(small.resolve("odoo.conf"));
            var planned = balancer.plan("node2", AdminState.DRAIN);
            try (var out = Files.newOutputStream(small.resolve("fill"))) {
                out.write(new byte[1 << 20]);
            } catch (IOException full) {
                // as wanted
            }
            var fault =
                    faultOf(() -> balancer.apply(planned, AdminState.DRAIN, bed.fence(1, "op-1")));
            assertThat(fault.code()).isEqualTo("nginx.file.unwritable");
            assertThat(NginxBed.text(small.resolve("odoo.conf"))).isEqualTo(before);
            assertThat(balancer.read().of("node2"))
                    .extracting(Server::admin)
                    .containsOnly(AdminState.READY);
        } finally {
            bed.close();
            NginxBed.run("umount", small.toString());
        }
    }

    @Test
    void requests_in_use_are_counted_also_in_workers_that_leave() throws Exception {
        startWith(NginxBed.upstreams(2).replace("odoo {", "odoo { zone odoo 64k;"));
        assertThat(active("node2")).containsExactly(0, 0);
        try (var node1 = new ServerSocket(NginxBed.HTTP, 9, InetAddress.getByName("127.0.0.11"));
                var node2 =
                        new ServerSocket(NginxBed.HTTP, 9, InetAddress.getByName("127.0.0.12"));
                var client1 = request();
                var client2 = request();
                var held1 = node1.accept();
                var held2 = node2.accept()) {
            assertThat(List.of(client1, client2, held1)).allMatch(Socket::isConnected);
            assertThat(active("node2")).containsExactly(1, 0);
            drain("node2", "op-1");
            var facts = balancer.read();
            assertThat(facts.oldWorkers().orElseThrow()).isPositive();
            assertThat(active("node2")).containsExactly(1, 0);
            held2.getOutputStream()
                    .write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            held2.shutdownOutput();
            await(() -> active("node2").equals(List.of(0, 0)));
        }
    }

    private Socket request() throws IOException {
        var socket = new Socket("127.0.0.1", bed.port);
        socket.getOutputStream()
                .write("GET / HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private List<Integer> active(String node) throws Exception {
        return balancer.read().of(node).stream()
                .map(server -> server.active().orElseThrow())
                .toList();
    }

    @Test
    void idle_connections_to_nodes_are_not_called_requests() throws Exception {
        startWith(
                NginxBed.upstreams(2)
                        .replace("upstream odoo {", "upstream odoo { keepalive 8;")
                        .replace("}\nupstream chat", "\nkeepalive 8; }\nupstream chat")
                        .replace("{ keepalive 8;", "{"));
        assertThat(balancer.read().of("node2").getFirst().active()).isEmpty();
        drain("node2", "op-1");
        assertThat(balancer.read().of("node2").getFirst().active()).hasValue(0);
    }

    @Test
    void only_the_upstreams_that_are_named_are_touched() throws Exception {
        startWith(NginxBed.upstreams(2) + "upstream look { server 127.0.0.12:18069; }");
        assertThat(faultOf(() -> balancer.plan("node2", AdminState.DRAIN)).code())
                .isEqualTo("nginx.upstream.emptied");

        balancer =
                new NginxFileBalancer(
                        NginxBed.spec(bed.config, new Pools(List.of("odoo"), List.of("chat"))),
                        NginxBed.nodes(2),
                        shell);
        drain("node2", "op-1");
        assertThat(NginxBed.text(bed.config))
                .contains("upstream look { server 127.0.0.12:18069; }");
    }

    @Test
    void a_name_is_the_node_that_the_host_resolves_it_to() throws Exception {
        startWith(NginxBed.upstreams(2).replace("127.0.0.12:18069", "localhost:18069"));
        balancer =
                new NginxFileBalancer(
                        bed.spec(),
                        List.of(
                                NginxBed.node("node1", "127.0.0.11"),
                                NginxBed.node("node2", "127.0.0.1")),
                        shell);
        drain("node2", "op-1");
        assertThat(NginxBed.text(bed.config)).contains("server localhost:18069 down;");
    }

    @Test
    void one_name_for_two_nodes_cannot_leave_for_one_of_them() throws Exception {
        startWith(
                NginxBed.upstreams(2)
                        + "upstream both { server localhost:18069; server 127.0.0.11:18069; }");
        var first = NginxBed.node("node1", "127.0.0.1");
        var second = NginxBed.node("node2", "localhost");
        balancer = new NginxFileBalancer(bed.spec(), List.of(first, second), shell);
        var fault = faultOf(() -> balancer.plan("node1", AdminState.DRAIN));
        assertThat(fault.code()).isEqualTo("nginx.server.shared");
        assertThat(fault.why()).contains("localhost:18069").contains("node1 and node2");
    }

    @Test
    void a_file_that_was_edited_and_not_loaded_is_told() throws Exception {
        startWith(NginxBed.upstreams(2));
        assertThat(balancer.read().notes())
                .noneMatch(note -> note.contains("after the last reload"));
        bed.write(bed.config, NginxBed.text(bed.config) + "# later\n");
        NginxBed.run("touch", "-d", "+5 seconds", bed.config.toString());
        assertThat(balancer.read().notes())
                .contains(
                        bed.config
                                + " was written after the last reload: what it says is not yet what nginx does.");
    }

    @Test
    void the_commands_of_a_plan_name_each_word_and_its_place() throws Exception {
        startWith(NginxBed.upstreams(2));
        assertThat(balancer.commands("node2", AdminState.DRAIN))
                .extracting(Command::text)
                .containsExactly(
                        "# " + bed.config + ", upstream odoo: server 127.0.0.12:18069 ... down;",
                        "# "
                                + bed.config
                                + ", upstream odoo: server 127.0.0.11:18069 ... max_fails=0;",
                        "# " + bed.config + ", upstream chat: server 127.0.0.12:18072 ... down;",
                        "# "
                                + bed.config
                                + ", upstream chat: server 127.0.0.11:18072 ... max_fails=0;",
                        "nginx -t -c " + bed.config + " && nginx -s reload -c " + bed.config);
        assertThat(balancer.commands("node2", AdminState.READY))
                .extracting(Command::text)
                .contains(
                        "# "
                                + bed.config
                                + ", upstream odoo: server 127.0.0.12:18069 without down again");

        var before = balancer.plan("node2", AdminState.DRAIN);
        balancer.apply(before, AdminState.DRAIN, bed.fence(1, "op-1"));
        balancer.remember(Set.of(before));
        assertThat(balancer.commands("node2", AdminState.READY))
                .as("it carries the words now, and loses them by the restore")
                .extracting(Command::text)
                .contains(
                        "# "
                                + bed.config
                                + ", upstream odoo: server 127.0.0.12:18069 without down again",
                        "# "
                                + bed.config
                                + ", upstream chat: server 127.0.0.11:18072 without max_fails=0 again");
    }

    @Test
    void a_container_with_a_single_mounted_file_is_changed_through_its_own_eyes() throws Exception {
        var outside = bed.directory.resolve("outside.conf");
        bed.write(outside, bed.main(NginxBed.upstreams(3))).write(bed.config, "");
        try {
            NginxBed.run(
                    "unshare",
                    "-m",
                    "sh",
                    "-c",
                    "mount --bind "
                            + outside
                            + " "
                            + bed.config
                            + " && nginx -p "
                            + bed.directory
                            + " -c "
                            + bed.config);
        } catch (IOException e) {
            assumeTrue(false, "no mounts of one's own: " + e.getMessage());
        }
        bed.adopt();
        var inHost =
                new NginxFileBalancer(NginxBed.spec(outside, Pools.ANY), NginxBed.nodes(3), shell);
        var before = NginxBed.text(outside);
        var planned = inHost.plan("node2", AdminState.DRAIN);
        inHost.apply(planned, AdminState.DRAIN, bed.fence(1, "op-1"));
        inHost.remember(Set.of(planned));
        assertThat(inHost.read().of("node2"))
                .extracting(Server::admin)
                .containsOnly(AdminState.DRAIN);
        assertThat(NginxBed.text(outside)).contains("127.0.0.12:18069 down;");
        assertThat(NginxBed.text(bed.config)).isEmpty();
        inHost.putBack(planned, bed.fence(1, "op-2"));
        assertThat(NginxBed.text(outside)).isEqualTo(before);
    }

    @Test
    void worker_shutdown_timeout_is_told_before_anything_is_reloaded() throws Exception {
        bed.write(bed.config, "worker_shutdown_timeout 60s;\n" + bed.main(NginxBed.upstreams(2)))
                .start();
        assertThat(balancer.read().notes())
                .anyMatch(note -> note.startsWith("worker_shutdown_timeout 60s:"));
    }

    @Test
    void another_configuration_than_the_running_one_is_told() throws Exception {
        startWith(NginxBed.upstreams(2));
        var other =
                new NginxFileBalancer(
                        NginxBed.spec(bed.directory.resolve("logs/error.log"), Pools.ANY),
                        NginxBed.nodes(2),
                        shell);
        var fault = faultOf(other::read);
        assertThat(fault.code()).isIn("nginx.master.absent", "nginx.master.ambiguous");
        assertThat(fault.why()).contains(bed.config.toString());
    }

    @Test
    void a_restarted_nginx_is_found_again() throws Exception {
        startWith(NginxBed.upstreams(2));
        var pid = balancer.read().pid();
        bed.close();
        assertThat(faultOf(() -> balancer.read()).kind()).isEqualTo(Fault.Kind.FAILED);
        bed.start();
        assertThat(balancer.read().pid()).isNotEqualTo(pid);
    }

    /** What comes true soon. */
    private interface Soon {
        boolean is() throws Exception;
    }

    private static void await(Soon soon) throws Exception {
        for (int i = 0; i < 500 && !soon.is(); i++) {
            Thread.sleep(20);
        }
        assertThat(soon.is()).isTrue();
    }
}
