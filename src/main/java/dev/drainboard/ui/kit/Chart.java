package dev.drainboard.ui.kit;

import dev.drainboard.model.Series;
import dev.drainboard.ui.kit.Inks.Ink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Some series over time, from zero up, with as few words as an axis can have. Where nobody knew a
 * number its line has a gap; lines differ by dash as well as by colour.
 */
public final class Chart {

    /** One of the lines. */
    public record Line(Series series, Ink ink, Stroke stroke) {

        /** A line of what was, up to now. */
        public Line(Series series, Ink ink, boolean dashed, boolean filled) {
            this(series, ink, dashed ? Stroke.DASHED : filled ? Stroke.FILLED : Stroke.PLAIN);
        }
    }

    /** How a line is told from the others without its colour. */
    public enum Stroke {
        PLAIN,
        FILLED,
        DASHED,
        /** A grey surface with a hair of a line: something to hold the others against. */
        SHADE,
        /** Dots: what is only expected. */
        EXPECTED
    }

    private static final double LEFT = 34;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double BOTTOM = 20;
    private static final int STEPS = 2;

    private final Canvas canvas = new Canvas();
    private final Inks inks = new Inks(this::fit);
    private final Pane root = new Pane(inks, canvas);
    private final double height;
    private List<Line> lines = List.of();
    private Optional<Instant> now = Optional.empty();

    public Chart(double height) {
        this.height = height;
        root.setMouseTransparent(true);
        fit();
        root.widthProperty()
                .addListener(
                        (property, before, now) -> {
                            canvas.setWidth(now.doubleValue());
                            paint();
                        });
    }

    /** As high as its words are large. */
    private void fit() {
        canvas.setHeight(height * inks.scale());
        root.setMinHeight(canvas.getHeight());
        root.setMaxHeight(canvas.getHeight());
        paint();
    }

    public Region root() {
        return root;
    }

    /** The span of the first is the chart's, up to now. */
    public void show(List<Line> shown) {
        show(shown, Optional.empty());
    }

    /**
     * Since something began: from zero on, as far as the longest of the lines goes.
     *
     * @param now where it stands
     */
    public void since(List<Line> shown, Instant now) {
        show(shown, Optional.of(now));
    }

    private void show(List<Line> shown, Optional<Instant> at) {
        if (!shown.equals(lines) || !at.equals(now)) {
            lines = List.copyOf(shown);
            now = at;
            paint();
        }
    }

    private void paint() {
        var pen = canvas.getGraphicsContext2D();
        pen.setTransform(inks.scale(), 0, 0, inks.scale(), 0, 0);
        pen.clearRect(0, 0, width(), height);
        if (lines.isEmpty() || width() < LEFT + RIGHT + 20) {
            return;
        }
        double top =
                nice(
                        lines.stream()
                                .mapToDouble(line -> line.series().highest().orElse(0))
                                .max()
                                .orElse(0));
        axes(pen, top);
        lines.forEach(line -> paint(pen, line, top));
        now.ifPresent(at -> stand(pen, at));
    }

    /** Where it stands, with how long it took until there. */
    private void stand(GraphicsContext pen, Instant at) {
        double x = Math.round(x(at)) + 0.5;
        pen.setStroke(inks.of(Ink.ACCENT));
        pen.setLineWidth(1.5);
        pen.setLineDashes();
        pen.strokeLine(x, TOP, x, height - BOTTOM);
        var words = Figures.of(Duration.between(begin(), at));
        double wide = 12 + 6.5 * words.length();
        double from = Math.clamp(x - wide / 2, LEFT, Math.max(LEFT, width() - RIGHT - wide));
        pen.setFill(inks.of(Ink.ACCENT));
        pen.fillRoundRect(from, 0, wide, 17, 6, 6);
        pen.setFill(inks.of(Ink.CANVAS));
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(words, from + wide / 2, 8.5);
    }

