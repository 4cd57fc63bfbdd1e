package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.History;
import dev.drainboard.model.Metric;
import dev.drainboard.ui.kit.Chart;
import dev.drainboard.ui.kit.Inks.Ink;
import dev.drainboard.ui.kit.Views;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The last ten minutes of the chosen node: how long its health took, and its connections. */
final class NodeCharts {

    private static final Duration SPAN = Duration.ofMinutes(10);
    private static final int POINTS = 100;

    /** Of the health: 12 s each. */
    private static final int BARS = 50;

    private final History history;
    private final PulseView health = new PulseView();
    private final Label latency = Views.label("", "mono");
    private final Chart connections = new Chart(128);
    private final Label http = Views.label("", "mono");
    private final Label websockets = Views.label("", "mono");
    private final Label database = Views.label("", "mono");
    private final VBox healthBox;
    private final VBox connectionsBox;

    NodeCharts(History history) {
        this.history = history;
        healthBox =
                section(
                        Views.row(
                                6,
                                Views.label(text("inspector.health"), "section"),
                                Views.spring(),
                                latency),
                        health.root());
        connectionsBox =
                section(
                        Views.row(
                                10,
                                Views.label(text("inspector.connections"), "section"),
                                Views.spring(),
                                legend("http", "board.node.http.short", http),
                                legend("ws", "board.node.websocket.short", websockets),
                                legend("db", "board.node.database.short", database)),
                        connections.root());
    }

    private static VBox section(Node head, Region body) {
        var section = new VBox(8, head, body);
        section.getStyleClass().add("inspector-section");
        return section;
    }

    private static HBox legend(String style, String key, Label number) {
        var mark = new Region();
        mark.getStyleClass().addAll("traffic", style);
        return Views.row(4, mark, Views.label(text(key), "caption"), number);
    }

    /**
     * @param below what stands below each chart: of its health, of its connections
     */
    List<Region> roots(Region... below) {
        var boxes = List.of(healthBox, connectionsBox);
        for (int i = 0; i < boxes.size(); i++) {
            var parts = boxes.get(i).getChildren();
            parts.setAll(parts.get(0), parts.get(1), below[i]);
        }
        return List.copyOf(boxes);
    }

    /**
     * The numbers of the newest reading, as they stand below the charts: no means.
     *
     * @param old how old they are, if they are not of now
     */
    void now(InspectorModel.Now now, Optional<String> old) {
        latency.setText(now.latency());
        http.setText(now.http());
        websockets.setText(now.websockets());
        database.setText(now.database());
        for (var number : List.of(latency, http, websockets)) {
            number.getStyleClass().remove("old");
            number.setTooltip(old.map(Tooltip::new).orElse(null));
            number.setAccessibleText(
                    old.map(age -> number.getText() + ", " + age).orElse(number.getText()));
            old.ifPresent(age -> number.getStyleClass().add("old"));
        }
    }

    void show(String node) {
        health.show(
                Pulse.of(
                        history.series(node, Metric.HEALTH, SPAN, BARS),
                        history.series(node, Metric.STATE, SPAN, (int) SPAN.toSeconds())));
        var requests = history.series(node, Metric.ACTIVE, SPAN, POINTS);
        var sockets = history.series(node, Metric.WEBSOCKETS, SPAN, POINTS);
        var sessions = history.series(node, Metric.DATABASE, SPAN, POINTS);
        connections.show(
                List.of(
                        new Chart.Line(requests, Ink.HTTP, false, true),
                        new Chart.Line(sockets, Ink.WS, true, false),
                        new Chart.Line(sessions, Ink.DB, false, false)));
    }
}
