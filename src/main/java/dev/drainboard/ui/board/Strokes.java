package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.board.BoardModel.Link;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.Inks.Ink;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;

/** Draws one pipe: its casing, and in it what flows. */
final class Strokes {

    /** What the casing is wider than the flow. */
    private static final double WALL = 5;

    private static final double NO_LOAD = 2;
    private static final double FLOW = 0.72;
    private static final double SIGN = 14;

    private final GraphicsContext pen;
    private final Inks inks;

    Strokes(GraphicsContext pen, Inks inks) {
        this.pen = pen;
        this.inks = inks;
    }

    /**
     * @param width of the flow
     * @param strength 1 for the pipes of the chosen node, less for the others
     */
    void pipe(Link link, Run run, double width, double strength) {
        pen.setGlobalAlpha(strength);
        pen.setLineCap(StrokeLineCap.BUTT);
        switch (link.carries()) {
            case USERS, REQUESTS -> requests(link.flow(), run, width);
            case WEBSOCKETS -> websockets(link.flow(), run);
            case DATABASE -> database(link.flow(), run, width);
            case FILES -> files(link.flow(), run);
        }
        pen.setGlobalAlpha(1);
    }

    private void requests(Flow flow, Run run, double width) {
        switch (flow) {
            case OPEN -> {
                line(run, Ink.CASING, width + WALL);
                flow(run, Ink.HTTP, width);
            }
            case DRAINING -> {
                line(run, Ink.CASING, NO_LOAD + WALL);
                line(run, Ink.PLAN, Math.min(width, 3), 7, 5);
            }
            case SHUT -> {
                line(run, Ink.CASING, NO_LOAD + WALL);
                line(run, Ink.LINE3, 1.5, 1.5, 5);
            }
            case BROKEN -> broken(run);
            case UNKNOWN -> {
                line(run, Ink.CASING, NO_LOAD + WALL);
                line(run, Ink.LINE3, 1.5, 4, 5);
            }
        }
    }

    private void websockets(Flow flow, Run run) {
        switch (flow) {
            case OPEN -> line(run, Ink.WS, 1.8, 6, 4);
            case DRAINING -> line(run, Ink.PLAN, 1.8, 6, 4);
            case UNKNOWN -> line(run, Ink.LINE3, 1.4, 3, 5);
            case SHUT, BROKEN -> {}
        }
    }

    private void database(Flow flow, Run run, double width) {
        switch (flow) {
            case OPEN, DRAINING, BROKEN -> {
                line(run, Ink.CASING, width + 4);
                flow(run, Ink.DB, width);
            }
            case SHUT -> line(run, Ink.LINE2, 1.2);
            case UNKNOWN -> line(run, Ink.LINE3, 1.4, 3, 5);
        }
    }

    private void files(Flow flow, Run run) {
        pen.setLineCap(StrokeLineCap.ROUND);
        line(run, flow == Flow.OPEN ? Ink.FS : Ink.LINE3, 1.3, 0.5, 4.5);
    }

    /** A red line with a gap, and the failed sign in it. */
    private void broken(Run run) {
        line(run, Ink.CASING, NO_LOAD + WALL);
        double middle = run.length() / 2;
        line(run, Ink.FAIL, NO_LOAD, middle - SIGN, 2 * SIGN, run.length());
        Signs.paint(
                pen,
                Glyph.FAILED,
                run.xAt(middle) - SIGN / 2,
                run.yAt(middle) - SIGN / 2,
                SIGN,
                inks.of(Ink.FAIL),
                inks.of(Ink.CANVAS));
    }

    /** Quieter than its colour, so that dots and words stand out before it. */
    private void flow(Run run, Ink ink, double width) {
        double strength = pen.getGlobalAlpha();
        pen.setGlobalAlpha(strength * FLOW);
        line(run, ink, width);
        pen.setGlobalAlpha(strength);
    }

    private void line(Run run, Ink ink, double width, double... dashes) {
        Color colour = inks.of(ink);
        pen.setStroke(colour);
        pen.setLineWidth(width);
        pen.setLineDashes(dashes);
        pen.beginPath();
        pen.moveTo(run.x1(), run.y1());
        pen.bezierCurveTo(run.bend(), run.y1(), run.bend(), run.y2(), run.x2(), run.y2());
        pen.stroke();
    }

    /** Dots move only where it is known how much flows. */
    static boolean dotted(Link link) {
        boolean flows = link.carries() != Carries.FILES && link.carries() != Carries.WEBSOCKETS;
        return flows && link.flow() == Flow.OPEN && link.load().amount().orElse(0) > 0;
    }
}
