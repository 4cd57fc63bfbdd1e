package dev.drainboard.ui.board;

import java.util.Objects;

/**
 * Where a pipe runs: a curve that leaves and arrives level. Points are told by the way along it, in
 * pixels, so that what flows keeps its speed in the bends.
 */
final class Run {

    private static final int PIECES = 32;

    private final double x1;
    private final double y1;
    private final double x2;
    private final double y2;
    private final double[] xs = new double[PIECES + 1];
    private final double[] ys = new double[PIECES + 1];
    private final double[] ways = new double[PIECES + 1];

    Run(double x1, double y1, double x2, double y2) {
        this.x1 = x1;
        this.y1 = y1;
        this.x2 = x2;
        this.y2 = y2;
        for (int i = 0; i <= PIECES; i++) {
            double t = (double) i / PIECES;
            xs[i] = cubic(t, x1, bend(), bend(), x2);
            ys[i] = cubic(t, y1, y1, y2, y2);
            ways[i] = i == 0 ? 0 : ways[i - 1] + Math.hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
        }
    }

    private static double cubic(double t, double a, double b, double c, double d) {
        double u = 1 - t;
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    }

    double x1() {
        return x1;
    }

    double y1() {
        return y1;
    }

    double x2() {
        return x2;
    }

    double y2() {
        return y2;
    }

    /** Where both control points are, from left to right. */
    double bend() {
        return (x1 + x2) / 2;
    }

    double length() {
        return ways[PIECES];
    }

    /** The same run, so much lower. */
    Run lower(double by) {
        return new Run(x1, y1 + by, x2, y2 + by);
    }

    Run times(double scale) {
        return new Run(
                Math.round(x1 * scale),
                Math.round(y1 * scale),
                Math.round(x2 * scale),
                Math.round(y2 * scale));
    }

    double xAt(double way) {
        return at(way, xs);
    }

    double yAt(double way) {
        return at(way, ys);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Run run
                && x1 == run.x1
                && y1 == run.y1
                && x2 == run.x2
                && y2 == run.y2;
    }

    @Override
    public int hashCode() {
        return Objects.hash(x1, y1, x2, y2);
    }

    private double at(double way, double[] values) {
        int low = 0;
        int high = PIECES;
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (ways[middle] <= way) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double piece = ways[high] - ways[low];
        double share = piece == 0 ? 0 : Math.clamp((way - ways[low]) / piece, 0, 1);
        return values[low] + share * (values[high] - values[low]);
    }
}
