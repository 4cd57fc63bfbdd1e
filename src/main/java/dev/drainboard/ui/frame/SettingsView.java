package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Settings;
import dev.drainboard.ui.kit.Views;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The few things that a person may want otherwise; each holds at once. */
final class SettingsView {

    private final StackPane root = new StackPane();
    private Settings now;

    /**
     * @param changed hears each change
     */
    SettingsView(Settings settings, Consumer<Settings> changed, Runnable close) {
        now = settings;
        var theme =
                choice(
                        text("settings.theme"),
                        Settings.Theme.values(),
                        settings.theme(),
                        each -> text("settings.theme", each),
                        chosen -> hand(now.with(chosen), changed));
        theme.setId("settings-theme");
        var motion =
                choice(
                        text("settings.motion"),
                        Settings.Motion.values(),
                        settings.motion(),
                        each -> text("settings.motion", each),
                        chosen -> hand(now.with(chosen), changed));
        motion.setId("settings-motion");
        var size =
                choice(
                        text("settings.text"),
                        Settings.TEXTS.toArray(Integer[]::new),
                        settings.text(),
                        each -> text("settings.text.percent", each),
                        chosen -> hand(now.withText(chosen), changed));
        size.setId("settings-text");
        var letters = new CheckBox(text("settings.letters"));
        letters.setSelected(settings.letters());
        letters.setId("settings-letters");
        letters.setOnAction(event -> hand(now.withLetters(letters.isSelected()), changed));
        var grid = new GridPane();
        grid.getStyleClass().add("settings-grid");
        grid.addRow(0, Views.label(text("settings.theme")), theme);
        grid.addRow(1, Views.label(text("settings.motion")), motion);
        grid.addRow(2, Views.label(text("settings.text")), size);
        grid.add(letters, 0, 3, 2, 1);
        var done = Views.button(text("settings.done"), close, "main");
        done.setId("settings-done");
        var box =
                new VBox(
                        18,
                        Views.label(text("settings.title"), "title"),
                        grid,
                        Views.row(0, Views.spring(), done));
        box.getStyleClass().addAll("dialog", "keys");
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        root.getChildren().add(box);
        root.getStyleClass().add("scrim");
        root.setId("settings");
    }

    Region root() {
        return root;
    }

    private void hand(Settings other, Consumer<Settings> changed) {
        now = other;
        changed.accept(other);
    }

    private static <T> ChoiceBox<T> choice(
            String name, T[] all, T chosen, Function<T, String> words, Consumer<T> hears) {
        var box = new ChoiceBox<T>();
        box.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(T each) {
                        return each == null ? "" : words.apply(each);
                    }

                    @Override
                    public T fromString(String text) {
                        throw new UnsupportedOperationException("nothing is typed here");
                    }
                });
        box.getItems().setAll(all);
        box.setValue(chosen);
        box.setAccessibleText(name);
        box.setOnAction(event -> hears.accept(box.getValue()));
        return box;
    }
}
