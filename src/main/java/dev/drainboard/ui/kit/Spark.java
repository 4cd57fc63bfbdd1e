package dev.drainboard.ui.kit;

import dev.drainboard.model.Series;
import dev.drainboard.ui.kit.Inks.Ink;
import java.util.Arrays;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.StrokeLineCap;

/**
 * The last minutes of one number as a line without words. Where nobody knew the number the line has
 * a gap. Painted again only for other numbers.
 */
public final class Spark {

    private static final double DOT = 4;

    private final double width;
    private final double height;
    private final Canvas canvas;
    private final Ink ink;
    private final Inks inks = new Inks(this::paint);
    private final StackPane root;
    private double[] values = {};

    /**
     * @param width in pixels where text is of the usual size; it grows with it, as the height does
     */
    public Spark(double width, double height, Ink ink) {
        this.width = width;
        this.height = height;
        this.ink = ink;
        canvas = new Canvas(width, height);
        root = new StackPane(inks, canvas);
        root.setMouseTransparent(true);
        fit();
    }

    private void fit() {
        canvas.setWidth(Math.round(width * inks.scale()));
        canvas.setHeight(Math.round(height * inks.scale()));
        root.setMinSize(canvas.getWidth(), canvas.getHeight());
        root.setMaxSize(canvas.getWidth(), canvas.getHeight());
    }

    public Region root() {
        return root;
    }

    public void show(Series series) {
        var now = series.values();
        if (!Arrays.equals(now, values)) {
            values = now;
            paint();
        }
    }

    private void paint() {
        fit();
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        var scale = Scale.of(values);
        pen.setLineWidth(1.3);
        pen.setLineCap(StrokeLineCap.ROUND);
        pen.setStroke(inks.of(ink));
        var xs = new double[values.length];
        var ys = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            xs[i] = x(i);
            ys[i] = Double.isNaN(values[i]) ? Double.NaN : y(scale.of(values[i]));
        }
        var curve = new Curve(xs, ys);
        pen.setFill(inks.of(ink).deriveColor(0, 1, 1, 0.16));
        curve.fill(pen, canvas.getHeight());
        curve.stroke(pen);
        int last = values.length - 1;
        if (last >= 0 && !Double.isNaN(values[last])) {
            pen.setFill(inks.of(ink));
            pen.fillOval(xs[last] - DOT / 2, ys[last] - DOT / 2, DOT, DOT);
        }
    }

    private double x(int i) {
        return DOT / 2 + i * (canvas.getWidth() - DOT) / Math.max(1, values.length - 1);
    }

    private double y(double share) {
        double room = canvas.getHeight() - 2 * DOT;
        return DOT + room * (1 - share);
    }

    /** From the lowest to the highest, but never so near that noise looks like a storm. */
    private record Scale(double low, double range) {

        /** The least that the range is of the highest. */
        private static final double CALM = 0.25;

        static Scale of(double... values) {
            var known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
            double high = Arrays.stream(known).max().orElse(0);
            double low = Arrays.stream(known).min().orElse(0);
            double range = Math.max(high - low, CALM * high);
            double middle = (high + low) / 2;
            return new Scale(Math.max(0, middle - range / 2), range);
        }

        double of(double value) {
            return range == 0 ? 0 : Math.clamp((value - low) / range, 0, 1);
        }
    }
}
