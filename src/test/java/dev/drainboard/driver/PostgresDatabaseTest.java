package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drainboard.model.DatabaseSpec;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.wire.PgSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL, where one is installed. */
class PostgresDatabaseTest {

    private static Postgres postgres;

    @BeforeAll
    static void aDatabase() throws Exception {
        assumeTrue(Postgres.programs().isPresent(), "PostgreSQL is not installed");
        postgres = new Postgres();
        postgres.execute(
                "postgres",
                "create role odoo login superuser",
                "create role drainboard login",
                "create role weak login",
                "grant pg_monitor to drainboard",
                "create database erp owner odoo");
        postgres.execute(
                "erp",
                "create table ir_module_module (name text, state text)",
                "create table ir_cron (id int, cron_name text, active bool)",
                "insert into ir_cron values (7, 'Mail: Email Queue Manager', true)",
                "grant select on all tables in schema public to drainboard");
    }

    @AfterAll
    static void close() throws Exception {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void role_limit_and_version_are_told() throws Exception {
        var facts = database("drainboard").read();

        assertThat(facts.primary()).isTrue();
        assertThat(facts.limit()).isEqualTo(97);
        assertThat(facts.version()).matches("\\d+\\..*");
        assertThat(facts.connections()).isPositive();
    }

    @Test
    void connections_are_counted_by_the_nodes_address() throws Exception {
        try (var one = odoo("odoo-123");
                var two = odoo("odoo-124")) {
            assertThat(one.isValid(1) && two.isValid(1)).isTrue();

            var expected = Map.of("node1", 2, "node2", 0);
            var database = database("drainboard");
            var facts = database.read();
            // what the test before closed may take the server a moment to forget
            for (int i = 0; i < 300 && !facts.connectionsByNode().equals(expected); i++) {
                Thread.sleep(10);
                facts = database.read();
            }
            assertThat(facts.connectionsByNode()).isEqualTo(expected);
        }
    }

    @Test
    void a_node_that_names_itself_is_told_apart_though_it_shares_an_address() throws Exception {
        try (var one = odoo("node1-123");
                var two = odoo("node2-124")) {
            assertThat(one.isValid(1) && two.isValid(1)).isTrue();
            var shared =
                    database("drainboard", node("node1", "127.0.0.1"), node("node2", "127.0.0.1"));

            assertThat(shared.read().connectionsByNode()).isEqualTo(Map.of("node1", 1, "node2", 1));
        }
    }

    @Test
    void nodes_that_cannot_be_told_apart_have_no_number_and_not_zero() throws Exception {
        var shared = database("drainboard", node("node1", "127.0.0.1"), node("node2", "127.0.0.1"));

        assertThat(shared.read().connectionsByNode()).isEmpty();
    }

    @Test
    void a_cron_at_work_is_named_and_one_that_only_looks_is_not() throws Exception {
        try (var idle = odoo("odoo-1");
                var cron = odoo("odoo-2");
                var other = odoo("odoo-3")) {
            idle.createStatement().execute("select 1");
            begin(
                    cron,
                    "SELECT * FROM ir_cron WHERE active = true AND id in (7) FOR NO KEY UPDATE SKIP"
                            + " LOCKED");
            begin(other, "select 'invoice run' as what");
            Thread.sleep(1600);

            assertThat(database("drainboard").read().working().getOrDefault("node1", List.of()))
                    .containsExactlyInAnyOrder(
                            "cron 'Mail: Email Queue Manager', 2 s",
                            "a transaction of 2 s: select 'invoice run' as what");
        }
        assertThat(database("drainboard").read().working()).isEmpty();
    }

    @Test
    void modules_that_wait_for_an_upgrade_are_listed() throws Exception {
        postgres.execute(
                "erp",
                "insert into ir_module_module values ('sale', 'to upgrade'), ('web', 'installed'),"
                        + " ('crm', 'to install')");
        try {
            assertThat(database("drainboard").read().pendingModules())
                    .isEqualTo(Optional.of(List.of("crm (to install)", "sale (to upgrade)")));
        } finally {
            postgres.execute("erp", "truncate ir_module_module");
        }
        assertThat(database("drainboard").read().pendingModules())
                .isEqualTo(Optional.of(List.of()));
    }

    @Test
    void a_table_that_may_not_be_read_is_not_known_and_not_empty() throws Exception {
        postgres.execute("erp", "revoke select on ir_module_module from drainboard");
        try {
            assertThat(database("drainboard").read().pendingModules()).isEmpty();
        } finally {
            postgres.execute("erp", "grant select on ir_module_module to drainboard");
        }
    }

    @Test
    void a_role_that_sees_only_its_own_is_told_what_to_grant() {
        assertThatThrownBy(() -> database("weak").read())
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().code()).isEqualTo("database.role.weak");
                            assertThat(e.fault().fix()).isEqualTo("GRANT pg_monitor TO weak;");
                        });
    }

    @Test
    void a_login_that_is_refused_and_a_server_that_is_gone_are_told_apart() {
        assertThatThrownBy(() -> database("nobody").read())
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("database.login.refused"));
        assertThatThrownBy(() -> at(1, "drainboard").read())
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().code()).isEqualTo("database.host.unreachable");
                            assertThat(e.fault().kind()).isEqualTo(Fault.Kind.UNREACHABLE);
                        });
    }

    @Test
    void a_connection_that_broke_is_opened_anew() throws Exception {
        var database = database("drainboard");
        database.read();
        postgres.execute(
                "postgres",
                "select pg_terminate_backend(pid) from pg_stat_activity where usename ="
                        + " 'drainboard'");

        assertThat(database.read().primary()).isTrue();
    }

    private static void begin(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute(sql);
    }

    private static Connection odoo(String application) throws SQLException {
        return postgres.connect("erp", "odoo", application);
    }

    private static DatabasePort database(String user) {
        return database(user, node("node1", "127.0.0.1"), node("node2", "192.0.2.12"));
    }

    private static DatabasePort database(String user, NodeSpec... nodes) {
        return at(postgres.port, user, nodes);
    }

    private static DatabasePort at(int port, String user, NodeSpec... nodes) {
        var spec =
                new DatabaseSpec(
                        "127.0.0.1", port, "erp", user, Optional.empty(), Optional.empty());
        return new PostgresDatabase(
                spec,
                List.of(nodes),
                () -> {
                    var sql = new PgSql("127.0.0.1", port, "erp", user, Optional.empty());
                    OPENED.add(sql);
                    return sql;
                },
                InstantSource.system());
    }

    private static final List<PgSql> OPENED = new CopyOnWriteArrayList<>();

    /** What one test leaves open another would count. */
    @AfterEach
    void hangUp() {
        OPENED.forEach(PgSql::close);
        OPENED.clear();
    }

    private static NodeSpec node(String name, String address) {
        return new NodeSpec(
                name,
                HostSpec.of(address),
                List.of(address),
                8069,
                8072,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RuntimeSpec.Systemd("odoo", "/opt/odoo"));
    }
}
