package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.KeyCap;
import dev.drainboard.ui.kit.Views;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All keys, on a sheet over the page. */
final class KeysView {

    private final StackPane root = new StackPane();

    KeysView(Runnable close) {
        var grid = new GridPane();
        grid.getStyleClass().add("keys-grid");
        int line = 0;
        for (var entry : keys().entrySet()) {
            grid.addRow(line++, KeyCap.of(entry.getKey()), Views.label(text(entry.getValue())));
        }
        var box = new VBox(14, Views.label(text("keys.title"), "title"), grid);
        box.getStyleClass().addAll("dialog", "keys");
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        root.getChildren().add(box);
        root.getStyleClass().add("scrim");
        root.setId("keys");
        root.setOnMouseClicked(event -> close.run());
    }

    Region root() {
        return root;
    }

    private static Map<String, String> keys() {
        var keys = new LinkedHashMap<String, String>();
        keys.put("Ctrl K", "keys.palette");
        keys.put("Ctrl O", "keys.open");
        keys.put("1 – 3", "keys.pages");
        keys.put("← ↑ ↓ →", "keys.move");
        keys.put("+ − 0", "keys.zoom");
        keys.put("G", "keys.group");
        keys.put("J K", "keys.next");
        keys.put("D", "keys.drain");
        keys.put("U", "keys.update");
        keys.put("R", "keys.restore");
        keys.put("L", "keys.log");
        keys.put("Ctrl Shift U", "keys.rollout");
        keys.put("P", "keys.pause");
        keys.put("B", "keys.back.rollout");
        keys.put("T", "keys.retry");
        keys.put("E", "keys.exception");
        keys.put("Ctrl + − 0", "keys.text");
        keys.put("Ctrl E", "keys.export");
        keys.put("Ctrl Z", "keys.undo");
        keys.put("Ctrl C", "keys.copy");
        keys.put("Ctrl Enter", "keys.confirm");
        keys.put("Esc", "keys.back");
        keys.put("?", "keys.keys");
        return keys;
    }
}
