package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.Views;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The rail at the left and the page that it chose. */
final class Pages {

    /** A page and its sign. */
    enum Page {
        BOARD(Icon.TOPOLOGY),
        NODES(Icon.NODES),
        ROLLOUT(Icon.ROLLOUTS);

        private final Icon icon;

        Page(Icon icon) {
            this.icon = icon;
        }
    }

    /**
     * What an item of the rail says besides its name.
     *
     * @param word read out to who listens, and shown to who points at it
     */
    record Mark(Glyph glyph, String word) {
        Mark {
            Objects.requireNonNull(glyph);
            Objects.requireNonNull(word);
        }
    }

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Map<Page, Region> pages = new EnumMap<>(Page.class);
    private final Map<Page, Button> buttons = new EnumMap<>(Page.class);
    private final VBox rail = new VBox(4);
    private final StackPane stack = new StackPane();
    private Page shown = Page.BOARD;
    private Runnable onShow = () -> {};

    /**
     * @param settings shows what can be set
     * @param keys shows all keys
     */
    Pages(Region board, Region nodes, Region rollout, Runnable settings, Runnable keys) {
        pages.put(Page.BOARD, board);
        pages.put(Page.NODES, nodes);
        pages.put(Page.ROLLOUT, rollout);
        stack.getChildren().setAll(pages.values());
        rail.getStyleClass().add("rail");
        var logo = new StackPane(Icon.DRAINBOARD.draw(18));
        logo.getStyleClass().add("logo");
        rail.getChildren().add(logo);
        for (var page : Page.values()) {
            var button = item(text("page", page), page.icon, () -> show(page));
            button.setId("page-" + page.name().toLowerCase(Locale.ROOT));
            buttons.put(page, button);
            rail.getChildren().add(button);
        }
        var spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        var setting = item(text("page.settings"), Icon.SETTINGS, settings);
        setting.setId("rail-settings");
        rail.getChildren().addAll(spring, item(text("page.keys"), Icon.KEYS, keys), setting);
        show(Page.BOARD);
    }

    private static Button item(String name, Icon icon, Runnable deed) {
        var button = Views.button(name, deed, "rail-item");
        button.setGraphic(icon.draw(19));
        button.setContentDisplay(ContentDisplay.TOP);
        return button;
    }

    /** Something waits on this page, whichever is shown; empty: nothing does. */
    void mark(Page page, Optional<Mark> mark) {
        var button = buttons.get(page);
        var icon = page.icon.draw(19);
        button.setGraphic(mark.<Node>map(shown -> marked(icon, shown)).orElse(icon));
        button.setAccessibleText(
                mark.map(shown -> text("page.marked", text("page", page), shown.word()))
                        .orElse(text("page", page)));
        button.setTooltip(mark.map(shown -> new Tooltip(shown.word())).orElse(null));
    }

    private static Node marked(Region icon, Mark mark) {
        var sign = new StackPane(mark.glyph().draw(14));
        sign.getStyleClass().add("rail-sign");
        sign.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane.setAlignment(sign, Pos.TOP_RIGHT);
        sign.setTranslateX(11);
        sign.setTranslateY(-5);
        return new StackPane(icon, sign);
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

    /** Hears when another page is shown. */
    void onShow(Runnable hears) {
        onShow = hears;
    }

    void show(Page page) {
        shown = page;
        pages.forEach((each, region) -> region.setVisible(each == page));
        buttons.forEach((each, button) -> button.pseudoClassStateChanged(CHOSEN, each == page));
        onShow.run();
    }
}
