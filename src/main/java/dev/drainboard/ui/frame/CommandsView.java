package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.CopyKey;
import dev.drainboard.ui.kit.Views;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/** What ran and runs on which host, newest first. */
final class CommandsView {

    private final ListView<CommandRow> list = new ListView<>();

    CommandsView() {
        list.setId("commands");
        list.setPlaceholder(Views.label(text("commands.none"), "second"));
        list.setAccessibleText(text("dock.commands"));
        list.getStyleClass().add("log-list");
        list.setCellFactory(view -> new Cell());
        CopyKey.on(list, CommandRow::line);
    }

    Region root() {
        return list;
    }

    /** As text, a line each. */
    String lines() {
        return list.getItems().stream().map(CommandRow::line).collect(Collectors.joining("\n"));
    }

    void show(List<CommandRow> rows) {
        CopyKey.refill(list, rows);
    }

    private static final class Cell extends ListCell<CommandRow> {

        Cell() {
            setPrefWidth(10); // as wide as the list: a long command is cut and not scrolled
        }

        @Override
        protected void updateItem(CommandRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            setAccessibleText(row.line());
            setGraphic(
                    Views.row(
                            10,
                            kept(Views.label(row.time(), "mono", "caption")),
                            row.glyph().draw(12),
                            host(row.host()),
                            Views.cut(row.what(), "mono"),
                            Views.spring(),
                            kept(
                                    Views.label(
                                            row.end(),
                                            "mono",
                                            "caption",
                                            "state-word",
                                            row.glyph().style()))));
        }

        private static Label host(String name) {
            var host = Views.cut(name, "event-who");
            return host;
        }

        private static Label kept(Label label) {
            label.setMinWidth(Region.USE_PREF_SIZE);
            return label;
        }
    }
}
