package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.dialect.HaproxyAdmin;
import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.dialect.HaproxyStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HaproxyProcessesTest {

    private static final String UNIT =
            "/usr/sbin/haproxy -Ws -f /etc/haproxy/haproxy.cfg -S /run/haproxy-master.sock";

    @Test
    void the_masters_other_workers_are_old_and_asked_through_its_socket() {
        var old =
                HaproxyProcesses.of(
                                List.of(
                                        "100 1 100 " + UNIT,
                                        "101 100 101 " + UNIT,
                                        "202 100 202 /usr/sbin/haproxy -sf 101 -x /run/a " + UNIT,
                                        "300 1 300 haproxy -f /etc/other.cfg"))
                        .old(202)
                        .orElseThrow();
        assertThat(old.pids()).containsExactly(101L);
        assertThat(old.masterSocket()).hasValue("/proc/100/root/run/haproxy-master.sock");
    }

    @Test
    void without_a_master_the_same_file_makes_one_service() {
        var old =
                HaproxyProcesses.of(
                                List.of(
                                        "101 1 101 haproxy -D -f /etc/a.cfg",
                                        "202 1 202 haproxy -D -f /etc/a.cfg -sf 101",
                                        "300 1 300 haproxy -D -f /etc/other.cfg"))
                        .old(202)
                        .orElseThrow();
        assertThat(old.pids()).containsExactly(101L);
        assertThat(old.masterSocket()).isEmpty();
    }

    @Test
    void a_container_numbers_its_processes_by_itself() {
        var processes =
                HaproxyProcesses.of(
                        List.of(
                                "5000 1 1 haproxy -W -f /a.cfg -S /run/m.sock,level,admin",
                                "5001 5000 8 haproxy -W -f /a.cfg",
                                "5002 5000 9 haproxy -W -f /a.cfg"));
        assertThat(processes.old(9).orElseThrow().pids()).containsExactly(5001L);
        assertThat(processes.old(9).orElseThrow().masterSocket())
                .hasValue("/proc/5000/root/run/m.sock");
    }

    @Test
    void which_process_answers_must_be_certain() {
        var twins =
                HaproxyProcesses.of(
                        List.of("5001 1 8 haproxy -f /a.cfg", "6001 1 8 haproxy -f /b.cfg"));
        assertThat(twins.old(8)).isEmpty();
        assertThat(twins.old(7)).isEmpty();
        assertThat(HaproxyProcesses.of(List.of("", "nonsense", "1 2")).old(1)).isEmpty();
    }

    @Test
    void a_master_socket_that_is_no_path_is_not_used() {
        var old =
                HaproxyProcesses.of(
                                List.of(
                                        "1 0 1 haproxy -W -f /a.cfg -S 127.0.0.1:1234",
                                        "2 1 2 haproxy -W -f /a.cfg"))
                        .old(2)
                        .orElseThrow();
        assertThat(old.masterSocket()).isEmpty();
    }

    // --- what old processes hold ---

    private static final List<HaproxyServer> SERVERS =
            List.of(server("node1", "10.0.0.1"), server("node2", "::1"));

    private static HaproxyServer server(String name, String address) {
        return new HaproxyServer(
                "odoo",
                name,
                Optional.of(address),
                8069,
                Optional.empty(),
                new HaproxyAdmin(0),
                1,
                1,
                HaproxyStatus.UP,
                false,
                true,
                false,
                Optional.empty(),
                OptionalLong.of(0),
                Optional.empty());
    }

    private static final String STAT = "# pxname,svname,qcur,scur\n";
    private static final String TO_NODE1 =
            "0 0 10.0.0.9:4000 10.0.0.1:8069 users:((\"haproxy\",pid=7,fd=3))\n";

    private static Optional<Map<String, Long>> held(String printed, Long... pids) {
        return HaproxyHeld.of(HaproxySections.of(printed), List.of(pids), SERVERS);
    }

    @Test
    void an_old_process_is_believed_for_what_it_names() {
        assertThat(
                        held(
                                "@@ old 7\n"
                                        + STAT
                                        + "odoo,node1,0,3\nodoo,node2,1,1\n\n@@ sockets 7\n"
                                        + TO_NODE1,
                                7L))
                .hasValue(Map.of("odoo/node1", 3L, "odoo/node2", 2L));
    }

    @Test
    void what_it_leaves_out_is_counted_by_sockets() {
        var mapped = TO_NODE1.replace("10.0.0.1:", "[::ffff:10.0.0.1]:");
        var six = TO_NODE1.replace("10.0.0.1:", "[::1]:");
        var others = TO_NODE1.replace("pid=7", "pid=77");
        assertThat(
                        held(
                                "@@ old 7\n"
                                        + STAT
                                        + "\n@@ sockets 7\n"
                                        + TO_NODE1
                                        + mapped
                                        + six
                                        + others,
                                7L))
                .hasValue(Map.of("odoo/node1", 2L, "odoo/node2", 1L));
    }

    @Test
    void one_that_can_be_asked_by_nobody_makes_the_number_unknown() {
        assertThat(held("@@ old 7\n@@ sockets 7\ndenied\n", 7L)).isEmpty();
        assertThat(held("@@ old 7\n@@ sockets 7\ndenied\n@@ gone 7\n", 7L)).hasValue(Map.of());
    }

    @Test
    void the_filter_never_shows_everything() {
        assertThat(HaproxyHeld.filter(SERVERS))
                .isEqualTo("( dst 10.0.0.1:8069 or dst [0:0:0:0:0:0:0:1]:8069 )");
        assertThat(HaproxyHeld.filter(List.of())).isEqualTo("( dst 0.0.0.0:0 )");
    }
}
