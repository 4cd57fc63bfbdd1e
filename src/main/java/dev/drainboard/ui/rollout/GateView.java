package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The checks of the health gate as a table. Made anew only when they are others. */
final class GateView {

    private final Label title = Views.label("", "section");
    private final Label aside = Views.label("", "caption");
    private final VBox content = new VBox(8);
    private final VBox root;
    private Optional<GateTable> shown = Optional.empty();

    GateView() {
        title.setMinWidth(Region.USE_PREF_SIZE);
        aside.setMinWidth(Region.USE_PREF_SIZE);
        root = new VBox(10, Views.row(8, title, Views.spring(), aside), content);
        root.getStyleClass().add("panel");
        root.setId("gate");
    }

    Region root() {
        return root;
    }

    void show(GateTable table) {
        if (shown.equals(Optional.of(table))) {
            return;
        }
        shown = Optional.of(table);
        title.setText(text("rollout.gate", table.node()));
        aside.setText(table.aside());
        content.getChildren().setAll(table(table));
        if (!table.note().isEmpty()) {
            content.getChildren().add(Views.wrapped(table.note(), "caption"));
        }
    }

    private static GridPane table(GateTable table) {
        var grid = new GridPane();
        grid.getStyleClass().add("table");
        var wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        wide.setMinWidth(60);
        grid.getColumnConstraints()
                .setAll(
                        new ColumnConstraints(),
                        new ColumnConstraints(),
                        new ColumnConstraints(),
                        wide);
        boolean live =
                table.checks().stream()
                        .anyMatch(check -> !check.since().isEmpty() || !check.row().isEmpty());
        String[] heads = {"check", "asked", "answer", "since", "row"};
        for (int i = 0; i < (live ? heads.length : 3); i++) {
            grid.add(
                    placed(kept(Views.label(text("rollout.gate.head." + heads[i]), "caption")), i),
                    i + 1,
                    0);
        }
        int line = 1;
        for (var check : table.checks()) {
            boolean failed = check.glyph() == Glyph.FAILED;
            grid.add(check.glyph().draw(13), 0, line);
            grid.add(kept(Views.label(check.name(), "body")), 1, line);
            var asked = Views.cut(check.asked(), "second");
            asked.setMaxWidth(170);
            grid.add(asked, 2, line);
            var answer = Views.cut(check.answer(), "mono");
            if (failed) {
                answer.getStyleClass().addAll("state-word", "is-failed");
            }
            grid.add(placed(answer, 2), 3, line);
            if (live) {
                grid.add(placed(kept(Views.label(check.since(), "mono", "caption")), 3), 4, line);
                grid.add(placed(kept(Views.label(check.row(), "mono")), 4), 5, line);
            }
            line++;
        }
        return grid;
    }

    private static Label kept(Label label) {
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label placed(Label label, int column) {
        if (column >= 2) {
            GridPane.setHalignment(label, HPos.RIGHT);
        }
        return label;
    }
}
