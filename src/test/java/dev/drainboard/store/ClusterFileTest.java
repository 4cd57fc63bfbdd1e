package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Amount;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.BalancerSpec.Pools;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.DatabaseSpec;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Environment;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.FilestoreSpec;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.Hook;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.SecretRef;
import dev.drainboard.model.StateSpec;
import dev.drainboard.store.ClusterFile.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {

    private static final String SMALLEST =
            """
            name: erp
            balancers: [{name: lb1, host: 10.0.0.2, kind: nginx}]
            nodes:
              - {name: node1, host: 10.0.0.10, runtime: {kind: compose, directory: /srv/odoo, service: odoo}}
            """;

    @TempDir Path directory;

    @Test
    void the_smallest_file_gets_every_default() {
        var lb1 = HostSpec.of("10.0.0.2");
        assertThat(read(SMALLEST))
                .isEqualTo(
                        new Cluster(
                                "erp",
                                Environment.PRODUCTION,
                                List.of(
                                        new BalancerSpec.Nginx(
                                                "lb1",
                                                lb1,
                                                "/etc/nginx/nginx.conf",
                                                Pools.ANY,
                                                Optional.empty())),
                                List.of(
                                        new NodeSpec(
                                                "node1",
                                                HostSpec.of("10.0.0.10"),
                                                List.of("10.0.0.10"),
                                                8069,
                                                8072,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                new RuntimeSpec.Compose(
                                                        "/srv/odoo", "odoo", Optional.empty()))),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                new StateSpec(List.of(lb1), "/var/lib/drainboard"),
                                HealthSpec.DEFAULT,
                                RolloutSpec.DEFAULT));
    }

    @Test
    void the_example_with_every_key_is_read_whole() throws Exception {
        var cluster = read(Files.readString(Path.of("docs/cluster.yaml")));
        var ssh = host("10.0.0.2", "ops", 22, true);
        var lb2 = host("10.0.0.3", "haproxy-ops", 22, true);
        assertThat(cluster)
                .isEqualTo(
                        new Cluster(
                                "erp-prod",
                                Environment.PRODUCTION,
                                List.of(
                                        new BalancerSpec.Nginx(
                                                "lb1",
                                                ssh,
                                                "/etc/nginx/nginx.conf",
                                                new Pools(
                                                        List.of("odoo_cluster"),
                                                        List.of("odoo_longpolling", "odoo_chat")),
                                                Optional.of(
                                                        URI.create("https://odoo.example.com"))),
                                        new BalancerSpec.Haproxy(
                                                "lb2",
                                                Optional.of(lb2),
                                                new BalancerSpec.Socket.Unix(
                                                        "/run/haproxy/admin.sock"),
                                                Pools.ANY,
                                                Optional.empty())),
                                List.of(
                                        new NodeSpec(
                                                "node1",
                                                host("10.0.0.10", "ops", 22, true),
                                                List.of("10.0.0.10", "node1.internal"),
                                                8069,
                                                8072,
                                                Optional.of("a"),
                                                Optional.of("/etc/odoo/odoo.conf"),
                                                Optional.of("/var/log/odoo/odoo.log"),
                                                new RuntimeSpec.Compose(
                                                        "/srv/odoo",
                                                        "odoo",
                                                        Optional.of("ODOO_TAG"))),
                                        node(
                                                "node2",
                                                host("10.0.0.11", "ops", 22, true),
                                                new RuntimeSpec.Systemd("odoo", "/opt/odoo")),
                                        node(
                                                "node3",
                                                host("10.0.0.12", "ops", 2222, false),
                                                new RuntimeSpec.Commands(
                                                        "cat /srv/odoo/REVISION",
                                                        Optional.of("/srv/odoo/fetch.sh"),
                                                        "/srv/odoo/update.sh"))),
                                Optional.of(
                                        new DatabaseSpec(
                                                "10.0.0.5",
                                                5432,
                                                "odoo",
                                                "drainboard",
                                                Optional.of(
                                                        new SecretRef.Env(
                                                                "DRAINBOARD_DB_PASSWORD")),
                                                Optional.of("lb1"))),
                                Optional.of(new FilestoreSpec("/mnt/shared/odoo-filestore")),
                                Optional.of(Cluster.Sessions.DATABASE),
                                new StateSpec(List.of(ssh, lb2), "/var/lib/drainboard"),
                                new HealthSpec(
                                        "/web/health",
                                        "/websocket/health",
                                        Optional.of("odoo.example.com"),
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(3),
                                        2,
                                        2,
                                        Duration.ofMillis(200)),
                                new RolloutSpec(
                                        1,
                                        Optional.of(new Amount(50, true)),
                                        DrainSpec.DEFAULT,
                                        5,
                                        Duration.ofMinutes(3),
                                        List.of("/web/login"),
                                        Duration.ofSeconds(30),
                                        Optional.of(Duration.ofMinutes(2)),
                                        RolloutSpec.Ask.NEVER,
                                        RolloutSpec.OnFailure.STOP,
                                        Map.of(
                                                Hook.BEFORE_NODE,
                                                "./mute.sh",
                                                Hook.AFTER_NODE,
                                                "./unmute.sh"))));
    }

    /** The contract's own example has what later versions drive, and nothing else wrong. */
    @Test
    void the_contracts_example_is_refused_by_name_for_what_comes_later_and_for_nothing_else()
            throws Exception {
        var contract =
                new String(
                        ClusterFileTest.class.getResourceAsStream("contract.yaml").readAllBytes(),
                        StandardCharsets.UTF_8);
        assertThat(mistakes(contract))
                .containsExactly(
                        "erp.yaml:24:11: found nginx-plus, which is not in this version, expected nginx or haproxy",
                        "erp.yaml:41:119: found database.patroni, which is not in this version, expected a cluster file without it",
                        "erp.yaml:43:19: found redis, which is not in this version, expected files or database");
    }

    @Test
    void where_sessions_are_files_a_bound_client_is_not_moved_unless_the_file_says_so() {
        var files = read(SMALLEST + "sessions: {kind: files}\n");
        assertThat(files.rollout().drain().sticky()).isEqualTo(DrainSpec.Sticky.KEEP);
        var moved = read(SMALLEST + "sessions: {kind: files}\nrollout: {drain: {sticky: move}}\n");
        assertThat(moved.rollout().drain().sticky()).isEqualTo(DrainSpec.Sticky.MOVE);
    }

    @Test
    void two_balancers_on_one_host_are_one_state_host() {
        var cluster =
                read(
                        SMALLEST.replace(
                                "balancers: [",
                                "balancers: [{name: lb2, host: 10.0.0.2, kind: haproxy}, "));
        assertThat(cluster.state().hosts()).containsExactly(HostSpec.of("10.0.0.2"));
    }

    @Test
    void a_cluster_of_apis_only_names_its_state_hosts_by_node_or_address() {
        var apis =
                SMALLEST.replace(
                        "{name: lb1, host: 10.0.0.2, kind: nginx}",
                        "{name: lb1, kind: haproxy, socket: '[::1]:9999'}");
        assertThat(mistakes(apis))
                .containsExactly(
                        "erp.yaml:1:1: found no state host, expected state.hosts with at least one host, as no balancer has a 'host'");
        assertThat(read(apis + "state: {hosts: [node1, state.example.net]}\n").state())
                .isEqualTo(
                        new StateSpec(
                                List.of(HostSpec.of("10.0.0.10"), HostSpec.of("state.example.net")),
                                "/var/lib/drainboard"));
        assertThat(
                        ((BalancerSpec.Haproxy)
                                        read(apis + "state: {hosts: [node1]}\n")
                                                .balancers()
                                                .getFirst())
                                .socket())
                .isEqualTo(new BalancerSpec.Socket.Tcp("::1", 9999));
    }

    @Test
    void paths_here_are_beside_the_file_or_in_the_home() {
        var cluster = read(SMALLEST + "ssh: {identity: ~/.ssh/id, knownHosts: keys/known_hosts}\n");
        var host = cluster.nodes().getFirst().host();
        assertThat(host.identity()).contains(Path.of("/home/ops/.ssh/id"));
        assertThat(host.knownHosts()).contains(Path.of("/etc/drainboard/keys/known_hosts"));
    }

    @Test
    void anchors_are_read_and_windows_line_ends_too() {
        var text =
                """
                name: erp
                balancers: [{name: lb1, host: 10.0.0.2, kind: nginx}]
                nodes:
                  - {name: node1, host: 10.0.0.10, runtime: &odoo {kind: systemd, unit: odoo, checkout: /opt/odoo}}
                  - {name: node2, host: 10.0.0.11, runtime: *odoo}
                """;
        assertThat(read(text).node("node2").runtime())
                .isEqualTo(new RuntimeSpec.Systemd("odoo", "/opt/odoo"));
        assertThat(read(text.replace("\n", "\r\n"))).isEqualTo(read(text));
    }

    @Test
    void a_wrong_file_is_a_fault_of_the_users_with_a_line_for_each_mistake() throws Exception {
        var file =
                Files.writeString(
                        directory.resolve("erp.yaml"),
                        SMALLEST.replace("kind: nginx", "kind: ngnix") + "nodez: []\n");
        var fault = fault(file);
        assertThat(fault.kind()).isEqualTo(Fault.Kind.WRONG);
        assertThat(fault.what()).isEqualTo("The cluster file erp.yaml has 2 mistakes.");
        assertThat(fault.output().orElseThrow().lines())
                .containsExactly(
                        file
                                + ":2:47: found 'ngnix', expected nginx or haproxy (did you mean nginx?)",
                        file
                                + ":5:1: found the key 'nodez', expected one of drainboard, name, environment, ssh, state, balancers, nodes, database, filestore, sessions, health, rollout (did you mean nodes?)");
    }

    @Test
    void a_file_that_cannot_be_read_is_told_as_that() throws Exception {
        assertThat(fault(directory.resolve("none.yaml")).why()).isEqualTo("There is no such file.");
        var latin = Files.write(directory.resolve("latin.yaml"), new byte[] {'n', (byte) 0xE9});
        assertThat(fault(latin).why()).isEqualTo("It is not UTF-8.");
        var large = Files.write(directory.resolve("large.yaml"), new byte[ClusterFile.LARGEST + 1]);
        assertThat(fault(large).why()).isEqualTo("It is larger than 1 MiB.");
        assertThat(fault(directory).why()).contains("directory");
    }

    private static HostSpec host(String host, String user, int port, boolean sudo) {
        return new HostSpec(
                host,
                Optional.of(user),
                OptionalInt.of(port),
                Optional.of(Path.of("/home/ops/.ssh/id_ed25519")),
                Optional.of(Path.of("/home/ops/.ssh/known_hosts")),
                Optional.of("bastion.example.net"),
                sudo);
    }

    private static NodeSpec node(String name, HostSpec host, RuntimeSpec runtime) {
        return new NodeSpec(
                name,
                host,
                List.of(host.host()),
                8069,
                8072,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                runtime);
    }

    private static Fault fault(Path file) {
        try {
            throw new AssertionError("read: " + ClusterFile.read(file));
        } catch (FaultException e) {
            return e.fault();
        }
    }

    static Cluster read(String text) {
        return switch (parse(text)) {
            case Outcome.Read right -> right.cluster();
            case Outcome.Refused refused -> throw new AssertionError(refused.mistakes());
        };
    }

    static List<String> mistakes(String text) {
        return switch (parse(text)) {
            case Outcome.Read right -> List.of();
            case Outcome.Refused refused ->
                    refused.mistakes().stream().map(Mistake::toString).toList();
        };
    }

    private static Outcome parse(String text) {
        return ClusterFile.parse(
                "erp.yaml", text, Path.of("/etc/drainboard"), Path.of("/home/ops"));
    }
}
