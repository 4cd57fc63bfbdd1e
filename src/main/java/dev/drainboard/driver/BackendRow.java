package dev.drainboard.driver;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A client's row of pg_stat_activity.
 *
 * @param age of its open transaction in seconds; below zero: none is open
 */
record BackendRow(String address, String application, String database, double age, String query) {

    private static final Pattern CRON_LOCK =
            Pattern.compile("(?is)\\bir_cron\\b.*\\bfor\\s+(no\\s+key\\s+)?update\\b");
    private static final Pattern CRON_ID =
            Pattern.compile("(?is)\\bid\"?\\s*(?:=|in)\\s*\\(?\\s*(\\d{1,9})\\b");
    private static final Pattern QUEUE = Pattern.compile("(?i)\\bqueue_job");
    private static final int QUERY_SHOWN = 60;

    static BackendRow of(Map<String, Object> row) {
        return new BackendRow(
                text(row, "address"),
                text(row, "application"),
                text(row, "database"),
                row.get("age") instanceof Number number ? number.doubleValue() : -1,
                text(row, "query"));
    }

    private static String text(Map<String, Object> row, String column) {
        return Optional.ofNullable(row.get(column)).map(Object::toString).orElse("");
    }

    /** The cron whose row this transaction holds; a worker holds it as long as the job runs. */
    OptionalInt cron() {
        if (!CRON_LOCK.matcher(query).find()) {
            return OptionalInt.empty();
        }
        var id = CRON_ID.matcher(query);
        return id.find() ? OptionalInt.of(Integer.parseInt(id.group(1))) : OptionalInt.of(0);
    }

    /**
     * @param cronName of the cron that it holds, if one is known
     */
    String sentence(Optional<String> cronName) {
        var time = Math.round(age) + " s";
        if (cron().isPresent()) {
            var name =
                    cronName.map(found -> "'" + Faults.printable(found) + "'")
                            .orElse(cron().getAsInt() == 0 ? "job" : "" + cron().getAsInt());
            return "cron " + name + ", " + time;
        }
        if (QUEUE.matcher(query).find()) {
            return "queue job, " + time;
        }
        var shown = Faults.printable(query).replaceAll("\\s+", " ").strip();
        return "a transaction of "
                + time
                + ": "
                + (shown.length() > QUERY_SHOWN ? shown.substring(0, QUERY_SHOWN) + "..." : shown);
    }
}
