package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.Inks.Ink;
import dev.drainboard.ui.rollout.Course.Block;
import dev.drainboard.ui.rollout.Course.Line;
import dev.drainboard.ui.rollout.Course.Mark;
import dev.drainboard.ui.rollout.Course.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws a {@link Course}: a line a node, the clock above, and below how many nodes serve. */
final class CourseView {

    private static final double LEFT = 150;
    private static final double RIGHT = 36;
    private static final double TOP = 30;
    private static final double LINE = 46;
    private static final double BLOCK = 34;
    private static final double CAPACITY = 54;

    /** Below the capacity, for what is said of stands, and below that of marks. */
    private static final double WORDS = 16;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
    private static final long[] TICKS = {5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200};

    private final Canvas canvas = new Canvas();
    private final Inks inks = new Inks(this::fit);
    private final Pane root = new Pane(inks, canvas);
    private final ZoneId zone;
    private Optional<Course> shown = Optional.empty();

    /**
     * @param choose hears the node whose line was pressed
     */
    CourseView(ZoneId zone, Consumer<Optional<String>> choose) {
        this.zone = zone;
        root.widthProperty()
                .addListener(
                        (property, before, now) -> {
                            canvas.setWidth(now.doubleValue());
                            paint();
                        });
        canvas.setOnMousePressed(
                event -> {
                    int line = (int) Math.floor((event.getY() / inks.scale() - TOP) / LINE);
                    shown.filter(course -> line >= 0 && line < course.lines().size())
                            .ifPresent(course -> choose.accept(course.lines().get(line).node()));
                });
    }

    Region root() {
        return root;
    }

    void show(Course course) {
        shown = Optional.of(course);
        fit();
    }

    /** As high as its words are large. */
    private void fit() {
        canvas.setHeight(inks.scale() * shown.map(CourseView::high).orElse(TOP + CAPACITY));
        root.setMinHeight(canvas.getHeight());
        root.setPrefHeight(canvas.getHeight());
        paint();
    }

    private static double high(Course course) {
        return capacity(course)
                + CAPACITY
                + (course.stands().isEmpty() ? 0 : WORDS)
                + (course.marks().isEmpty() ? 0 : WORDS);
    }

    private static double capacity(Course course) {
        return TOP + course.lines().size() * LINE;
    }

    private void paint() {
        var pen = canvas.getGraphicsContext2D();
        pen.setTransform(inks.scale(), 0, 0, inks.scale(), 0, 0);
        pen.clearRect(0, 0, width(), height());
        if (width() > LEFT + RIGHT + 100) {
            shown.ifPresent(course -> paint(pen, course));
        }
    }

    private void paint(GraphicsContext pen, Course course) {
        course.stands().forEach(stand -> stand(pen, course, stand));
        clock(pen, course);
        for (int i = 0; i < course.lines().size(); i++) {
            var line = course.lines().get(i);
            double y = TOP + i * LINE;
            pen.setStroke(inks.of(Ink.LINE));
            pen.strokeLine(0, y + LINE - 0.5, width(), y + LINE - 0.5);
            pen.setTextAlign(TextAlignment.LEFT);
            pen.setTextBaseline(VPos.CENTER);
            head(pen, line, y);
            line.blocks().forEach(block -> block(pen, course, block, y + (LINE - BLOCK) / 2));
        }
        capacity(pen, course, capacity(course));
        course.marks().forEach(mark -> mark(pen, course, mark));
        now(pen, course);
    }

    /** In pixels of text that is as large as it was drawn for. */
    private double width() {
        return canvas.getWidth() / inks.scale();
    }

    private double height() {
        return canvas.getHeight() / inks.scale();
    }

    /** The name, and below it how far the node is: sign, colour and word. */
    private void head(GraphicsContext pen, Line line, double y) {
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setTextBaseline(VPos.CENTER);
        pen.setFill(inks.of(Ink.FG));
        pen.setFont(Font.font("Inter Semi Bold", 13));
        pen.fillText(line.node().orElse(text("rollout.lane.cluster")), 32, y + 16, LEFT - 32 - 6);
        var ink = inks.of(line.glyph());
        sign(pen, line.glyph(), ink, 14, y + 10);
        pen.setFont(Font.font("Inter", 11));
        pen.setFill(ink);
        pen.fillText(line.says(), 32, y + 33, LEFT - 32 - 6);
    }

    private void sign(GraphicsContext pen, Glyph glyph, Color ink, double x, double y) {
        pen.save();
        pen.translate(x, y);
        pen.scale(12 / 16.0, 12 / 16.0);
        outline(pen, glyph.shape());
        pen.setFill(ink);
        pen.setStroke(ink);
        pen.setLineWidth(2);
        if (glyph.filled()) {
            pen.fill();
            pen.setStroke(inks.of(Ink.PANEL));
        } else {
            pen.stroke();
        }
        outline(pen, glyph.mark());
        pen.stroke();
        pen.restore();
    }

