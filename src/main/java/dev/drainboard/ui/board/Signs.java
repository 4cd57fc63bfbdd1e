package dev.drainboard.ui.board;

import dev.drainboard.ui.kit.Glyph;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/** The glyphs of states on a canvas; {@link Glyph#draw} is the same as a part of the scene. */
final class Signs {

    private static final double GRID = 16;

    private Signs() {}

    /**
     * @param surface the colour behind, which a mark in a filled shape takes
     */
    static void paint(
            GraphicsContext pen,
            Glyph glyph,
            double x,
            double y,
            double size,
            Color state,
            Color surface) {
        pen.save();
        pen.translate(x, y);
        pen.scale(size / GRID, size / GRID);
        pen.setLineCap(StrokeLineCap.ROUND);
        pen.setLineJoin(StrokeLineJoin.ROUND);
        pen.setLineDashes(glyph == Glyph.UNKNOWN ? new double[] {2.6, 2.2} : null);
        pen.setStroke(state);
        pen.setFill(state);
        if (glyph.filled()) {
            path(pen, glyph.shape());
            pen.fill();
            pen.setStroke(surface);
            pen.setLineWidth(1.7);
        } else {
            pen.setLineWidth(1.6);
            if (glyph == Glyph.WARMING_UP) {
                pen.setGlobalAlpha(0.4);
            }
            path(pen, glyph.shape());
            pen.stroke();
            pen.setGlobalAlpha(1);
            pen.setLineWidth(glyph == Glyph.WARMING_UP ? 2.6 : 1.6);
        }
        pen.setLineDashes();
        path(pen, glyph.mark());
        pen.stroke();
        pen.restore();
    }

    private static void path(GraphicsContext pen, String path) {
        pen.beginPath();
        pen.appendSVGPath(path);
    }
}
