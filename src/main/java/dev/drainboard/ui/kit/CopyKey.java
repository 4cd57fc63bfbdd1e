package dev.drainboard.ui.kit;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Ctrl C: what is chosen, as text. */
public final class CopyKey {

    public static final KeyCombination KEY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private CopyKey() {}

    /**
     * Several lines may be chosen; with none chosen it copies all.
     *
     * @param line of each, as a person reads it
     */
    public static <T> void on(ListView<T> list, Function<T, String> line) {
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (KEY.match(event)) {
                        var chosen = list.getSelectionModel().getSelectedItems();
                        var lines = chosen.isEmpty() ? list.getItems() : chosen;
                        put(lines.stream().map(line).collect(Collectors.joining("\n")));
                        event.consume();
                    }
                });
    }

    /** Other lines; what is chosen of them stays so. */
    public static <T> void refill(ListView<T> list, List<T> lines) {
        var chosen = List.copyOf(list.getSelectionModel().getSelectedItems());
        list.getItems().setAll(lines);
        list.getSelectionModel().clearSelection();
        chosen.stream()
                .mapToInt(lines::indexOf)
                .filter(index -> index >= 0)
                .forEach(list.getSelectionModel()::select);
    }

    /** On the clipboard. */
    public static void put(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
