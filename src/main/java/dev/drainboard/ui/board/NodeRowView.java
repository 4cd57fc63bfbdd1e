package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** A node in two short lines, for a board with many of them. */
final class NodeRowView extends NodeView {

    private final StackPane glyph = new StackPane();
    private final Label name = Views.cut("", "card-name");
    private final Label says = Views.label("", "mono");
    private final Label numbers = Views.cut("", "mono", "caption");

    NodeRowView(Runnable chosen) {
        super(chosen, "node-row");
        says.setMinWidth(Region.USE_PREF_SIZE);
        box().getChildren().addAll(Views.row(7, glyph, name, Views.spring(), says), numbers);
    }

    @Override
    void show(NodeCard card) {
        glyph.getChildren().setAll(card.glyph().draw(13));
        name.setText(card.name());
        name.getTooltip().setText(card.sentence());
        boolean well = card.glyph() == Glyph.HEALTHY;
        says.setText(card.asked() ? text("board.asked") : well ? card.brief() : card.word());
        says.getStyleClass().setAll("label", "mono", "state-word", card.glyph().style());
        var line =
                card.note()
                        .orElseGet(
                                () ->
                                        text(
                                                "board.node.row",
                                                card.http(),
                                                card.websocket(),
                                                card.database()));
        numbers.setText(line);
        numbers.getTooltip().setText(line);
    }
}
