package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The connections of the chosen node, drawn anew when they are others. */
final class ConnectionsView {

    private final VBox root = new VBox();
    private Optional<ConnectionsModel> shown = Optional.empty();

    Region root() {
        return root;
    }

    void show(ConnectionsModel model) {
        if (shown.equals(Optional.of(model))) {
            return;
        }
        shown = Optional.of(model);
        root.getChildren().setAll(counted(model.counted()));
        model.ways().forEach(way -> root.getChildren().add(way(way)));
        root.getChildren().add(works(model));
    }

    private static Region counted(ConnectionsModel.Counted counted) {
        var lines = new VBox(5);
        counted.numbers()
                .forEach((name, number) -> lines.getChildren().add(Views.entry(name, number)));
        return section(
                Views.label(text("connections.node"), "section"),
                lines,
                Views.wrapped(counted.by(), "caption"));
    }

    private static Region way(ConnectionsModel.Way way) {
        var head =
                Views.row(
                        8,
                        Views.label(way.balancer(), "section"),
                        Views.cut(way.kind(), "mono", "caption"),
                        Views.spring(),
                        Views.label(way.when(), "mono", "caption"));
        var section = section(head);
        if (!way.rows().isEmpty()) {
            section.getChildren().add(table(way.rows()));
        }
        way.says().forEach(line -> section.getChildren().add(Views.wrapped(line, "caption")));
        return section;
    }

    private static GridPane table(List<ConnectionsModel.Row> rows) {
        var grid = new GridPane();
        grid.getStyleClass().add("table");
        String[] heads = {
            "inspector.servers.port",
            "inspector.servers.admin",
            "inspector.servers.check",
            "inspector.servers.active",
            "connections.queued",
            "connections.rate"
        };
        for (int i = 0; i < heads.length; i++) {
            grid.add(right(Views.label(text(heads[i]), "caption"), i), i, 0);
        }
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var cells =
                    List.of(
                            row.port(),
                            row.admin(),
                            row.check(),
                            row.active(),
                            row.queued(),
                            row.rate());
            for (int j = 0; j < cells.size(); j++) {
                grid.add(right(Views.label(cells.get(j), "mono"), j), j, i + 1);
            }
        }
        return grid;
    }

    /** Numbers stand at the right of their column. */
    private static Node right(Label label, int column) {
        if (column >= 3) {
            GridPane.setHalignment(label, HPos.RIGHT);
        }
        return label;
    }

    private static Region works(ConnectionsModel model) {
        var section = section(Views.label(model.longest(), "section"));
        for (var work : model.works()) {
            var says = Views.wrapped(work.says(), "body");
            section.getChildren()
                    .add(
                            Views.row(
                                    8,
                                    (work.holds() ? Glyph.DRAINING : Glyph.WAITING).draw(11),
                                    says));
        }
        if (model.works().isEmpty() && model.gaps().isEmpty()) {
            section.getChildren().add(Views.label(text("connections.works.none"), "caption"));
        }
        model.gaps().forEach(gap -> section.getChildren().add(Views.wrapped(gap, "caption")));
        section.setId("connections-works");
        return section;
    }

    private static VBox section(Node... parts) {
        var section = new VBox(8, parts);
        section.getStyleClass().add("inspector-section");
        return section;
    }
}