    private Instant begin() {
        return lines.getFirst().series().time(0);
    }

    /** From the first point of the first line to the last of the one that goes furthest. */
    private Duration span() {
        return lines.stream()
                .map(line -> line.series())
                .map(series -> Duration.between(begin(), series.time(series.size() - 1)))
                .max(Duration::compareTo)
                .filter(span -> span.isPositive())
                .orElse(Duration.ofSeconds(1));
    }

    /** 1, 2, 2.5 or 5 times a power of ten, and not below. */
    static double nice(double highest) {
        if (highest <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(highest)));
        for (double step : new double[] {1, 2, 2.5, 5, 10}) {
            if (highest <= step * power) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private void axes(GraphicsContext pen, double top) {
        pen.setFont(Font.font("JetBrains Mono", 10));
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setLineDashes();
        pen.setLineWidth(1);
        for (int step = 0; step <= STEPS; step++) {
            double value = top * step / STEPS;
            double y = Math.round(y(value, top)) + 0.5;
            pen.setStroke(inks.of(Ink.LINE));
            pen.strokeLine(LEFT, y, width() - RIGHT, y);
            pen.setFill(inks.of(Ink.FG3));
            pen.fillText(Figures.decimal(value), LEFT - 6, y);
        }
        pen.setTextBaseline(VPos.TOP);
        double y = height - BOTTOM + 6;
        if (now.isPresent()) {
            pen.setTextAlign(TextAlignment.LEFT);
            pen.fillText(shortly(Duration.ZERO), LEFT, y);
            pen.setTextAlign(TextAlignment.CENTER);
            pen.fillText(shortly(span().dividedBy(2)), LEFT + plot() / 2, y);
            pen.setTextAlign(TextAlignment.RIGHT);
            pen.fillText(shortly(span()), width() - RIGHT, y);
            return;
        }
        var series = lines.getFirst().series();
        var span = series.step().multipliedBy(series.size());
        pen.setTextAlign(TextAlignment.LEFT);
        pen.fillText("−" + shortly(span), LEFT, y);
        pen.setTextAlign(TextAlignment.CENTER);
        pen.fillText("−" + shortly(span.dividedBy(2)), LEFT + plot() / 2, y);
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.fillText(Texts.text("chart.now"), width() - RIGHT, y);
    }

    private static String shortly(Duration span) {
        return Figures.of(span);
    }

    /** In pixels of text that is as large as it was drawn for. */
    private double width() {
        return canvas.getWidth() / inks.scale();
    }

    private double plot() {
        return width() - LEFT - RIGHT;
    }

    private double x(Instant at) {
        return LEFT + plot() * Duration.between(begin(), at).toMillis() / span().toMillis();
    }

    private double y(double value, double top) {
        return TOP + (height - TOP - BOTTOM) * (1 - value / top);
    }

    private void paint(GraphicsContext pen, Line line, double top) {
        var values = line.series().values();
        var ink = inks.of(line.ink());
        var xs = new double[values.length];
        var ys = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            xs[i] = x(line.series().time(i));
            ys[i] = y(values[i], top);
        }
        var curve = new Curve(xs, ys);
        if (line.stroke() == Stroke.FILLED || line.stroke() == Stroke.SHADE) {
            pen.setFill(ink.deriveColor(0, 1, 1, line.stroke() == Stroke.SHADE ? 0.22 : 0.14));
            curve.fill(pen, y(0, top));
        }
        pen.setStroke(ink);
        pen.setLineWidth(1.4);
        switch (line.stroke()) {
            case PLAIN, FILLED -> pen.setLineDashes();
            case DASHED -> pen.setLineDashes(4, 3);
            case EXPECTED -> pen.setLineDashes(2, 4);
            case SHADE -> {
                pen.setLineDashes();
                pen.setLineWidth(1);
                pen.setStroke(ink.deriveColor(0, 1, 1, 0.6));
            }
        }
        curve.stroke(pen);
    }
}
