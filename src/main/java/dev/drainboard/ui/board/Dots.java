package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many dots move along each pipe. All have one speed: how close they follow each other tells
 * the rate. Pure.
 *
 * @param spacing between two dots of this pipe, in pixels
 * @param size of a dot, in pixels
 */
record Dots(Run run, double spacing, double size) {

    /** Pixels a second. */
    static final double SPEED = 70;

    private static final int MOST_A_PIPE = 9;
    private static final int MOST = 240;

    private static final double CLOSEST = 18;

    /** Below one request a second: a dot every four seconds. */
    private static final double RARE = 4 * SPEED;

    static List<Dots> of(Map<Link, Run> runs, Scale scale) {
        var dots = new ArrayList<Dots>();
        double all = 0;
        for (var entry : runs.entrySet()) {
            var link = entry.getKey();
            var run = entry.getValue();
            if (!Strokes.dotted(link)) {
                continue;
            }
            double many = Math.max(1, MOST_A_PIPE * scale.share(link));
            double spacing =
                    link.load().amount().orElse(0) < 1
                            ? RARE
                            : Math.max(CLOSEST, run.length() / many);
            dots.add(new Dots(run, spacing, link.carries() == Carries.DATABASE ? 3 : 4));
            all += run.length() / spacing;
        }
        double thinned = Math.max(1, all / MOST);
        return dots.stream()
                .map(each -> new Dots(each.run(), each.spacing() * thinned, each.size()))
                .toList();
    }
}
