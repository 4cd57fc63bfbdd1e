package dev.drainboard.driver;

import dev.drainboard.wire.Shell;
import dev.drainboard.wire.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A database behind a host; closed with its way. */
record ForwardedSql(Sql sql, Shell.Forward forward) implements Sql {

    @Override
    public List<Map<String, Object>> query(String text, List<Object> values, Duration deadline)
            throws SQLException {
        return sql.query(text, values, deadline);
    }

    @Override
    public void close() {
        try (forward) {
            sql.close();
        }
    }
}
