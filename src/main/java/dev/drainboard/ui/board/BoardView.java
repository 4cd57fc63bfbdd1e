package dev.drainboard.ui.board;

import dev.drainboard.model.History;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The cluster from left to right, and its figures above. Hands out which node was chosen. */
public final class BoardView {

    private final FiguresView figures;
    private final AttentionView attention;
    private final Board board;
    private final VBox root;

    public BoardView(History history, Consumer<String> choose) {
        figures = new FiguresView(history);
        attention = new AttentionView(choose);
        board = new Board(choose);
        var scroll = new ScrollPane(board);
        scroll.getStyleClass().add("canvas");
        scroll.setFocusTraversable(false);
        scroll.setFitToWidth(true);
        scroll.viewportBoundsProperty()
                .addListener((property, before, now) -> board.fit(now.getWidth(), now.getHeight()));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root = new VBox(figures.root(), attention.root(), scroll);
    }

    public Region root() {
        return root;
    }

    public void show(BoardModel model, Optional<String> chosen) {
        figures.show(model.figures(), model.at());
        attention.show(model.attention());
        board.show(model, chosen);
    }

    /** Whether anybody looks, and wants to see motion. */
    public void move(boolean motion) {
        board.move(motion);
    }
}
