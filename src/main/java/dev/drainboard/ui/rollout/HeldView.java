package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What holds a drain, by name. */
final class HeldView {

    private final VBox content = new VBox(8);
    private final Button stop;
    private final VBox root;

    /**
     * @param letGo the wait is to be given up
     */
    HeldView(Runnable letGo) {
        stop = Views.button(text("rollout.held.stop"), letGo, "plain", "small");
        stop.setId("stop-waiting");
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.setTooltip(new Tooltip(text("rollout.held.stop.what")));
        root =
                new VBox(
                        8,
                        Views.row(
                                8,
                                kept(Views.label(text("rollout.held"), "section")),
                                Views.cut(text("rollout.held.what"), "caption"),
                                Views.spring(),
                                stop),
                        content);
        root.getStyleClass().add("panel");
        root.setId("held");
    }

    Region root() {
        return root;
    }

    /**
     * @param held empty: nobody has said yet
     * @param canStop whether the wait can be given up from here
     */
    void show(Optional<Held> held, boolean canStop) {
        stop.setVisible(canStop);
        stop.setManaged(canStop);
        content.getChildren().clear();
        if (held.isEmpty()) {
            content.getChildren().add(Views.wrapped(text("rollout.held.unknown"), "second"));
            return;
        }
        var known = held.get();
        if (known.things().isEmpty()) {
            content.getChildren().add(Views.wrapped(text("rollout.held.none"), "second"));
        } else {
            content.getChildren().add(table(known));
        }
        known.says().forEach(line -> content.getChildren().add(Views.wrapped(line, "caption")));
    }

    private static GridPane table(Held held) {
        var grid = new GridPane();
        grid.getStyleClass().add("table");
        var wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        wide.setMinWidth(0);
        grid.getColumnConstraints().setAll(new ColumnConstraints(), new ColumnConstraints(), wide);
        String[] heads = {"", "rollout.held.kind", "rollout.held.who", "rollout.held.time"};
        for (int i = 1; i < heads.length; i++) {
            grid.add(placed(Views.label(text(heads[i]), "caption"), i), i, 0);
        }
        int line = 1;
        for (var thing : held.things()) {
            grid.add((thing.waited() ? Glyph.DRAINING : Glyph.WAITING).draw(11), 0, line);
            grid.add(kept(Views.label(thing.kind(), "second")), 1, line);
            grid.add(Views.cut(thing.who() + " · " + thing.by(), "mono"), 2, line);
            grid.add(placed(kept(Views.label(thing.time(), "mono")), 3), 3, line++);
        }
        return grid;
    }

    private static Label kept(Label label) {
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label placed(Label label, int column) {
        if (column == 3) {
            GridPane.setHalignment(label, HPos.RIGHT);
        }
        return label;
    }
}
