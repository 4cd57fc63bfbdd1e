package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.ui.kit.Views;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The journal, newest first. */
final class EventsView {

    private final VBox rows = new VBox();
    private final Consumer<Intent> want;
    private final ScrollPane root;
    private List<EventRow> shown = List.of();

    /**
     * @param want hears what is to be taken back
     */
    EventsView(Consumer<Intent> want) {
        this.want = want;
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        root = scroll;
        root.setId("events");
    }

    Region root() {
        return root;
    }

    /** As text, a line each. */
    String lines() {
        return shown.stream().map(EventRow::line).collect(Collectors.joining("\n"));
    }

    void show(List<EventRow> events) {
        shown = List.copyOf(events);
        rows.getChildren().clear();
        if (events.isEmpty()) {
            var none = Views.label(text("events.none"), "second");
            none.getStyleClass().add("event");
            rows.getChildren().add(none);
        }
        for (var event : events) {
            var who = Views.cut(event.who(), "event-who");
            var operation = Views.label(event.operation(), "mono", "caption");
            operation.setMinWidth(Region.USE_PREF_SIZE);
            var time = Views.label(event.time(), "mono", "caption");
            time.setMinWidth(Region.USE_PREF_SIZE);
            var row =
                    Views.row(
                            10,
                            time,
                            event.glyph().draw(12),
                            who,
                            Views.cut(event.what(), "body"),
                            Views.spring(),
                            operation);
            event.undo()
                    .ifPresent(
                            intent -> {
                                var undo =
                                        Views.button(
                                                text("event.undo"),
                                                () -> want.accept(intent),
                                                "link");
                                undo.setAccessibleText(text("event.undo") + ": " + event.what());
                                undo.setId("undo-" + event.who());
                                row.getChildren().add(row.getChildren().size() - 1, undo);
                            });
            row.getStyleClass().add("event");
            rows.getChildren().add(row);
        }
    }
}
