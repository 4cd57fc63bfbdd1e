package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.util.List;
import java.util.stream.Collectors;

/** The board as a table: the same nodes, the same words, the same numbers. Pure. */
public record NodesModel(List<Row> rows) {

    public NodesModel {
        rows = List.copyOf(rows);
    }

    /** One node; numbers as they are written. */
    public record Row(
            String name,
            Glyph glyph,
            String state,
            String rotation,
            String rate,
            String http,
            String idle,
            String websocket,
            String database,
            String latency,
            String revision,
            String note) {}

    public static NodesModel of(Status status) {
        return new NodesModel(status.nodes().stream().map(node -> row(node, status)).toList());
    }

    /** A line a node, its columns apart by tabs, as a spreadsheet takes it. */
    public String lines() {
        return rows.stream().map(NodesModel::line).collect(Collectors.joining("\n"));
    }

    /** Of one node; empty text: there is none of that name. */
    public String line(String node) {
        return rows.stream()
                .filter(row -> row.name().equals(node))
                .map(NodesModel::line)
                .collect(Collectors.joining());
    }

    private static String line(Row row) {
        return String.join(
                "\t",
                row.name(),
                row.state(),
                row.rotation(),
                row.rate(),
                row.http(),
                row.idle(),
                row.websocket(),
                row.database(),
                row.latency(),
                row.revision(),
                row.note());
    }

    private static Row row(NodeStatus node, Status status) {
        return new Row(
                node.name(),
                Glyph.of(node.state()),
                text("node.state", node.state()),
                Cards.rotation(node),
                node.rate().map(rate -> Figures.decimal(rate.perSecond())).orElse(Figures.UNKNOWN),
                Figures.of(node.http().active()),
                Figures.of(node.http().idle()),
                Figures.of(node.websocket().active()),
                Figures.of(node.databaseConnections()),
                Figures.millis(node.http().latencyMs()),
                node.revision().map(Object::toString).orElse(Figures.UNKNOWN),
                Cards.note(node, status.at()).orElse(""));
    }
}
