package dev.drainboard.ui.board;

import dev.drainboard.ui.board.Pulse.Bar;
import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.Inks.Ink;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Draws a {@link Pulse}. A result has its own shape besides its colour: what answered is a full bar
 * as high as it took, what is degraded is crowned by a triangle, what failed is a hollow bar of
 * full height with a cross, what was updated a hollow low one, what nobody knows a dot.
 */
final class PulseView {

    private static final double HIGH = 26;
    private static final double GAP = 1.5;
    private static final double LEAST = 4;

    private final Canvas canvas = new Canvas(306, HIGH);
    private final Inks inks = new Inks(this::paint);
    private final Pane bars = new Pane(inks, canvas);
    private final Label says = Views.wrapped("", "caption");
    private final VBox root = new VBox(3, bars, says);
    private Optional<Pulse> shown = Optional.empty();

    PulseView() {
        root.setId("pulse");
        bars.setMinHeight(HIGH);
        bars.setMaxHeight(HIGH);
        bars.setMouseTransparent(true);
        bars.setAccessibleRole(AccessibleRole.TEXT);
        bars.widthProperty()
                .addListener(
                        (property, before, now) -> {
                            canvas.setWidth(now.doubleValue());
                            paint();
                        });
    }

    Region root() {
        return root;
    }

    void show(Pulse pulse) {
        if (!shown.equals(Optional.of(pulse))) {
            shown = Optional.of(pulse);
            says.setText(pulse.says());
            bars.setAccessibleText(pulse.says());
            paint();
        }
    }

    private void paint() {
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), HIGH);
        shown.ifPresent(pulse -> paint(pen, pulse));
    }

    private void paint(GraphicsContext pen, Pulse pulse) {
        double step = canvas.getWidth() / Math.max(1, pulse.bars().size());
        for (int i = 0; i < pulse.bars().size(); i++) {
            paint(pen, pulse.bars().get(i), i * step, step - GAP);
        }
    }

    private void paint(GraphicsContext pen, Bar bar, double x, double wide) {
        double high = LEAST + (HIGH - LEAST - 6) * bar.height();
        double right = x + wide;
        pen.setLineWidth(1.2);
        switch (bar.result()) {
            case SILENT -> {
                pen.setFill(inks.of(Ink.LINE3));
                pen.fillRect(x + wide / 2 - 1, HIGH - 2, 2, 2);
            }
            case ANSWERED -> {
                pen.setFill(inks.of(Ink.OK));
                pen.fillRoundRect(x, HIGH - high, wide, high, 2, 2);
            }
            case PLANNED -> {
                pen.setStroke(inks.of(Ink.PLAN));
                pen.strokeRect(x + 0.6, HIGH - 8, wide - 1.2, 7.4);
            }
            case DEGRADED -> {
                pen.setFill(inks.of(Ink.WARN));
                pen.fillRect(x, HIGH - high, wide, high);
                double top = Math.max(0, HIGH - high - 7);
                pen.fillPolygon(
                        new double[] {x, right, x + wide / 2},
                        new double[] {top + 6, top + 6, top},
                        3);
            }
            case FAILED -> {
                pen.setStroke(inks.of(Ink.FAIL));
                pen.strokeRect(x + 0.6, 0.6, wide - 1.2, HIGH - 1.2);
                pen.strokeLine(x + 0.6, HIGH / 2 - 3, right - 0.6, HIGH / 2 + 3);
                pen.strokeLine(x + 0.6, HIGH / 2 + 3, right - 0.6, HIGH / 2 - 3);
            }
        }
    }
}
