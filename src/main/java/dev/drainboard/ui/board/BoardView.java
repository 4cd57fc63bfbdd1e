package dev.drainboard.ui.board;

import dev.drainboard.model.History;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The cluster from left to right, and its figures above. Hands out which node was chosen. */
public final class BoardView {

    private final FiguresView figures;
    private final AttentionView attention;
    private final Board board;

    /** What a wheel turns by at once; a touchpad does it in smaller steps. */
    private static final double NOTCH = 30;

    private final VBox root;
    private double turned;

    /**
     * @param hovers hears the id of what the mouse is over; empty: of nothing
     */
    public BoardView(History history, Consumer<String> choose, Consumer<Optional<String>> hovers) {
        figures = new FiguresView(history);
        attention = new AttentionView(choose);
        board = new Board(choose, hovers);
        var scroll = new ScrollPane(board);
        scroll.getStyleClass().add("canvas");
        scroll.setFocusTraversable(false);
        scroll.setFitToWidth(true);
        scroll.viewportBoundsProperty()
                .addListener((property, before, now) -> board.fit(now.getWidth(), now.getHeight()));
        scroll.addEventFilter(ScrollEvent.SCROLL, event -> wheel(event, scroll));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root = new VBox(figures.root(), attention.root(), scroll);
    }

    /** Zooms where there is nothing to scroll, and with Ctrl always. */
    private void wheel(ScrollEvent event, ScrollPane scroll) {
        boolean all = board.getHeight() <= scroll.getViewportBounds().getHeight() + 1;
        if (event.getDeltaY() != 0 && !event.isInertia() && (all || event.isShortcutDown())) {
            turned += event.getDeltaY();
            if (Math.abs(turned) >= NOTCH) {
                board.zoom(turned > 0 ? 1 : -1);
                turned = 0;
            }
            event.consume();
        }
    }

    /** As {@link Board#mirror}. */
    public void mirror(Optional<String> id) {
        board.mirror(id);
    }

    /** As {@link Board#travel}. */
    public boolean travel(Travel.Way way) {
        return board.travel(way);
    }

    /** As {@link Board#zoom}. */
    public void zoom(int by) {
        board.zoom(by);
    }

    /** As {@link Board#frame}. */
    public boolean frame() {
        return board.frame();
    }

    public Region root() {
        return root;
    }

    public void show(BoardModel model, Optional<String> chosen) {
        attention.show(model.attention(), model.differ());
        board.show(model, chosen);
    }

    /** The figures above the board; their lines go on though none of them changed. */
    public void figures(BoardModel model) {
        figures.show(model.figures(), model.at());
    }

    /** Whether anybody looks, and wants to see motion. */
    public void move(boolean motion) {
        board.move(motion);
    }
}
