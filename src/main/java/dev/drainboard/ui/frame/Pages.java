package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.Views;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
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
