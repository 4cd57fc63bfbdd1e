package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Glyph;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A node that can be chosen. Kept for as long as the node is there, so that focus stays. */
abstract sealed class NodeView permits NodeCardView, NodeRowView {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private static final PseudoClass OLD = PseudoClass.getPseudoClass("old");

    private final VBox root = new VBox();

    static NodeView of(Detail detail, Runnable chosen) {
        return detail.rows() ? new NodeRowView(chosen) : new NodeCardView(detail, chosen);
    }

    NodeView(Runnable chosen, String style) {
        root.getStyleClass().addAll("card", "node-card", style);
        root.setFocusTraversable(true);
        root.setAccessibleRole(AccessibleRole.BUTTON);
        root.setOnMouseClicked(
                event -> {
                    root.requestFocus();
                    chosen.run();
                });
        root.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                        chosen.run();
                        event.consume();
                    }
                });
    }

    final VBox box() {
        return root;
    }

    final Region root() {
        return root;
    }

    final void show(NodeCard card, boolean chosen) {
        root.setId("node-" + card.name());
        root.setAccessibleText(card.sentence());
        root.pseudoClassStateChanged(CHOSEN, chosen);
        root.pseudoClassStateChanged(UNKNOWN, card.glyph() == Glyph.UNKNOWN);
        root.pseudoClassStateChanged(FAILED, card.glyph() == Glyph.FAILED);
        root.pseudoClassStateChanged(OLD, card.old().isPresent());
        show(card);
    }

    abstract void show(NodeCard card);
}
