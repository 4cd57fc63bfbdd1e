package dev.drainboard.sandbox;

import static dev.drainboard.sandbox.PgTable.column;

import dev.drainboard.sandbox.PgTable.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the database knows: whose connections there are and what they do, which follows what the
 * nodes do. No SQL is understood here: the few questions that are answered are known by what they
 * ask of which table.
 */
final class Activity {

    static final String DATABASE = "odoo";
    static final String VERSION = "15.14";

    private static final int LIMIT = 97;
    private static final int WEBSOCKETS_A_CONNECTION = 5;

    private final List<Node> nodes;

    Activity(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Empty: nobody here knows the answer. */
    Optional<PgTable> answer(String sql, int clients) {
        var text = sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (text.contains("current_setting('server_version')") && text.contains("recovery()")) {
            return Optional.of(server(clients));
        }
        if (text.contains("from pg_stat_activity") && text.contains("client_addr")) {
            return Optional.of(backends());
        }
        if (text.contains("from ir_module_module")) {
            return Optional.of(new PgTable(List.of(column("module", Type.TEXT)), List.of()));
        }
        if (text.contains("from ir_cron")) {
            return Optional.of(
                    new PgTable(
                            List.of(column("name", Type.TEXT)),
                            List.of(List.of(Optional.of("Mail: Email Queue Manager")))));
        }
        return Optional.empty();
    }

    private PgTable server(int clients) {
        int all = clients + backends().rows().size();
        return new PgTable(
                List.of(
                        column("version", Type.TEXT),
                        column("primary", Type.BOOL),
                        column("limit", Type.INT4),
                        column("connections", Type.INT4),
                        column("sees", Type.BOOL)),
                List.of(
                        List.of(
                                Optional.of(VERSION),
                                Optional.of(true),
                                Optional.of(LIMIT),
                                Optional.of(all),
                                Optional.of(true))));
    }

    private PgTable backends() {
        var rows = new ArrayList<List<Optional<Object>>>();
        nodes.forEach(
                node -> node.running().filter(Odoo::ready).ifPresent(odoo -> of(node, odoo, rows)));
        return new PgTable(
                List.of(
                        column("address", Type.TEXT),
                        column("application", Type.TEXT),
                        column("database", Type.TEXT),
                        column("query", Type.TEXT),
                        column("age", Type.FLOAT8)),
                rows);
    }

    /**
     * An idle Odoo holds three; one for each worker that was at work of late; some for its chat.
     */
    private static void of(Node node, Odoo odoo, List<List<Optional<Object>>> rows) {
        rows.add(row(node, odoo, DATABASE, "COMMIT", Optional.empty()));
        rows.add(row(node, odoo, "postgres", "LISTEN cron_trigger", Optional.empty()));
        rows.add(row(node, odoo, "postgres", "LISTEN imbus", Optional.empty()));
        var atWork = odoo.workers().atWork();
        for (int i = 0; i < Math.max(odoo.workers().connections(), atWork.size()); i++) {
            if (i < atWork.size()) {
                var work = atWork.get(i);
                rows.add(
                        row(
                                node,
                                odoo,
                                DATABASE,
                                "SELECT \"res_partner\".\"id\" FROM \"res_partner\" /* "
                                        + work.what()
                                        + " */",
                                Optional.of(work.age().toMillis() / 1000.0)));
            } else {
                rows.add(row(node, odoo, DATABASE, "ROLLBACK", Optional.empty()));
            }
        }
        long websockets = odoo.ports().getLast().visits().size();
        for (long i = 0; i < websockets; i += WEBSOCKETS_A_CONNECTION) {
            rows.add(row(node, odoo, DATABASE, "ROLLBACK", Optional.empty()));
        }
    }

    private static List<Optional<Object>> row(
            Node node, Odoo odoo, String database, String query, Optional<Object> age) {
        return List.of(
                Optional.of(node.site().address()),
                Optional.of(node.name() + "-" + odoo.pid()),
                Optional.of(database),
                Optional.of(query),
                age);
    }
}
