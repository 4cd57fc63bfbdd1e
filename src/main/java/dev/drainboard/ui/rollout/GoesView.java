package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.Inks.Ink;
import dev.drainboard.ui.kit.Views;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Pipes from the balancers to the nodes, as wide as what flows in them. */
final class GoesView {

    private static final double LINE = 34;
    private static final double NODES = 170;
    private static final double WIDEST = 9;
    private static final double LEAST = 1.5;
    private static final double WALL = 5;

    private final Canvas canvas = new Canvas();
    private final Inks inks = new Inks(this::fit);
    private final Pane pipes = new Pane(inks, canvas);
    private final VBox from = new VBox(2);
    private final VBox nodes = new VBox();
    private final HBox drawing = new HBox(from, pipes, nodes);
    private final VBox root = new VBox(6, Views.label(text("rollout.goes"), "section"), drawing);
    private Optional<Goes> shown = Optional.empty();

    GoesView() {
        root.getStyleClass().add("panel");
        root.setId("goes");
        from.getStyleClass().add("goes-from");
        from.setMinWidth(Region.USE_PREF_SIZE);
        from.setMaxHeight(Region.USE_PREF_SIZE);
        nodes.setMinWidth(120);
        nodes.setPrefWidth(NODES);
        pipes.setMinWidth(70);
        HBox.setHgrow(pipes, Priority.ALWAYS);
        drawing.setAlignment(Pos.CENTER_LEFT);
        pipes.widthProperty()
                .addListener(
                        (property, before, now) -> {
                            canvas.setWidth(now.doubleValue());
                            paint();
                        });
    }

    Region root() {
        return root;
    }

    void show(Goes goes) {
        if (shown.equals(Optional.of(goes))) {
            return;
        }
        shown = Optional.of(goes);
        from.getChildren()
                .setAll(
                        Views.label(goes.from(), "card-name"),
                        Views.label(goes.all(), "mono", "caption"));
        nodes.getChildren().clear();
        for (var way : goes.ways()) {
            var name = Views.cut(way.node(), "card-name");
            var rate = Views.label(way.rate(), "mono");
            rate.setMinWidth(Region.USE_PREF_SIZE);
            var row = Views.row(8, way.glyph().draw(13), name, Views.spring(), rate);
            nodes.getChildren().add(row);
        }
        root.getChildren().setAll(root.getChildren().subList(0, 2));
        if (goes.more() > 0) {
            root.getChildren().add(Views.label(text("rollout.goes.more", goes.more()), "caption"));
        }
        fit();
    }

    /** As high as its words are large. */
    private void fit() {
        nodes.setPrefWidth(NODES * inks.scale());
        for (var row : nodes.getChildren()) {
            ((Region) row).setMinHeight(line());
            ((Region) row).setPrefHeight(line());
        }
        double height = line() * nodes.getChildren().size();
        pipes.setMinHeight(height);
        pipes.setMaxHeight(height);
        canvas.setHeight(height);
        paint();
    }

    private double line() {
        return LINE * inks.scale();
    }

    private void paint() {
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (canvas.getWidth() > 20) {
            shown.ifPresent(
                    goes -> {
                        for (int i = 0; i < goes.ways().size(); i++) {
                            pipe(pen, goes.ways().get(i), line() * (i + 0.5));
                        }
                    });
        }
    }

    private void pipe(GraphicsContext pen, Goes.Way way, double y) {
        boolean open = way.open().orElse(false);
        double width = open ? Math.max(LEAST, WIDEST * Math.sqrt(way.share())) : LEAST;
        stroke(pen, Ink.CASING, width + WALL, y);
        if (open) {
            stroke(pen, Ink.HTTP, width, y);
        } else {
            // out of rotation on purpose is planned; what nobody knows is grey
            pen.setLineDashes(7, 5);
            stroke(pen, way.open().isPresent() ? Ink.PLAN : Ink.LINE3, 2, y);
            pen.setLineDashes();
        }
    }

    private void stroke(GraphicsContext pen, Ink ink, double width, double y) {
        double middle = canvas.getHeight() / 2;
        double right = canvas.getWidth() - 10;
        pen.setStroke(inks.of(ink));
        pen.setLineWidth(width);
        pen.beginPath();
        pen.moveTo(0, middle + (y - middle) * 0.25);
        pen.bezierCurveTo(right * 0.45, middle + (y - middle) * 0.25, right * 0.55, y, right, y);
        pen.stroke();
    }
}
