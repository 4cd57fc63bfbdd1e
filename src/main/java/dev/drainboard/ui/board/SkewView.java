package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Draws a {@link SkewModel}: a bar with a mark at the fair share. */
final class SkewView {

    private SkewView() {}

    static VBox of(SkewModel model) {
        var lines =
                new VBox(7, Views.entry(text("inspector.skew.bound"), model.number()), bar(model));
        model.warning().ifPresent(words -> lines.getChildren().add(warning(words)));
        return lines;
    }

    static HBox warning(String words) {
        return Views.row(6, Glyph.DEGRADED.draw(13), Views.wrapped(words, "note"));
    }

    /** As wide as there is room. */
    private static Pane bar(SkewModel model) {
        var part = piece(model.warning().isPresent() ? "much" : "part");
        var fair = piece("fair");
        var bar =
                new Pane(part, fair) {
                    @Override
                    protected void layoutChildren() {
                        double wide = getWidth() - 2;
                        part.resizeRelocate(0, 3, Math.round(model.part() * wide), getHeight() - 6);
                        fair.resizeRelocate(Math.round(model.fair() * wide), 0, 2, getHeight());
                    }
                };
        bar.getStyleClass().add("skew");
        bar.setAccessibleRole(AccessibleRole.TEXT);
        bar.setAccessibleText(text("inspector.skew.sentence", model.number()));
        return bar;
    }

    private static Region piece(String style) {
        var piece = new Region();
        piece.getStyleClass().addAll("skew-piece", style);
        piece.setManaged(false);
        return piece;
    }
}
