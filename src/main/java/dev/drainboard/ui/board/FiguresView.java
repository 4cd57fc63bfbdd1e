package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.History;
import dev.drainboard.model.Metric;
import dev.drainboard.ui.board.BoardModel.Figure;
import dev.drainboard.ui.kit.Inks.Ink;
import dev.drainboard.ui.kit.Spark;
import dev.drainboard.ui.kit.Views;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The numbers of the whole cluster, each with its last ten minutes beside it. */
final class FiguresView {

    private static final Duration SPAN = Duration.ofMinutes(10);
    private static final int POINTS = 50;

    /** A narrower strip has no room for the lines, if text is as large as that of a name. */
    private static final double NARROW = 960;

    private static final double TEXT = 11;

    private final HBox root = new HBox();
    private final History history;
    private final Map<Metric, Cell> cells = new EnumMap<>(Metric.class);
    private Instant sparked = Instant.EPOCH;

    /** One number. */
    private static final class Cell {
        private final Label name = Views.label("", "caption");
        private final Label value = Views.label("", "figure");
        private final Label unit = Views.label("", "caption");
        private final Spark spark;
        private final HBox root;

        Cell(Metric metric) {
            spark = new Spark(54, 24, ink(metric));
            unit.setMinWidth(Region.USE_PREF_SIZE);
            value.setMinWidth(Region.USE_PREF_SIZE);
            spark.root().managedProperty().bind(spark.root().visibleProperty());
            root =
                    new HBox(
                            Views.column(2, name, Views.row(5, value, unit)),
                            Views.spring(),
                            spark.root());
            root.getStyleClass().add("figure-cell");
            HBox.setHgrow(root, Priority.ALWAYS);
            root.setMaxWidth(Double.MAX_VALUE);
            root.setPrefWidth(140);
        }

        void show(Figure figure) {
            name.setText(figure.name());
            value.setText(figure.value());
            unit.setText(figure.unit());
            root.setAccessibleText(
                    text("board.figure.sentence", figure.name(), figure.value(), figure.unit()));
        }

        private static Ink ink(Metric metric) {
            return switch (metric) {
                case REQUESTS, LATENCY, ACTIVE, HEALTH, STATE -> Ink.HTTP;
                case ERRORS -> Ink.FG3;
                case WEBSOCKETS -> Ink.WS;
                case DATABASE -> Ink.DB;
            };
        }
    }

    FiguresView(History history) {
        this.history = history;
        root.getStyleClass().add("figures");
    }

    Region root() {
        return root;
    }

    void show(List<Figure> figures, Instant now) {
        if (cells.isEmpty()) {
            figures.forEach(figure -> cells.put(figure.metric(), new Cell(figure.metric())));
            figures.forEach(figure -> root.getChildren().add(cells.get(figure.metric()).root));
            var first = cells.values().iterator().next();
            var wide =
                    Bindings.createBooleanBinding(
                            () -> root.getWidth() >= NARROW * first.name.getFont().getSize() / TEXT,
                            root.widthProperty(),
                            first.name.fontProperty());
            cells.forEach((metric, cell) -> cell.spark.root().visibleProperty().bind(wide));
        }
        figures.forEach(figure -> cells.get(figure.metric()).show(figure));
        if (Duration.between(sparked, now).toMillis() >= 1000) {
            sparked = now;
            cells.forEach((metric, cell) -> cell.spark.show(history.cluster(metric, SPAN, POINTS)));
        }
    }
}
