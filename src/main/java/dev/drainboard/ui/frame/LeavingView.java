package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Views;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Draws a {@link Leaving}: who takes over how much, four numbers, and what was looked at. */
final class LeavingView {

    private static final double BAR = 320;

    private LeavingView() {}

    static List<Node> of(Leaving leaving) {
        var parts = new ArrayList<Node>();
        if (!leaving.shares().isEmpty()) {
            parts.add(shares(leaving));
        }
        var tiles = new HBox();
        tiles.getStyleClass().add("leaving-tiles");
        leaving.tiles().forEach(tile -> tiles.getChildren().add(tile(tile)));
        parts.add(tiles);
        parts.add(signs(leaving.signs()));
        return parts;
    }

    private static Region shares(Leaving leaving) {
        var rows = new VBox(9);
        rows.getStyleClass().add("leaving-shares");
        var legend =
                Views.row(
                        8,
                        Views.label(leaving.title()),
                        Views.spring(),
                        swatch("now"),
                        Views.label(text("leaving.now"), "caption"),
                        swatch("moved"),
                        Views.label(text("leaving.moved"), "caption"));
        if (leaving.shares().stream().anyMatch(share -> share.peak() > 0)) {
            legend.getChildren()
                    .addAll(swatch("peak"), Views.label(text("leaving.peak"), "caption"));
        }
        rows.getChildren().add(legend);
        leaving.shares().forEach(share -> rows.getChildren().add(row(share)));
        return rows;
    }

    private static Region swatch(String style) {
        var swatch = new Region();
        swatch.getStyleClass().addAll("swatch", style);
        return swatch;
    }

    private static HBox row(Leaving.Share share) {
        var name = Views.cut(share.node(), "card-name");
        name.setMinWidth(90);
        name.setMaxWidth(90);
        var change = Views.label(share.change(), "mono", "moved-word");
        change.setMinWidth(Region.USE_PREF_SIZE);
        return Views.row(
                8,
                share.glyph().draw(14),
                name,
                bar(share),
                Views.spring(),
                Views.label(share.before(), "mono"),
                Views.label("→", "mono", "caption"),
                Views.label(share.then(), "mono", "strong"),
                change);
    }

    private static Pane bar(Leaving.Share share) {
        var bar = new Pane();
        bar.setMinSize(BAR, 13);
        bar.setMaxSize(BAR, 13);
        boolean goes = share.after() == 0;
        var now = part(0, share.now(), goes ? "gone" : "now");
        bar.getChildren().add(now);
        if (!goes) {
            bar.getChildren().add(part(share.now(), share.after() - share.now(), "moved"));
        }
        if (share.peak() > 0) {
            var peak = part(share.peak(), 0, "peak");
            peak.resizeRelocate(Math.round(share.peak() * BAR) - 1, -3, 2, 19);
            bar.getChildren().add(peak);
        }
        return bar;
    }

    private static Region part(double from, double share, String style) {
        var part = new Region();
        part.getStyleClass().addAll("share", style);
        part.resizeRelocate(Math.round(from * BAR), 0, Math.round(share * BAR), 13);
        part.setManaged(false);
        return part;
    }

    private static Region tile(Leaving.Tile tile) {
        var unit = Views.label(tile.unit(), "caption");
        var box =
                new VBox(
                        2,
                        Views.label(tile.name(), "caption"),
                        Views.row(5, Views.label(tile.value(), "figure"), unit),
                        Views.wrapped(tile.says(), "caption"));
        box.getStyleClass().add("leaving-tile");
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setPrefWidth(160);
        box.setMaxWidth(Double.MAX_VALUE);
        return box;
    }

    private static GridPane signs(List<Leaving.Sign> signs) {
        var grid = new GridPane();
        grid.getStyleClass().add("leaving-signs");
        for (int i = 0; i < signs.size(); i++) {
            var sign = signs.get(i);
            var line = Views.row(8, sign.glyph().draw(14), Views.wrapped(sign.says(), "body"));
            line.setPrefWidth(330);
            grid.add(line, i % 2, i / 2);
        }
        return grid;
    }
}
