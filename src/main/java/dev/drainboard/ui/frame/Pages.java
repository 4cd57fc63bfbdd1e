package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Views;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;

/** The rail at the left and the page that it chose. */
final class Pages {

    /** A page and its sign, on a grid of 20. */
    enum Page {
        BOARD(
                "M5 7.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5zM15 2.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5zM15 12.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5zM7.200 8.800l5.600-2.700M7.200 11.200l5.600 2.700"),
        ROLLOUT(
                "M10 2L18 6.500 10 11 2 6.500zM2.500 10L10 14.200 17.500 10M2.500 13.500L10 17.700 17.500 13.500");

        private final String sign;

        Page(String sign) {
            this.sign = sign;
        }
    }

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Map<Page, Region> pages = new EnumMap<>(Page.class);
    private final Map<Page, Button> buttons = new EnumMap<>(Page.class);
    private final VBox rail = new VBox(4);
    private final StackPane stack = new StackPane();
    private Page shown = Page.BOARD;

    Pages(Region board, Region rollout) {
        pages.put(Page.BOARD, board);
        pages.put(Page.ROLLOUT, rollout);
        stack.getChildren().setAll(board, rollout);
        rail.getStyleClass().add("rail");
        for (var page : Page.values()) {
            var sign = new SVGPath();
            sign.setContent(page.sign);
            sign.getStyleClass().add("icon-line");
            var button = Views.button(text("page", page), () -> show(page), "rail-item");
            button.setGraphic(sign);
            button.setContentDisplay(ContentDisplay.TOP);
            button.setId("page-" + page.name().toLowerCase(Locale.ROOT));
            buttons.put(page, button);
            rail.getChildren().add(button);
        }
        show(Page.BOARD);
    }

    Region rail() {
        return rail;
    }

    Region stack() {
        return stack;
    }

    Page shown() {
        return shown;
    }

    void show(Page page) {
        shown = page;
        pages.forEach((each, region) -> region.setVisible(each == page));
        buttons.forEach((each, button) -> button.pseudoClassStateChanged(CHOSEN, each == page));
    }
}
