package dev.drainboard.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A row of {@code show stat}; a column without a value is empty. */
final class StatRow {

    /** Of HAProxy 3.0. */
    private static final String HEADER = Host.text("stat-columns.txt").strip();

    private static final List<String> COLUMNS =
            List.of(HEADER.substring(2, HEADER.length() - 1).split(","));

    private final Map<String, String> values = new HashMap<>();

    /** {@code # pxname,svname,...,} */
    static String header() {
        return HEADER;
    }

    StatRow put(String column, String value) {
        values.put(column, value);
        return this;
    }

    StatRow put(String column, long value) {
        return put(column, Long.toString(value));
    }

    /** As HAProxy ends every line, with a comma. */
    String line() {
        return COLUMNS.stream()
                        .map(column -> values.getOrDefault(column, column.equals("-") ? "-" : ""))
                        .collect(Collectors.joining(","))
                + ",";
    }
}
