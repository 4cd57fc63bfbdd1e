package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.Figure;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The cluster from left to right, and its figures above. Hands out which node was chosen. */
public final class BoardView {

    private final HBox figures = new HBox();
    private final AttentionView attention;
    private final Board board;
    private final VBox root;

    public BoardView(Consumer<String> choose) {
        figures.getStyleClass().add("figures");
        attention = new AttentionView(choose);
        board = new Board(choose);
        var scroll = new ScrollPane(board);
        scroll.getStyleClass().add("canvas");
        scroll.setFocusTraversable(false);
        scroll.setFitToWidth(true);
        scroll.viewportBoundsProperty()
                .addListener((property, before, now) -> board.fit(now.getWidth(), now.getHeight()));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root = new VBox(figures, attention.root(), scroll);
    }

    public Region root() {
        return root;
    }

    public void show(BoardModel model, Optional<String> chosen) {
        figures.getChildren().setAll(model.figures().stream().map(BoardView::figure).toList());
        attention.show(model.attention());
        board.show(model, chosen);
    }

    /** Whether anybody looks, and wants to see motion. */
    public void move(boolean motion) {
        board.move(motion);
    }

    private static Region figure(Figure figure) {
        var unit = Views.label(figure.unit(), "caption");
        unit.setMinWidth(Region.USE_PREF_SIZE);
        var cell =
                Views.column(
                        2,
                        Views.label(figure.name(), "caption"),
                        Views.row(6, Views.cut(figure.value(), "figure"), unit));
        cell.getStyleClass().add("figure-cell");
        HBox.setHgrow(cell, Priority.ALWAYS);
        cell.setMaxWidth(Double.MAX_VALUE);
        cell.setPrefWidth(140);
        cell.setAccessibleText(
                text("board.figure.sentence", figure.name(), figure.value(), figure.unit()));
        return cell;
    }
}
