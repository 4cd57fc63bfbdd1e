package dev.drainboard.ui.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The room between two columns, and the dots that move in it. Pure.
 *
 * @param box around all their pipes, at whole pixels
 */
record Gap(Box box, List<Dots> dots) {

    /** A dot that begins or ends lies half beyond its pipe. */
    private static final double EDGE = 4;

    Gap {
        dots = List.copyOf(dots);
    }

    /** From left to right. Pipes that lie over each other are in one gap. */
    static List<Gap> between(List<Dots> all) {
        var sorted =
                all.stream().sorted(Comparator.comparingDouble(dots -> dots.run().x1())).toList();
        var gaps = new ArrayList<Gap>();
        var some = new ArrayList<Dots>();
        double right = Double.NEGATIVE_INFINITY;
        for (var dots : sorted) {
            if (!some.isEmpty() && dots.run().x1() > right) {
                gaps.add(around(some));
                some.clear();
            }
            some.add(dots);
            right = Math.max(right, dots.run().x2());
        }
        if (!some.isEmpty()) {
            gaps.add(around(some));
        }
        return gaps;
    }

    private static Gap around(List<Dots> dots) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = 0;
        double bottom = 0;
        for (var each : dots) {
            var run = each.run();
            left = Math.min(left, run.x1());
            top = Math.min(top, Math.min(run.y1(), run.y2()));
            right = Math.max(right, run.x2());
            bottom = Math.max(bottom, Math.max(run.y1(), run.y2()));
        }
        double x = Math.floor(left - EDGE);
        double y = Math.floor(top - EDGE);
        return new Gap(
                new Box(x, y, Math.ceil(right + EDGE - x), Math.ceil(bottom + EDGE - y)), dots);
    }
}
