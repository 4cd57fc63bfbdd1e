package dev.drainboard.ui.kit;

import dev.drainboard.model.Series;
import dev.drainboard.ui.kit.Inks.Ink;
import java.time.Duration;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Some series over the same span, from zero up, with as few words as an axis can have. Where nobody
 * knew a number its line has a gap; lines differ by dash as well as by colour.
 */
public final class Chart {

    /** One of the lines. */
    public record Line(Series series, Ink ink, boolean dashed, boolean filled) {}

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

    /** All of the same span. */
    public void show(List<Line> now) {
        if (!now.equals(lines)) {
            lines = List.copyOf(now);
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
        var series = lines.getFirst().series();
        var span = series.step().multipliedBy(series.size());
        pen.setTextBaseline(VPos.TOP);
        double y = height - BOTTOM + 6;
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

    private double x(int i, int size) {
        return LEFT + plot() * i / Math.max(1, size - 1);
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
            xs[i] = x(i, values.length);
            ys[i] = y(values[i], top);
        }
        var curve = new Curve(xs, ys);
        if (line.filled()) {
            pen.setFill(ink.deriveColor(0, 1, 1, 0.14));
            curve.fill(pen, y(0, top));
        }
        pen.setStroke(ink);
        pen.setLineWidth(1.4);
        pen.setLineDashes(line.dashed() ? new double[] {4, 3} : new double[0]);
        curve.stroke(pen);
    }
}
