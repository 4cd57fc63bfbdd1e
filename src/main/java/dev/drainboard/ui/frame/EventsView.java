package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.ui.kit.CopyKey;
import dev.drainboard.ui.kit.Views;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/** What happened, newest first. */
final class EventsView {

    private final ListView<EventRow> list = new ListView<>();
    private final Consumer<Intent> want;

    /**
     * @param want hears what is to be taken back
     */
    EventsView(Consumer<Intent> want) {
        this.want = want;
        list.setId("events");
        list.setPlaceholder(Views.label(text("events.none"), "second"));
        list.setAccessibleText(text("dock.events"));
        list.getStyleClass().add("log-list");
        list.setCellFactory(view -> new Cell());
        CopyKey.on(list, EventRow::line);
    }

    Region root() {
        return list;
    }

    /** As text, a line each. */
    String lines() {
        return list.getItems().stream().map(EventRow::line).collect(Collectors.joining("\n"));
    }

    void show(List<EventRow> events) {
        CopyKey.refill(list, events);
    }

    private final class Cell extends ListCell<EventRow> {

        Cell() {
            setPrefWidth(10); // as wide as the list: a long line is cut and not scrolled
        }

        @Override
        protected void updateItem(EventRow event, boolean empty) {
            super.updateItem(event, empty);
            if (empty || event == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            var who = Views.cut(event.who(), "event-who");
            var row =
                    Views.row(
                            10,
                            kept(Views.label(event.time(), "mono", "caption")),
                            event.glyph().draw(12),
                            who,
                            Views.cut(event.what(), "body"),
                            Views.spring(),
                            kept(Views.label(event.operation(), "mono", "caption")));
            event.undo()
                    .ifPresent(
                            intent ->
                                    row.getChildren()
                                            .add(
                                                    row.getChildren().size() - 1,
                                                    undo(event, intent)));
            setGraphic(row);
            setAccessibleText(event.line());
        }

        private javafx.scene.control.Button undo(EventRow event, Intent intent) {
            var undo = Views.button(text("event.undo"), () -> want.accept(intent), "link");
            undo.setAccessibleText(text("event.undo") + ": " + event.what());
            undo.setId("undo-" + event.who());
            return undo;
        }

        private static Label kept(Label label) {
            label.setMinWidth(Region.USE_PREF_SIZE);
            return label;
        }
    }
}
