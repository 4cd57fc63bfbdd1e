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
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is still open on a node that drains: how many, how that falls, and when it will be over. */
final class LeftView {

    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int POINTS = 120;

    private final History history;
    private final Label title = Views.label("", "section");
    private final Label requests = Views.label("", "counter");
    private final Label sockets = Views.label("", "second");
    private final Label when = Views.label("", "state-word", "is-draining");
    private final Chart chart = new Chart(240);
    private final Label beside = Views.wrapped("", "caption");
    private final VBox root;
    private Optional<Shade> shade = Optional.empty();

    /** What the history has seen of an earlier drain; may be blank. */
    private record Shade(Earlier earlier, Series seen) {}

    LeftView(History history) {
        this.history = history;
        root =
                new VBox(
                        8,
                        title,
                        Views.row(10, requests, sockets, Views.spring(), when),
                        chart.root(),
                        Views.row(
                                14,
                                legend("http", "rollout.left.http"),
                                legend("ws", "rollout.left.websockets")),
                        beside);
        root.getStyleClass().add("panel");
    }

    private static HBox legend(String style, String key) {
        var mark = new Region();
        mark.getStyleClass().addAll("traffic", style);
        return Views.row(5, mark, Views.label(text(key), "caption"));
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
        int points = (int) Math.min(POINTS, span.toSeconds());
        var active = history.series(node, Metric.ACTIVE, span, points);
        var websockets = history.series(node, Metric.WEBSOCKETS, span, points);
        title.setText(text("rollout.left", node));
        requests.setText(draining.requests());
        sockets.setText(text("rollout.left.requests", draining.websockets()));
        var decay = Decay.of(looks(active));
        when.setText(words(decay));
        var before = draining.earlier().filter(Earlier::near).flatMap(one -> shade(one, active));
        beside.setText(
                draining.earlier().map(earlier -> earlier.says(before.isPresent())).orElse(""));
        beside.setVisible(draining.earlier().isPresent());
        beside.setManaged(beside.isVisible());
        var lines = new ArrayList<Chart.Line>();
        before.ifPresent(series -> lines.add(new Chart.Line(series, Ink.OUT, Chart.Stroke.SHADE)));
        lines.add(new Chart.Line(active, Ink.HTTP, Chart.Stroke.FILLED));
        lines.add(new Chart.Line(websockets, Ink.WS, Chart.Stroke.DASHED));
        expected(active, decay).ifPresent(lines::add);
        if (since.compareTo(MOST) > 0) {
            chart.show(lines);
        } else {
            chart.since(lines, active.time(active.size() - 1));
        }
    }

    /** Read once: what was does not change. Empty: the history did not see it. */
    private Optional<Series> shade(Earlier earlier, Series now) {
        if (shade.filter(kept -> kept.earlier().equals(earlier)).isEmpty()) {
            shade = Optional.of(new Shade(earlier, seen(earlier, now)));
        }
        return shade.map(Shade::seen)
                .filter(seen -> !seen.blank())
                .map(seen -> new Series(now.time(0), seen.step(), seen.values()));
    }

    private Series seen(Earlier earlier, Series now) {
        var end = now.time(now.size() - 1);
        var span = Duration.between(earlier.began(), end).plusSeconds(1);
        return earlier.of(
                history.series(
                        earlier.node(), Metric.ACTIVE, span, (int) Math.max(1, span.toSeconds())));
    }

    /** From what is left now down to nothing, where that can be said. */
    private static Optional<Chart.Line> expected(Series active, Decay decay) {
        return decay instanceof Decay.Falling falling
                        && falling.eta().isPositive()
                        && falling.eta().compareTo(MOST) < 0
                        && active.newest().isPresent()
                ? Optional.of(
                        new Chart.Line(
                                new Series(
                                        active.time(active.size() - 1),
                                        falling.eta(),
                                        active.newest().getAsDouble(),
                                        0),
                                Ink.PLAN,
                                Chart.Stroke.EXPECTED))
                : Optional.empty();
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
