package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Views;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** How much of each node is shown, and a way to see more or less of it. */
final class ZoomView {

    private final Label level = Views.label("", "caption");
    private final HBox root;

    /**
     * @param zoom hears +1 nearer, -1 farther, 0 as much as there is room for
     */
    ZoomView(Consumer<Integer> zoom) {
        root =
                Views.row(
                        0,
                        button("−", "board.zoom.out", () -> zoom.accept(-1)),
                        level,
                        button("+", "board.zoom.in", () -> zoom.accept(1)),
                        button("0", "board.zoom.fit", () -> zoom.accept(0)));
        root.getStyleClass().add("zoom");
        root.setManaged(false);
    }

    Region root() {
        return root;
    }

    void show(Detail detail, boolean byHand, Layout layout, double text) {
        level.setText(text("board.detail", detail));
        root.getChildren().getLast().setDisable(!byHand);
        double width = root.prefWidth(-1);
        double height = root.prefHeight(-1);
        root.resizeRelocate(
                layout.width() - width - 16, layout.height() - height - 10 * text, width, height);
    }

    private static Button button(String sign, String words, Runnable deed) {
        var button = Views.button(sign, deed, "zoom-button");
        button.setId(words.replace('.', '-'));
        button.setAccessibleText(text(words));
        button.setTooltip(new Tooltip(text(words)));
        return button;
    }
}
