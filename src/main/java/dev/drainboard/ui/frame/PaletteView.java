package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.frame.PaletteModel.Entry;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.KeyCap;
import dev.drainboard.ui.kit.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The command palette: type, move, Enter. Entries that cannot be done now say why. */
final class PaletteView {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final int MOST_A_KIND = 5;

    private final PaletteModel model;
    private final Consumer<Optional<PaletteModel.Deed>> over;
    private final TextField field = new TextField();
    private final VBox list = new VBox();
    private final StackPane root = new StackPane();
    private final List<HBox> rows = new ArrayList<>();
    private List<Entry> fitting = List.of();
    private int at;

    /**
     * @param over hears what was chosen; empty: nothing, it is to be closed
     */
    PaletteView(PaletteModel model, String cluster, Consumer<Optional<PaletteModel.Deed>> over) {
        this.model = model;
        this.over = over;
        field.setPromptText(text("palette.prompt"));
        field.setAccessibleText(text("palette.prompt"));
        field.setId("palette-field");
        HBox.setHgrow(field, Priority.ALWAYS);
        var top = Views.row(10, Icon.SEARCH.draw(16), field, KeyCap.of(cluster));
        top.getStyleClass().add("palette-top");
        list.getStyleClass().add("palette-list");
        var foot =
                Views.row(
                        8,
                        KeyCap.of("↑"),
                        KeyCap.of("↓"),
                        Views.label(text("palette.move"), "caption"),
                        KeyCap.of("Enter"),
                        Views.label(text("palette.run"), "caption"),
                        Views.spring(),
                        KeyCap.of("Esc"),
                        Views.label(text("palette.close"), "caption"));
        foot.getStyleClass().add("palette-foot");
        var box = new VBox(top, list, foot);
        box.getStyleClass().add("palette");
        box.setMaxHeight(Region.USE_PREF_SIZE);
        root.getChildren().add(box);
        root.getStyleClass().add("palette-scrim");
        root.setId("palette");
        StackPane.setAlignment(box, Pos.TOP_CENTER);
        root.setOnMouseClicked(
                event -> {
                    if (event.getTarget() == root) {
                        over.accept(Optional.empty());
                    }
                });
        field.textProperty().addListener((property, before, now) -> fill());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        fill();
    }

    Region root() {
        return root;
    }

    void focus() {
        field.requestFocus();
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> over.accept(Optional.empty());
            case UP -> go(at - 1);
            case DOWN -> go(at + 1);
            case ENTER -> run(at);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void go(int to) {
        at = rows.isEmpty() ? 0 : Math.floorMod(to, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).pseudoClassStateChanged(CHOSEN, i == at);
        }
        if (!fitting.isEmpty()) {
            // who listens hears the line that Enter would run
            field.setAccessibleHelp(sentence(fitting.get(at)));
        }
    }

    private void run(int index) {
        if (index < fitting.size() && !fitting.get(index).refused()) {
            over.accept(Optional.of(fitting.get(index).deed()));
        }
    }

    private void fill() {
        fitting = model.fitting(field.getText(), MOST_A_KIND);
        rows.clear();
        list.getChildren().clear();
        Optional<PaletteModel.Kind> kind = Optional.empty();
        for (int i = 0; i < fitting.size(); i++) {
            var entry = fitting.get(i);
            if (!kind.equals(Optional.of(entry.kind()))) {
                kind = Optional.of(entry.kind());
                var head = Views.label(text("palette.kind", entry.kind()), "caption");
                head.getStyleClass().add("palette-kind");
                list.getChildren().add(head);
            }
            int index = i;
            var row = row(entry);
            row.setOnMouseClicked(event -> run(index));
            rows.add(row);
            list.getChildren().add(row);
        }
        if (fitting.isEmpty()) {
            var none = Views.label(text("palette.none"), "second");
            none.getStyleClass().add("palette-kind");
            list.getChildren().add(none);
        }
        go(0);
    }

    private static HBox row(Entry entry) {
        var title = Views.label(entry.title(), entry.refused() ? "second" : "palette-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        var row =
                Views.row(
                        10,
                        entry.glyph().draw(14),
                        title,
                        Views.cut(entry.says(), "caption"),
                        Views.spring());
        if (!entry.key().isEmpty()) {
            row.getChildren().add(KeyCap.of(entry.key()));
        }
        row.getStyleClass().add("palette-row");
        row.setAccessibleRole(AccessibleRole.MENU_ITEM);
        row.setAccessibleText(sentence(entry));
        return row;
    }

    private static String sentence(Entry entry) {
        return entry.says().isEmpty() ? entry.title() : entry.title() + ", " + entry.says();
    }
}
