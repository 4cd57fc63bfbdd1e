package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.kit.Views;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** What the lines of the board mean. */
final class LegendView {

    private final HBox root;

    LegendView() {
        var valve = new Valve();
        valve.show(Flow.OPEN, 0, 0);
        valve.setManaged(true);
        root =
                Views.row(
                        7,
                        line("http"),
                        word("board.legend.http"),
                        line("ws"),
                        word("board.legend.websocket"),
                        line("db"),
                        word("board.legend.database"),
                        line("fs"),
                        word("board.legend.filestore"),
                        valve,
                        word("board.legend.in"));
        root.getStyleClass().add("legend");
        root.setMouseTransparent(true);
        root.setManaged(false);
    }

    Region root() {
        return root;
    }

    void show(Layout layout, double text) {
        root.resizeRelocate(
                16, layout.height() - 34 * text, layout.width() - 172 * text, 22 * text);
    }

    private static Region line(String style) {
        var line = new Region();
        line.getStyleClass().addAll("legend-line", style);
        return line;
    }

    private static Label word(String key) {
        var word = Views.label(text(key), "caption");
        word.setMinWidth(Region.USE_PREF_SIZE);
        return word;
    }
}
