package dev.drainboard.driver;

import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.DatabaseSpec;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.wire.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * PostgreSQL, asked read-only by a role with pg_monitor.
 *
 * <p>A connection is a node's by its application name where Odoo was told to give one ({@code
 * ODOO_PGAPPNAME="node1-{pid}"}), else by its address. Work of crons and queues is any transaction
 * of the node that is open for longer than a second: by their texts most crons cannot be told from
 * requests, and once a node is drained of requests whatever is open is their work. Connections of
 * our own role are nobody's.
 */
final class PostgresDatabase implements DatabasePort {

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration ADDRESSES_LIFE = Duration.ofMinutes(5);

    /** Requests of our own gate, and of health checks, are shorter. */
    private static final double WORK_SECONDS = 1;

    private static final String SERVER =
            """
            select current_setting('server_version') as version,
                   not pg_is_in_recovery() as "primary",
                   current_setting('max_connections')::int
                     - current_setting('superuser_reserved_connections')::int
                     - coalesce(nullif(current_setting('reserved_connections', true), '')::int, 0)
                     as "limit",
                   (select count(*)::int from pg_stat_activity where backend_type = 'client backend')
                     as connections,
                   pg_has_role(current_user, 'pg_read_all_stats', 'usage') as sees
            """;

    private static final String CLIENTS =
            """
            select host(client_addr) as address, application_name as application,
                   datname as database, left(query, 400) as query,
                   case when state <> 'idle'
                        then extract(epoch from clock_timestamp() - xact_start)::float8 end as age
            from pg_stat_activity
            where backend_type = 'client backend' and usename <> current_user
            """;

    private static final String MODULES =
            """
            select name || ' (' || state || ')' as module from ir_module_module
            where state like 'to %' order by name
            """;

    private static final String CRON = "select cron_name as name from ir_cron where id = ?";

    private final DatabaseSpec spec;
    private final List<NodeSpec> nodes;
    private final Opener opener;
    private final Remembered<String, NodeAddresses> addresses;
    private Optional<Sql> open = Optional.empty();

    /** Makes the connection, through a host where it needs one. */
    interface Opener {
        Sql open() throws FaultException;
    }

    PostgresDatabase(DatabaseSpec spec, List<NodeSpec> nodes, Opener opener, InstantSource clock) {
        this.spec = spec;
        this.nodes = List.copyOf(nodes);
        this.opener = opener;
        this.addresses = new Remembered<>(clock, ADDRESSES_LIFE);
    }

    @Override
    public synchronized DatabaseFacts read() throws FaultException {
        if (open.isEmpty()) {
            open = Optional.of(opener.open());
        }
        try {
            return read(open.get());
        } catch (SQLException e) {
            open.get().close();
            open = Optional.empty();
            throw fault(e).thrown();
        }
    }

    private DatabaseFacts read(Sql sql) throws SQLException, FaultException {
        var server = sql.query(SERVER, List.of(), DEADLINE).getFirst();
        if (!Boolean.TRUE.equals(server.get("sees"))) {
            throw Fault.of(
                            Fault.Kind.WRONG,
                            "database.role.weak",
                            "The connections of the nodes cannot be counted.",
                            "The role " + spec.user() + " sees only its own.",
                            "GRANT pg_monitor TO " + spec.user() + ";")
                    .on(spec.host())
                    .thrown();
        }
        var rows = sql.query(CLIENTS, List.of(), DEADLINE).stream().map(BackendRow::of).toList();
        var owners = addresses.get("", () -> NodeAddresses.of(nodes));
        return new DatabaseFacts(
                server.getOrDefault("version", "").toString(),
                Boolean.TRUE.equals(server.get("primary")),
                ((Number) server.get("connections")).intValue(),
                ((Number) server.get("limit")).intValue(),
                count(rows, owners),
                working(sql, rows, owners),
                pendingModules(sql));
    }

    /** A node whose connections cannot be told from another's is absent, not 0. */
    private Map<String, Integer> count(List<BackendRow> rows, NodeAddresses owners) {
        var counts = new LinkedHashMap<String, Integer>();
        for (var node : nodes) {
            boolean named =
                    rows.stream().anyMatch(row -> named(row).equals(Optional.of(node.name())));
            if (named || owners.tells(node.name())) {
                counts.put(node.name(), 0);
            }
        }
        for (var row : rows) {
            owner(row, owners).ifPresent(node -> counts.merge(node, 1, Integer::sum));
        }
        return counts;
    }

    private Optional<String> owner(BackendRow row, NodeAddresses owners) {
        return named(row).or(() -> owners.node(row.address()));
    }

    private Optional<String> named(BackendRow row) {
        return nodes.stream()
                .map(NodeSpec::name)
                .filter(
                        name ->
                                row.application()
                                        .matches(java.util.regex.Pattern.quote(name) + "-\\d+"))
                .findFirst();
    }

    private Map<String, List<String>> working(Sql sql, List<BackendRow> rows, NodeAddresses owners)
            throws SQLException {
        var working = new HashMap<String, List<String>>();
        for (var row : rows) {
            var node = owner(row, owners);
            if (node.isPresent()
                    && row.age() >= WORK_SECONDS
                    && row.database().equals(spec.name())) {
                working.computeIfAbsent(node.get(), key -> new ArrayList<>())
                        .add(row.sentence(cronName(sql, row.cron())));
            }
        }
        return working;
    }

    private static Optional<String> cronName(Sql sql, OptionalInt id) throws SQLException {
        if (id.isEmpty() || id.getAsInt() == 0) {
            return Optional.empty();
        }
        try {
            return sql.query(CRON, List.of(id.getAsInt()), DEADLINE).stream()
                    .findFirst()
                    .map(row -> row.get("name"))
                    .map(Object::toString);
        } catch (SQLException e) {
            return unreadable(e);
        }
    }

    private static Optional<List<String>> pendingModules(Sql sql) throws SQLException {
        try {
            return Optional.of(
                    sql.query(MODULES, List.of(), DEADLINE).stream()
                            .map(row -> row.get("module").toString())
                            .toList());
        } catch (SQLException e) {
            return unreadable(e);
        }
    }

    /** No such table or column, or no right to it: not known. Anything else is a failure. */
    private static <T> Optional<T> unreadable(SQLException e) throws SQLException {
        var state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (state.equals("42501") || state.equals("42P01") || state.equals("42703")) {
            return Optional.empty();
        }
        throw e;
    }

    private Fault fault(SQLException e) {
        var state = Optional.ofNullable(e.getSQLState()).orElse("");
        var what = "The database " + spec.name() + " could not be asked.";
        var why = Faults.end(Optional.ofNullable(e.getMessage()).orElse("It did not say why."));
        var fault =
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "28" ->
                            Fault.of(
                                    Fault.Kind.UNREACHABLE,
                                    "database.login.refused",
                                    what,
                                    why,
                                    "Correct user and password in the cluster file, or pg_hba.conf.");
                    case "3D" ->
                            Fault.of(
                                    Fault.Kind.WRONG,
                                    "database.name.none",
                                    what,
                                    why,
                                    "Correct `database: name` in the cluster file.");
                    case "08", "57" ->
                            Fault.of(
                                    Fault.Kind.UNREACHABLE,
                                    "database.host.unreachable",
                                    what,
                                    why,
                                    "See whether PostgreSQL runs and can be reached from here, or"
                                            + " name a host to go through: `via`.");
                    default ->
                            Fault.of(
                                    Fault.Kind.FAILED,
                                    "database.query.failed",
                                    what,
                                    why,
                                    "See PostgreSQL's log.");
                };
        return fault.on(spec.host());
    }
}
