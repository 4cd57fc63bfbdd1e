package dev.drainboard.ui.kit;

import javafx.scene.canvas.GraphicsContext;

/**
 * A line through points, with a gap wherever {@code y} is not a number. One path for all of it: to
 * a software renderer every shape of its own is dear, and sixty of them a chart were most of a
 * frame.
 */
final class Curve {

    private final double[] xs;
    private final double[] ys;

    Curve(double[] xs, double[] ys) {
        this.xs = xs;
        this.ys = ys;
    }

    void stroke(GraphicsContext pen) {
        pen.beginPath();
        for (int i = 0; i < xs.length; i++) {
            if (begins(i)) {
                pen.moveTo(xs[i], ys[i]);
            } else if (known(i)) {
                pen.lineTo(xs[i], ys[i]);
            }
        }
        pen.stroke();
    }

    /** What lies between the line and {@code floor}. */
    void fill(GraphicsContext pen, double floor) {
        pen.beginPath();
        for (int i = 0; i < xs.length; i++) {
            if (begins(i)) {
                pen.moveTo(xs[i], floor);
            }
            if (known(i)) {
                pen.lineTo(xs[i], ys[i]);
                if (!known(i + 1)) {
                    pen.lineTo(xs[i], floor);
                    pen.closePath();
                }
            }
        }
        pen.fill();
    }

    private boolean begins(int i) {
        return known(i) && !known(i - 1);
    }

    private boolean known(int i) {
        return i >= 0 && i < ys.length && !Double.isNaN(ys[i]);
    }
}
