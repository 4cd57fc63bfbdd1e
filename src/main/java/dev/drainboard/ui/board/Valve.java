package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Flow;
import java.util.Locale;
import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.SVGPath;

/** The valve of a pipe, at the balancer's end, since the change is made there. */
final class Valve extends StackPane {

    private static final double SIZE = 15;

    private final Circle ring = new Circle(6);
    private final SVGPath mark = new SVGPath();

    Valve() {
        ring.getStyleClass().add("valve-ring");
        mark.getStyleClass().add("valve-mark");
        getChildren().addAll(ring, new Group(mark));
        setMouseTransparent(true);
        setManaged(false);
        resize(SIZE, SIZE);
    }

    void show(Flow flow, double x, double y) {
        getStyleClass().setAll("valve", "flow-" + flow.name().toLowerCase(Locale.ROOT));
        mark.setContent(
                switch (flow) {
                    case OPEN -> "M2.2 0a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4z";
                    case DRAINING -> "M0 0h5L2.500 4z";
                    case SHUT -> "M0 0h6";
                    case BROKEN -> "M0 0l4 4M4 0l-4 4";
                    case UNKNOWN -> "";
                });
        relocate(Math.round(x - SIZE / 2), Math.round(y - SIZE / 2));
    }
}
