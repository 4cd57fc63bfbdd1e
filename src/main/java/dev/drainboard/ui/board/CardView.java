package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Card;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A balancer or a shared service as a card. */
final class CardView {

    private static final PseudoClass UNKNOWN = PseudoClass.getPseudoClass("unknown");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private static final PseudoClass UNEVEN = PseudoClass.getPseudoClass("uneven");

    private final VBox root = new VBox();
    private Optional<Card> shown = Optional.empty();

    CardView() {
        root.getStyleClass().addAll("card", "other-card");
        root.setFocusTraversable(true);
        root.setAccessibleRole(AccessibleRole.TEXT);
    }

    Region root() {
        return root;
    }

    private static HBox head(Card card) {
        var head = Views.row(8, card.glyph().draw(14), Views.cut(card.name(), "card-name"));
        icon(card.id()).ifPresent(icon -> head.getChildren().addAll(Views.spring(), icon.draw(15)));
        return head;
    }

    private static Optional<Icon> icon(String id) {
        return switch (id) {
            case BoardModel.DATABASE -> Optional.of(Icon.DATABASE);
            case BoardModel.FILESTORE -> Optional.of(Icon.DISK);
            default -> Optional.empty();
        };
    }

    void show(Card card) {
        if (shown.equals(Optional.of(card))) {
            return;
        }
        shown = Optional.of(card);
        root.setId(card.id().replace(' ', '-'));
        root.setAccessibleText(
                Stream.concat(
                                Stream.of(card.name(), card.word(), card.caption()),
                                Stream.concat(
                                        card.entries().entrySet().stream()
                                                .map(each -> each.getKey() + " " + each.getValue()),
                                        card.reason().stream()))
                        .collect(Collectors.joining(", ")));
        // that it is well the sign says alone; anything else is said in a word too
        var caption = Views.row(7, Views.cut(card.caption(), "mono", "caption"));
        if (card.glyph() != Glyph.HEALTHY) {
            var word = Views.label(card.word(), "state-word", card.glyph().style());
            word.setMinWidth(Region.USE_PREF_SIZE);
            caption.getChildren().addFirst(word);
        }
        root.getChildren().setAll(head(card), caption);
        card.entries().forEach((name, value) -> root.getChildren().add(Views.entry(name, value)));
        card.reason().ifPresent(reason -> root.getChildren().add(Views.cut(reason, "note")));
        root.pseudoClassStateChanged(UNKNOWN, card.glyph() == Glyph.UNKNOWN);
        root.pseudoClassStateChanged(FAILED, card.glyph() == Glyph.FAILED);
        root.pseudoClassStateChanged(UNEVEN, card.uneven());
    }
}
