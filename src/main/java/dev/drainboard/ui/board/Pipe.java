package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurve;

/**
 * The line between two cards: casing, what flows, and for requests a valve at the balancer's end,
 * since the change is made there. Made once, laid out as often as the cards move.
 */
final class Pipe {

    private final Link link;
    private final List<CubicCurve> curves = new ArrayList<>();
    private final List<Circle> valves = new ArrayList<>();

    Pipe(Link link) {
        this.link = link;
        var flow = "flow-" + link.flow().name().toLowerCase(Locale.ROOT);
        boolean requests = link.carries() == Carries.REQUESTS;
        if (requests || link.carries() == Carries.USERS) {
            curves.add(curve("casing"));
        }
        curves.add(curve("carries-" + link.carries().name().toLowerCase(Locale.ROOT), flow));
        if (requests) {
            var valve = new Circle(5);
            valve.getStyleClass().addAll("valve", flow);
            valves.add(valve);
        }
    }

    private static CubicCurve curve(String... styles) {
        var curve = new CubicCurve();
        curve.getStyleClass().add("line");
        curve.getStyleClass().addAll(styles);
        return curve;
    }

    Link link() {
        return link;
    }

    List<? extends Node> lines() {
        return curves;
    }

    /** Drawn above all lines. */
    List<? extends Node> valves() {
        return valves;
    }

    void run(double x1, double y1, double x2, double y2) {
        double bend = (x2 - x1) / 2;
        for (var curve : curves) {
            curve.setStartX(x1);
            curve.setStartY(y1);
            curve.setControlX1(x1 + bend);
            curve.setControlY1(y1);
            curve.setControlX2(x2 - bend);
            curve.setControlY2(y2);
            curve.setEndX(x2);
            curve.setEndY(y2);
        }
        for (var valve : valves) {
            valve.setCenterX(x1);
            valve.setCenterY(y1);
        }
    }
}
