package dev.drainboard.wire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * {@link Sql} with the PostgreSQL driver: one connection, every query in a read-only transaction
 * with a timeout that the server keeps too, so that a query whose asker has gone does not go on.
 */
public final class PgSql implements Sql {

    private static final int CONNECT_SECONDS = 5;

    /** PostgreSQL's codes of a connection that is gone: class 08, and 57P01 to 57P03. */
    private static final List<String> GONE = List.of("08", "57P");

    private final String host;
    private final int port;
    private final String database;
    private final String user;
    private final char[] password;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Connection> open = Optional.empty();

    /**
     * Nothing is connected by this.
     *
     * @param password empty: none is sent; ours from here on, and wiped when this is closed
     */
    public PgSql(String host, int port, String database, String user, Optional<char[]> password) {
        this.host = Objects.requireNonNull(host);
        this.port = port;
        this.database = Objects.requireNonNull(database);
        this.user = Objects.requireNonNull(user);
        this.password = password.orElseGet(() -> new char[0]);
    }

    @Override
    public List<Map<String, Object>> query(String sql, List<Object> values, Duration time)
            throws SQLException {
        var deadline = Deadline.in(time);
        lock.lock();
        try {
            for (int attempt = 1; ; attempt++) {
                boolean kept = open.isPresent();
                try {
                    return ask(connection(deadline), sql, values, deadline);
                } catch (SQLException e) {
                    if (!gone(e)) {
                        throw e;
                    }
                    hangUp();
                    // a kept connection may have died unnoticed: a new one decides
                    if (!kept || attempt > 1 || deadline.over()) {
                        throw e;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean gone(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return GONE.stream().anyMatch(state::startsWith);
    }

    private Connection connection(Deadline deadline) throws SQLException {
        if (open.isEmpty()) {
            open = Optional.of(connect(deadline));
        }
        return open.get();
    }

    private Connection connect(Deadline deadline) throws SQLException {
        var properties = new Properties();
        int seconds = Math.clamp(seconds(deadline), 1, CONNECT_SECONDS);
        PGProperty.USER.set(properties, user);
        if (password.length > 0) {
            PGProperty.PASSWORD.set(properties, new String(password)); // it takes nothing else
        }
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.APPLICATION_NAME.set(properties, "drainboard");
        PGProperty.READ_ONLY.set(properties, true);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        var url = "jdbc:postgresql://" + place() + "/" + encoded(database);
        var connection = new Driver().connect(url, properties);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return connection;
    }

    private String place() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static String encoded(String database) {
        return java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static long seconds(Deadline deadline) {
        return (deadline.leftMillis() + 999) / 1000;
    }

    private List<Map<String, Object>> ask(
            Connection connection, String sql, List<Object> values, Deadline deadline)
            throws SQLException {
        // the server ends the query; should it be gone, the socket ends the wait a little later
        connection.setNetworkTimeout(Runnable::run, deadline.leftMillis() + 500);
        try (var limit = connection.createStatement()) {
            limit.execute("SET LOCAL statement_timeout = " + deadline.leftMillis());
            try (var statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                try (var rows = statement.executeQuery()) {
                    return read(rows);
                }
            }
        } finally {
            rollBack(connection);
        }
    }

    private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private static List<Map<String, Object>> read(ResultSet rows) throws SQLException {
        var columns = rows.getMetaData();
        var all = new ArrayList<Map<String, Object>>();
        while (rows.next()) {
            var row = new LinkedHashMap<String, Object>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                var value = rows.getObject(i);
                if (value != null) {
                    row.put(columns.getColumnLabel(i), value);
                }
            }
            all.add(row);
        }
        return all;
    }

    /** Nothing was written; a snapshot that stays open would hold up the server's vacuum. */
    private void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            hangUp();
        }
    }

    private void hangUp() {
        open.ifPresent(
                connection -> {
                    try {
                        connection.close();
                    } catch (SQLException gone) {
                        // it is
                    }
                });
        open = Optional.empty();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            hangUp();
            Arrays.fill(password, '\0');
        } finally {
            lock.unlock();
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "PgSql[" + user + "@" + place() + "/" + database + "]";
    }
}
