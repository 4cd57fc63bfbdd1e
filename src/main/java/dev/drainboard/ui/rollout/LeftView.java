package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Decay;
import dev.drainboard.model.History;
import dev.drainboard.model.Metric;
import dev.drainboard.model.Series;
import dev.drainboard.ui.kit.Chart;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Inks.Ink;
import dev.drainboard.ui.kit.Views;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is still open on a node that drains: how many, how that falls, and when it will be over. */
final class LeftView {

    private static final Duration LEAST = Duration.ofSeconds(30);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int POINTS = 120;

    private final History history;
    private final Label title = Views.label("", "section");
    private final Label requests = Views.label("", "counter");
    private final Label sockets = Views.label("", "second");
    private final Label when = Views.label("", "state-word", "is-draining");
    private final Chart chart = new Chart(240);
    private final VBox root;

    LeftView(History history) {
        this.history = history;
        root =
                new VBox(
                        8,
                        title,
                        Views.row(10, requests, sockets, Views.spring(), when),
                        chart.root());
        root.getStyleClass().add("panel");
    }

    Region root() {
        return root;
    }

    /**
     * The line is of means, the numbers are of the newest reading: what is waited for is counted
     * and not averaged.
     */
    void show(RolloutModel.Draining draining) {
        var node = draining.node();
        var since = draining.since();
        var asked = since.compareTo(LEAST) < 0 ? LEAST : since;
        var span = asked.compareTo(MOST) > 0 ? MOST : asked;
        var active = history.series(node, Metric.ACTIVE, span, POINTS);
        var websockets = history.series(node, Metric.WEBSOCKETS, span, POINTS);
        title.setText(text("rollout.left", node));
        requests.setText(draining.requests());
        sockets.setText(text("rollout.left.requests", draining.websockets()));
        when.setText(words(Decay.of(looks(active))));
        chart.show(
                List.of(
                        new Chart.Line(active, Ink.HTTP, false, true),
                        new Chart.Line(websockets, Ink.WS, true, false)));
    }

    private static List<Decay.Left> looks(Series series) {
        var looks = new ArrayList<Decay.Left>();
        for (int i = 0; i < series.size(); i++) {
            if (!Double.isNaN(series.at(i))) {
                looks.add(new Decay.Left(series.time(i), (int) Math.round(series.at(i))));
            }
        }
        return looks;
    }

    private static String words(Decay decay) {
        return switch (decay) {
            case Decay.Over over -> text("rollout.left.over");
            case Decay.Unknown unknown -> "";
            case Decay.Held held ->
                    text("rollout.left.held", held.left(), Figures.of(held.lasted()));
            case Decay.Falling falling ->
                    falling.confidence() == Decay.Confidence.LOW
                            ? text(
                                    "rollout.left.between",
                                    Figures.of(falling.soonest()),
                                    Figures.of(falling.latest()))
                            : text("rollout.left.about", Figures.of(falling.eta()));
        };
    }
}
