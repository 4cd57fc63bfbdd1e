package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Views;
import dev.drainboard.ui.rollout.RolloutModel.Lane;
import dev.drainboard.ui.rollout.RolloutModel.Row;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The steps of one node: in a line, as a list with what came of each, and what they run. */
final class LaneView {

    private LaneView() {}

    /**
     * The steps of the chosen node in a line, from left to right; a pipe is filled as far as it is.
     */
    static Region strip(Lane lane) {
        var name = Views.label(lane.name(), "card-name", "lane-name");
        var row = Views.row(0, name);
        var steps = lane.strip();
        for (int i = 0; i < steps.size(); i++) {
            row.getChildren().add(cell(steps.get(i), i + 1 < steps.size()));
        }
        row.setId("lane-" + lane.name());
        return panel(row);
    }

    private static Node cell(Row step, boolean leadsOn) {
        var when = step.took().isEmpty() ? step.at() : step.took();
        var head = Views.row(8, step.glyph().draw(15));
        if (leadsOn) {
            var way = new Region();
            way.getStyleClass()
                    .addAll("step-way", "step-way-" + step.glyph().name().toLowerCase(Locale.ROOT));
            HBox.setHgrow(way, Priority.ALWAYS);
            head.getChildren().add(way);
        }
        var cell =
                Views.column(
                        3,
                        head,
                        Views.cut(step.kind(), "second"),
                        Views.cut(when, "mono", "caption"));
        cell.getStyleClass().add("lane-cell");
        return widened(cell);
    }

    /** All cells of a lane are equally wide. */
    private static <R extends Region> R widened(R cell) {
        HBox.setHgrow(cell, Priority.ALWAYS);
        cell.setMaxWidth(Double.MAX_VALUE);
        cell.setPrefWidth(10);
        cell.setMinWidth(0);
        return cell;
    }

    static Region steps(Lane lane) {
        var steps = new VBox();
        lane.earlier().forEach(row -> steps.getChildren().add(line(row)));
        if (!lane.earlier().isEmpty() && !lane.rows().isEmpty()) {
            var since = Views.label(text("rollout.steps.since"), "caption");
            since.getStyleClass().add("line-row");
            steps.getChildren().add(since);
        }
        lane.rows().forEach(row -> steps.getChildren().add(line(row)));
        return panel(titled(text("rollout.steps", lane.name()), "", steps));
    }

    private static Region line(Row row) {
        var line =
                Views.row(
                        10,
                        row.glyph().draw(13),
                        Views.label(row.kind(), "second", "step-kind"),
                        Views.label(row.at(), "mono", "caption", "step-at"),
                        Views.cut(row.text(), "body"));
        line.getStyleClass().add("line-row");
        return line;
    }

    static Region commands(Lane lane) {
        var commands = new VBox(6);
        for (var row : lane.all()) {
            for (var command : row.commands()) {
                commands.getChildren()
                        .add(Views.row(10, row.glyph().draw(11), Views.wrapped(command, "mono")));
            }
        }
        if (commands.getChildren().isEmpty()) {
            commands.getChildren().add(Views.label(text("rollout.commands.none"), "caption"));
        }
        return panel(titled(text("rollout.commands"), text("rollout.commands.what"), commands));
    }

    private static Region titled(String title, String aside, Region content) {
        return Views.column(
                8,
                Views.row(8, Views.label(title, "section"), Views.label(aside, "caption")),
                content);
    }

    static VBox panel(Region content) {
        var panel = new VBox(content);
        panel.getStyleClass().add("panel");
        return panel;
    }
}
