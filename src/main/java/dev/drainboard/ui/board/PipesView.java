package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Link;
import dev.drainboard.ui.kit.Inks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javafx.scene.canvas.Canvas;

/**
 * The still part of the pipes, on one canvas: scene nodes of this size would each make the whole
 * board dirty with every frame. Painted again only when a pipe looks otherwise.
 */
final class PipesView {

    /** Of pipes that do not belong to what is chosen or under the mouse. */
    private static final double BACKGROUND = 0.8;

    private final Canvas canvas = new Canvas();
    private final Inks inks;
    private Map<Look, Run> painted = Map.of();

    /** All that a pipe's picture depends on. */
    private record Look(
            String from,
            String to,
            BoardModel.Carries carries,
            BoardModel.Flow flow,
            double width,
            boolean strong) {}

    PipesView(Inks inks) {
        this.inks = inks;
        canvas.setMouseTransparent(true);
    }

    Canvas canvas() {
        return canvas;
    }

    /**
     * @param lifted the ids of what its pipes are at full strength for
     */
    void show(Layout layout, Scale scale, Set<String> lifted) {
        boolean resized =
                canvas.getWidth() != layout.width() || canvas.getHeight() != layout.height();
        var looks = new LinkedHashMap<Look, Run>();
        layout.runs().forEach((link, run) -> looks.put(look(link, scale, lifted), run));
        if (resized || !looks.equals(painted)) {
            canvas.setWidth(layout.width());
            canvas.setHeight(layout.height());
            painted = looks;
            paint();
        }
    }

    private static Look look(Link link, Scale scale, Set<String> lifted) {
        boolean strong = lifted.contains(link.from()) || lifted.contains(link.to());
        return new Look(
                link.from(), link.to(), link.carries(), link.flow(), scale.width(link), strong);
    }

    /** The same picture once more, in the colours of now. */
    void paint() {
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        var strokes = new Strokes(pen, inks);
        painted.forEach(
                (look, run) ->
                        strokes.pipe(
                                new Link(
                                        look.from(),
                                        look.to(),
                                        look.carries(),
                                        look.flow(),
                                        Load.UNKNOWN,
                                        ""),
                                run,
                                look.width(),
                                look.strong() ? 1 : BACKGROUND));
    }
}
