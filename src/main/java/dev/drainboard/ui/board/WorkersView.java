package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.Cells;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The workers of a node, a cell each, the busy ones filled. */
final class WorkersView {

    private static final PseudoClass BUSY = PseudoClass.getPseudoClass("busy");

    /** More do not fit on a card and cannot be counted by eye: then a cell stands for several. */
    private static final int MOST = 16;

    private final HBox cells = new HBox();
    private final Label says = Views.label("", "mono", "workers-say");
    private final HBox root;
    private Optional<Cells> shown = Optional.empty();

    /**
     * @param roomy whether there is room for words beside the cells
     */
    WorkersView(boolean roomy) {
        root =
                roomy
                        ? Views.row(
                                8, Views.label(text("board.node.workers"), "caption"), cells, says)
                        : Views.row(0, cells);
        cells.getStyleClass().add("worker-cells");
        HBox.setHgrow(cells, Priority.ALWAYS);
        says.setMinWidth(Region.USE_PREF_SIZE);
    }

    Region root() {
        return root;
    }

    void show(Cells now) {
        if (shown.equals(Optional.of(now))) {
            return;
        }
        shown = Optional.of(now);
        says.setText(now.says());
        int all = Math.min(now.all(), MOST);
        while (cells.getChildren().size() > all) {
            cells.getChildren().removeLast();
        }
        while (cells.getChildren().size() < all) {
            cells.getChildren().add(cell());
        }
        int busy = Math.ceilDiv(now.busy() * all, now.all());
        for (int i = 0; i < all; i++) {
            cells.getChildren().get(i).pseudoClassStateChanged(BUSY, i < busy);
        }
    }

    private static Region cell() {
        var cell = new Region();
        cell.getStyleClass().add("worker-cell");
        HBox.setHgrow(cell, Priority.ALWAYS);
        return cell;
    }
}
