package dev.drainboard.wire;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/** PostgreSQL by its own driver: one kept connection, every query read-only and bounded. */
public final class PgSql implements Sql {

    private static final Duration CONNECT = Duration.ofSeconds(4);

    private final String address;
    private final String user;
    private final char[] password;
    private final ReentrantLock one = new ReentrantLock();
    private Optional<Connection> kept = Optional.empty();

    /**
     * Nothing is connected by this.
     *
     * @param password empty: none is sent; ours from here on, and wiped when this is closed
     */
    public PgSql(String host, int port, String database, String user, Optional<char[]> password) {
        this.address =
                "jdbc:postgresql://"
                        + (host.contains(":") ? "[" + host + "]" : host)
                        + ":"
                        + port
                        + "/"
                        + database;
        this.user = Objects.requireNonNull(user);
        this.password = password.orElseGet(() -> new char[0]);
    }

    @Override
    public List<Map<String, Object>> query(String sql, List<Object> values, Duration deadline)
            throws SQLException {
        one.lock();
        try {
            boolean fresh = kept.isEmpty();
            try {
                return ask(connection(), sql, values, deadline);
            } catch (SQLException e) {
                boolean broken = String.valueOf(e.getSQLState()).startsWith("08") || gone();
                if (broken) {
                    hangUp();
                }
                if (!broken || fresh) {
                    throw e;
                }
                return ask(
                        connection(),
                        sql,
                        values,
                        deadline); // the kept connection had died meanwhile
            }
        } finally {
            one.unlock();
        }
    }

    private boolean gone() throws SQLException {
        return kept.isPresent() && kept.get().isClosed();
    }

    private Connection connection() throws SQLException {
        if (kept.isEmpty()) {
            var properties = new Properties();
            properties.put("user", user);
            properties.put("ApplicationName", "drainboard");
            properties.put("connectTimeout", Long.toString(CONNECT.toSeconds()));
            properties.put("loginTimeout", Long.toString(CONNECT.toSeconds()));
            properties.put("socketTimeout", "10");
            properties.put("readOnly", "true");
            properties.put("tcpKeepAlive", "true");
            if (password.length > 0) {
                properties.put("password", new String(password)); // the driver takes nothing else
            }
            var connection = DriverManager.getConnection(address, properties);
            connection.setReadOnly(true);
            connection.setAutoCommit(true);
            kept = Optional.of(connection);
        }
        return kept.get();
    }

    private static List<Map<String, Object>> ask(
            Connection connection, String sql, List<Object> values, Duration deadline)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout((int) Math.max(1, deadline.toSeconds()));
            for (int index = 0; index < values.size(); index++) {
                statement.setObject(index + 1, values.get(index));
            }
            try (var result = statement.executeQuery()) {
                var columns = result.getMetaData();
                var rows = new ArrayList<Map<String, Object>>();
                while (result.next()) {
                    var row = new LinkedHashMap<String, Object>();
                    for (int column = 1; column <= columns.getColumnCount(); column++) {
                        var value = result.getObject(column);
                        if (value != null) {
                            row.put(columns.getColumnLabel(column), value);
                        }
                    }
                    rows.add(row);
                }
                return rows;
            }
        }
    }

    @Override
    public void close() {
        hangUp();
        java.util.Arrays.fill(password, '\0');
    }

    private void hangUp() {
        kept.ifPresent(
                connection -> {
                    try {
                        connection.close();
                    } catch (SQLException e) {
                        // it is not used again
                    }
                });
        kept = Optional.empty();
    }
}
