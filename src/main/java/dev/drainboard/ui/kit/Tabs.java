package dev.drainboard.ui.kit;

import static dev.drainboard.ui.kit.Texts.text;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** A row of words, one of which is shown. Reached with Tab, chosen with Space, or by a key. */
public final class Tabs<T extends Enum<T>> {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Map<T, Button> buttons;
    private final HBox root = new HBox(18);

    /**
     * @param texts where the words of the constants are: "dock" has "dock.events"; with a hyphen
     *     the buttons' ids
     */
    public Tabs(Class<T> of, String texts, Consumer<T> chosen) {
        buttons = new EnumMap<>(of);
        for (var tab : of.getEnumConstants()) {
            var button = Views.button(text(texts, tab), () -> chosen.accept(tab), "tab");
            button.setId(texts.replace('.', '-') + "-" + tab.name().toLowerCase(Locale.ROOT));
            button.setMinWidth(Region.USE_PREF_SIZE);
            buttons.put(tab, button);
            root.getChildren().add(button);
        }
        root.getStyleClass().add("tabs");
    }

    public HBox root() {
        return root;
    }

    public void show(T shown) {
        buttons.forEach(
                (tab, button) -> {
                    button.pseudoClassStateChanged(CHOSEN, tab == shown);
                    button.setAccessibleText(
                            tab == shown
                                    ? text("tab.shown", button.getText())
                                    : text("tab.other", button.getText()));
                });
    }
}
