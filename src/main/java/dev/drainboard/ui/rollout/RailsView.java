package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What would stop the operation, a line each with a bar and where its limit stands. */
final class RailsView {

    private static final double BAR = 52;
    private static final double TALL = 6;

    private final GridPane grid = new GridPane();
    private final VBox root =
            new VBox(
                    8,
                    Views.row(
                            8,
                            Views.label(text("rollout.rails"), "section"),
                            Views.cut(text("rollout.rails.what"), "caption")),
                    grid);
    private Optional<Rails> shown = Optional.empty();

    RailsView() {
        root.getStyleClass().add("panel");
        root.setId("rails");
        grid.getStyleClass().add("table");
        var wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        wide.setMinWidth(100);
        grid.getColumnConstraints().setAll(new ColumnConstraints(), wide);
    }

    Region root() {
        return root;
    }

    void show(Rails rails) {
        if (shown.equals(Optional.of(rails))) {
            return;
        }
        shown = Optional.of(rails);
        grid.getChildren().clear();
        int line = 0;
        for (var rail : rails.all()) {
            grid.add(rail.glyph().draw(13), 0, line);
            grid.add(Views.cut(rail.name(), "body"), 1, line);
            grid.add(bar(rail), 2, line);
            grid.add(right(Views.label(rail.value(), "mono")), 3, line);
            var limit = Views.cut(rail.limit(), "caption");
            GridPane.setHalignment(limit, HPos.RIGHT);
            grid.add(limit, 4, line++);
        }
    }

    private static Pane bar(Rails.Rail rail) {
        var trough = part("rail-trough", 0, BAR, TALL);
        var filled = part("rail-filled", 0, BAR * rail.part(), TALL);
        var mark = part("rail-mark", Math.max(0, BAR * rail.mark() - 2), 2, TALL + 6);
        mark.setLayoutY(-3);
        var bar = new Pane(trough, filled, mark);
        bar.setMinSize(BAR, TALL);
        bar.setMaxSize(BAR, TALL);
        return bar;
    }

    private static Region part(String style, double x, double width, double height) {
        var part = new Region();
        part.getStyleClass().add(style);
        part.resizeRelocate(x, 0, width, height);
        part.setManaged(false);
        return part;
    }

    private static Label right(Label label) {
        label.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }
}