    private static void outline(GraphicsContext pen, String path) {
        pen.beginPath();
        pen.appendSVGPath(path);
    }

    /** In which nothing ran. */
    private void stand(GraphicsContext pen, Course course, Standing stand) {
        double from = x(course, stand.from());
        double width = x(course, stand.to()) - from;
        var ink = inks.of(stand.planned() ? Ink.PLAN : Ink.FAIL);
        pen.setFill(ink.deriveColor(0, 1, 1, 0.07));
        pen.fillRect(from, TOP - 4, width, height() - TOP + 4);
        pen.setStroke(ink.deriveColor(0, 1, 1, 0.5));
        pen.setLineWidth(1);
        pen.setLineDashes(2, 4);
        pen.strokeLine(from, TOP - 4, from, height());
        pen.setLineDashes();
        var words = stand.label() + " " + Figures.of(Duration.between(stand.from(), stand.to()));
        if (width > 6.5 * words.length()) {
            pen.setFill(ink);
            pen.setFont(Font.font("Inter", 11));
            pen.setTextAlign(TextAlignment.CENTER);
            pen.setTextBaseline(VPos.CENTER);
            pen.fillText(words, from + width / 2, capacity(course) + CAPACITY + WORDS / 2);
        }
    }

    private void mark(GraphicsContext pen, Course course, Mark mark) {
        double x = Math.round(x(course, mark.at())) + 0.5;
        pen.setStroke(inks.of(Ink.FG3));
        pen.setLineWidth(1.5);
        pen.setLineDashes();
        pen.strokeLine(x, TOP - 4, x, height());
        pen.setFont(Font.font("Inter", 11));
        boolean left = x > width() * 0.7;
        pen.setTextAlign(left ? TextAlignment.RIGHT : TextAlignment.LEFT);
        pen.setTextBaseline(VPos.CENTER);
        pen.setFill(inks.of(Ink.FG2));
        pen.fillText(mark.label(), x + (left ? -6 : 6), height() - 8);
    }

    private double x(Course course, Instant at) {
        return LEFT + (width() - LEFT - RIGHT) * new Axis(course).at(at);
    }

    private void clock(GraphicsContext pen, Course course) {
        long span = Duration.between(course.from(), course.to()).toSeconds();
        long tick = TICKS[TICKS.length - 1];
        for (long each : TICKS) {
            if (span / each <= 9) {
                tick = each;
                break;
            }
        }
        var format = tick < 60 ? CLOCK : MINUTES;
        pen.setFont(Font.font("JetBrains Mono", 11));
        pen.setTextBaseline(VPos.CENTER);
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setLineDashes();
        pen.setLineWidth(1);
        long first = Math.ceilDiv(course.from().getEpochSecond(), tick) * tick;
        for (long at = first; at <= course.to().getEpochSecond(); at += tick) {
            var instant = Instant.ofEpochSecond(at);
            if (new Axis(course).within(instant)) {
                continue;
            }
            double x = Math.round(x(course, instant)) + 0.5;
            pen.setStroke(inks.of(Ink.LINE));
            pen.strokeLine(x, TOP - 4, x, height());
            boolean covered =
                    course.goesOn()
                            && Math.abs(x - x(course, course.now())) < (tick < 60 ? 66 : 54);
            if (!covered) {
                pen.setFill(inks.of(Ink.FG3));
                pen.fillText(format.format(instant.atZone(zone)), x, 13);
            }
        }
    }

