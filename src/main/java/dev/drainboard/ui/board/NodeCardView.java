package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Views;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A node as a card that can be chosen. Kept for as long as the node is there, so focus stays. */
final class NodeCardView {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    /** How much is shown: the more nodes, the less of each. */
    enum Detail {
        FULL,
        SHORT,
        ROW;

        static Detail of(int nodes) {
            if (nodes <= 3) {
                return FULL;
            }
            return nodes <= 5 ? SHORT : ROW;
        }
    }

    private final VBox root = new VBox();
    private final StackPane glyph = new StackPane();
    private final Label name = Views.cut("", "card-name");
    private final Label word = Views.label("", "state-word");
    private final Label rotation = Views.label("", "rotation");
    private final Label asked = Views.label(text("board.asked"), "chip", "is-draining");
    private final Label caption = Views.cut("", "mono", "caption");
    private final Label http = Views.label("", "figure");
    private final Label websocket = Views.label("", "figure");
    private final Label database = Views.label("", "figure");
    private final Label aside = Views.label("", "caption");
    private final Label note = Views.cut("", "note");

    NodeCardView(Detail detail, Runnable chosen) {
        var head = Views.row(7, glyph, name, word, Views.spring(), asked, rotation);
        name.setMinWidth(Region.USE_PREF_SIZE);
        word.setMinWidth(Region.USE_PREF_SIZE);
        rotation.setMinWidth(Region.USE_PREF_SIZE);
        asked.setMinWidth(Region.USE_PREF_SIZE);
        root.getChildren().add(head);
        if (detail != Detail.ROW) {
            root.getChildren().add(caption);
        }
        root.getChildren().add(numbers(detail));
        if (detail == Detail.FULL) {
            root.getChildren().add(aside);
        }
        root.getChildren().add(note);
        root.getStyleClass()
                .addAll("card", "node-card", "detail-" + detail.name().toLowerCase(Locale.ROOT));
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

    private HBox numbers(Detail detail) {
        var numbers =
                new HBox(
                        number(detail, http, "board.node.http", "http"),
                        number(detail, websocket, "board.node.websocket", "ws"),
                        number(detail, database, "board.node.database", "db"));
        numbers.getStyleClass().add("numbers");
        return numbers;
    }

    private static Region number(Detail detail, Label value, String name, String style) {
        var mark = new Region();
        mark.getStyleClass().addAll("traffic", style);
        var words = text(detail == Detail.FULL ? name : name + ".short");
        var said = Views.row(5, mark, Views.label(words, "caption"));
        var box = detail == Detail.FULL ? new VBox(value, said) : Views.row(6, value, said);
        box.getStyleClass().add("number");
        return box;
    }

    Region root() {
        return root;
    }

    void show(NodeCard card, boolean chosen) {
        root.setId("node-" + card.name());
        glyph.getChildren().setAll(card.glyph().draw(14));
        name.setText(card.name());
        word.setText(card.word());
        word.getStyleClass().setAll("label", "state-word", card.glyph().style());
        rotation.setText(card.rotation());
        rotation.getStyleClass()
                .setAll(
                        "label",
                        "rotation",
                        "way-" + card.way().name().toLowerCase(Locale.ROOT),
                        card.glyph().style());
        asked.setVisible(card.asked());
        asked.setManaged(card.asked());
        caption.setText(card.caption());
        caption.getTooltip().setText(card.caption());
        http.setText(card.http());
        websocket.setText(card.websocket());
        database.setText(card.database());
        aside.setText(card.aside());
        var said = card.note().orElse("");
        note.setText(said);
        note.getTooltip().setText(said);
        note.setVisible(!said.isEmpty());
        note.setManaged(!said.isEmpty());
        root.setAccessibleText(card.sentence());
        root.pseudoClassStateChanged(CHOSEN, chosen);
        root.pseudoClassStateChanged(UNKNOWN, card.glyph() == dev.drainboard.ui.kit.Glyph.UNKNOWN);
        root.pseudoClassStateChanged(FAILED, card.glyph() == dev.drainboard.ui.kit.Glyph.FAILED);
    }
}
