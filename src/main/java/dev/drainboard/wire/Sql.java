package dev.drainboard.wire;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One PostgreSQL server, read only. The connection is kept and opened anew after it broke. */
public interface Sql extends AutoCloseable {

    /**
     * Runs one query in a read-only transaction.
     *
     * @param values bound to the question marks in order
     * @return a row each, column name to value; SQL null is absent
     */
    List<Map<String, Object>> query(String sql, List<Object> values, Duration deadline)
            throws SQLException;

    @Override
    void close();
}