    private void block(GraphicsContext pen, Course course, Block block, double y) {
        double from = Math.round(x(course, block.from())) + 1.5;
        double to = Math.round(x(course, block.to())) - 0.5;
        double width = Math.max(3, to - from);
        pen.setLineWidth(1);
        pen.setLineDashes(block.state() == Course.State.PLANNED ? new double[] {3, 3} : null);
        pen.setFill(
                inks.of(
                        switch (block.state()) {
                            case DONE -> block.back() ? Ink.OUT_SOFT : Ink.OK_SOFT;
                            case ACTIVE -> Ink.PLAN_SOFT;
                            case HALF -> Ink.OUT_SOFT;
                            case FAILED -> Ink.FAIL_SOFT;
                            case PLANNED -> Ink.PANEL;
                        }));
        pen.fillRoundRect(from, y, width, BLOCK, 8, 8);
        if (block.state() != Course.State.DONE && block.state() != Course.State.PLANNED) {
            hatch(pen, course, block, from, y);
        }
        pen.setStroke(
                inks.of(
                        switch (block.state()) {
                            case DONE -> block.back() ? Ink.OUT : Ink.OK;
                            case ACTIVE -> Ink.PLAN;
                            case HALF -> Ink.OUT;
                            case FAILED -> Ink.FAIL;
                            case PLANNED -> Ink.LINE3;
                        }));
        pen.strokeRoundRect(from, y + 0.5, width, BLOCK - 1, 8, 8);
        pen.setLineDashes();
        pen.setFont(Font.font("Inter", 12));
        if (width > 6.6 * block.label().length() + 4) {
            pen.setTextAlign(TextAlignment.CENTER);
            pen.setTextBaseline(VPos.CENTER);
            pen.setFill(inks.of(block.state() == Course.State.PLANNED ? Ink.FG3 : Ink.FG));
            pen.fillText(block.label(), from + width / 2, y + BLOCK / 2);
        }
    }

    /** The part of it that is over. */
    private void hatch(GraphicsContext pen, Course course, Block block, double from, double y) {
        var until = block.to().isBefore(course.now()) ? block.to() : course.now();
        double to = x(course, until);
        if (to - from < 4) {
            return;
        }
        pen.save();
        pen.beginPath();
        pen.rect(from, y + 1, to - from, BLOCK - 2);
        pen.clip();
        pen.setLineDashes();
        pen.setLineWidth(4);
        pen.setStroke(
                inks.of(
                                switch (block.state()) {
                                    case FAILED -> Ink.FAIL;
                                    case HALF -> Ink.OUT;
                                    case DONE, ACTIVE, PLANNED -> Ink.PLAN;
                                })
                        .deriveColor(0, 1, 1, 0.35));
        for (double x = from - BLOCK; x < to; x += 11) {
            pen.strokeLine(x, y + BLOCK, x + BLOCK, y);
        }
        pen.restore();
    }

    private void capacity(GraphicsContext pen, Course course, double y) {
        pen.setTextAlign(TextAlignment.LEFT);
        pen.setTextBaseline(VPos.CENTER);
        pen.setFont(Font.font("Inter", 12));
        pen.setFill(inks.of(Ink.FG2));
        pen.fillText(text("rollout.capacity"), 14, y + 18);
        pen.setFont(Font.font("Inter", 11));
        pen.setFill(inks.of(Ink.FG3));
        pen.fillText(text("rollout.capacity.minimum", course.minimum()), 14, y + 34);
        pen.fillText(text("rollout.capacity.computed"), 14, y + 47);
        pen.setFont(Font.font("JetBrains Mono", 11));
        for (int i = 0; i < course.capacity().size(); i++) {
            var level = course.capacity().get(i);
            var until =
                    i + 1 < course.capacity().size()
                            ? course.capacity().get(i + 1).at()
                            : course.to();
            double from = x(course, level.at());
            double to = x(course, until);
            double height = 28.0 * level.inRotation() / Math.max(1, course.nodes());
            double top = y + 44 - height;
            boolean planned = course.goesOn() && !level.at().isBefore(course.now());
            pen.setFill(inks.of(Ink.HTTP).deriveColor(0, 1, 1, planned ? 0.05 : 0.16));
            pen.fillRect(from, top, to - from, height);
            pen.setStroke(inks.of(planned ? Ink.LINE3 : Ink.HTTP));
            pen.setLineDashes(planned ? new double[] {3, 3} : null);
            pen.setLineWidth(1.5);
            pen.strokeLine(from, top, to, top);
            var words = level.inRotation() + "/" + course.nodes();
            if (to - from > 9.0 * words.length()) {
                pen.setTextAlign(TextAlignment.CENTER);
                pen.setFill(inks.of(Ink.FG2));
                pen.fillText(words, (from + to) / 2, y + 34);
            }
        }
        pen.setLineDashes();
    }

    private void now(GraphicsContext pen, Course course) {
        if (!course.goesOn()) {
            return;
        }
        double x = Math.round(x(course, course.now())) + 0.5;
        pen.setStroke(inks.of(Ink.ACCENT));
        pen.setLineWidth(1.5);
        pen.strokeLine(x, TOP - 6, x, height());
        pen.setFill(inks.of(Ink.ACCENT));
        double label = Math.clamp(x, 34, Math.max(34, width() - 34));
        pen.fillRoundRect(label - 33, 3, 66, 20, 6, 6);
        pen.setFill(inks.of(Ink.CANVAS));
        pen.setFont(Font.font("JetBrains Mono Medium", 11));
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.fillText(Figures.time(course.now(), zone), label, 13);
    }
}
