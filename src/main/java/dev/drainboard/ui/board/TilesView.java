package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.Inks.Ink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/**
 * The frames of zones, and many nodes in them, on one canvas; of a change only the tiles that
 * changed are painted again. Finds by itself what is under the pointer.
 */
final class TilesView {

    private static final double SIGN = 12;
    private static final int LABEL = 4;

    /** As high as the line with a zone's name and numbers. */
    private static final double HEAD = Layout.FRAME_HEAD;

    /** How far the ring of the focus reaches beyond a tile. */
    private static final double RING = 4;

    private final Canvas canvas = new Canvas();
    private final Inks inks;
    private final Consumer<Optional<String>> hovers;
    private Optional<Layout> layout = Optional.empty();
    private List<Zone> zones = List.of();
    private Map<String, Tile> tiles = Map.of();
    private Optional<String> under = Optional.empty();

    /** Measures how long the name of a frame is. */
    private final Text name = new Text();

    private int shared;
    private double scale = 1;

    /** All that a tile's picture depends on. */
    private record Tile(Glyph glyph, String label, String says, boolean chosen, boolean hovered) {}

    TilesView(Inks inks, Consumer<String> choose, Consumer<Optional<String>> hovers) {
        this.inks = inks;
        this.hovers = hovers;
        name.setFont(Font.font("Inter Semi Bold", 13));
        canvas.setFocusTraversable(true);
        canvas.setAccessibleRole(AccessibleRole.BUTTON);
        canvas.focusedProperty().addListener((property, before, now) -> paint());
        canvas.setOnMouseClicked(
                event -> {
                    canvas.requestFocus();
                    at(event).ifPresent(choose);
                });
        canvas.setOnMouseMoved(event -> hover(at(event)));
        canvas.setOnMouseExited(event -> hover(Optional.empty()));
    }

    Canvas canvas() {
        return canvas;
    }

    private void hover(Optional<String> name) {
        if (!name.equals(under)) {
            under = name;
            hovers.accept(name);
        }
    }

    private Optional<String> at(MouseEvent event) {
        return layout.flatMap(
                where ->
                        tiles.keySet().stream()
                                .filter(
                                        name ->
                                                where.boxes()
                                                        .get(BoardModel.node(name))
                                                        .holds(
                                                                event.getX() / scale,
                                                                event.getY() / scale))
                                .findFirst());
    }

    /**
     * @param larger how much larger than the layout's all is drawn
     */
    void show(BoardModel model, Layout now, double larger, Optional<String> chosen) {
        canvas.setAccessibleText(
                model.nodes().stream()
                        .filter(node -> chosen.equals(Optional.of(node.name())))
                        .map(NodeCard::sentence)
                        .findFirst()
                        .orElse(text("board.nodes")));
        shared = shared(model.nodes().stream().map(NodeCard::name).toList());
        var wanted = new HashMap<String, Tile>();
        for (var node : now.detail().painted() ? model.nodes() : List.<NodeCard>of()) {
            wanted.put(node.name(), tile(node, chosen));
        }
        boolean whole =
                scale != larger || layout.map(Layout::boxes).filter(now.boxes()::equals).isEmpty();
        scale = larger;
        layout = Optional.of(now);
        var before = zones;
        zones = model.zones();
        if (whole) {
            canvas.setWidth(now.width() * larger);
            canvas.setHeight(now.height() * larger);
            tiles = wanted;
            paint();
            return;
        }
        zones.stream().filter(zone -> !before.contains(zone)).forEach(zone -> head(zone, now));
        var changed = new ArrayList<String>();
        wanted.forEach(
                (name, tile) -> {
                    if (!tile.equals(tiles.get(name))) {
                        changed.add(name);
                    }
                });
        tiles = wanted;
        changed.forEach(name -> paint(name, now));
    }

    private Tile tile(NodeCard node, Optional<String> chosen) {
        return new Tile(
                node.glyph(),
                node.name().substring(shared),
                node.brief(),
                chosen.equals(Optional.of(node.name())),
                under.equals(Optional.of(node.name())));
    }

    /** The same picture once more, in the colours of now. */
    void paint() {
        layout.ifPresent(
                now -> {
                    var pen = pen();
                    pen.clearRect(0, 0, now.width(), now.height());
                    zones.forEach(zone -> frame(pen, zone, now.boxes().get(zone.id())));
                    tiles.keySet().forEach(name -> paint(name, now));
                });
    }

    private GraphicsContext pen() {
        var pen = canvas.getGraphicsContext2D();
        pen.setTransform(scale, 0, 0, scale, 0, 0);
        return pen;
    }

    private void frame(GraphicsContext pen, Zone zone, Box box) {
        rounded(pen, box, 10, inks.of(Ink.APP), inks.of(Ink.LINE2), 1);
        head(pen, zone, box);
    }

    /** Its numbers change with every reading, what it frames does not. */
    private void head(Zone zone, Layout now) {
        var pen = pen();
        var box = now.boxes().get(zone.id());
        pen.setFill(inks.of(Ink.APP));
        pen.fillRect(box.x() + 10, box.y() + 4, box.width() - 20, HEAD - 8);
        head(pen, zone, box);
    }

    private void head(GraphicsContext pen, Zone zone, Box box) {
        pen.setTextBaseline(VPos.CENTER);
        pen.setFont(Font.font("Inter Semi Bold", 13));
        pen.setFill(inks.of(Ink.FG));
        pen.fillText(zone.name(), box.x() + 13, box.y() + 19);
        name.setText(zone.name());
        pen.setFont(Font.font("Inter", 11));
        pen.setFill(inks.of(Ink.FG3));
        pen.fillText(
                text("board.zone.nodes", zone.nodes().size()),
                box.x() + 21 + name.getLayoutBounds().getWidth(),
                box.y() + 19.5);
        double x = box.right() - 13;
        pen.setTextAlign(TextAlignment.RIGHT);
        pen.setFont(Font.font("JetBrains Mono", 11));
        if (zone.load().amount().isPresent()) {
            var rate = Figures.perSecond(zone.load().amount().getAsDouble());
            pen.setFill(inks.of(Ink.FG2));
            pen.fillText(rate, x, box.y() + 19);
            x -= 7 * rate.length() + 10;
            pen.setFill(inks.of(Ink.LINE2));
            pen.fillRect(x, box.y() + 11, 1, 16);
            x -= 12;
        }
        for (var glyph : Glyph.values()) {
            int count = zone.counts().getOrDefault(glyph, 0);
            if (count > 0) {
                var text = Integer.toString(count);
                pen.setFill(inks.of(Ink.FG2));
                pen.fillText(text, x, box.y() + 19);
                x -= 7 * text.length() + 18;
                Signs.paint(pen, glyph, x, box.y() + 13, SIGN, inks.of(glyph), inks.of(Ink.APP));
                x -= 12;
            }
        }
        pen.setTextAlign(TextAlignment.LEFT);
    }

    private void paint(String name, Layout now) {
        var pen = pen();
        var box = now.boxes().get(BoardModel.node(name));
        var tile = tiles.get(name);
        // the edge of a chosen one is wider than its box
        pen.setFill(inks.of(Ink.APP));
        double around = Math.min(RING, now.detail().gap() / 2);
        pen.fillRect(
                box.x() - around,
                box.y() - around,
                box.width() + 2 * around,
                box.height() + 2 * around);
        if (tile.chosen() && canvas.isFocused() && now.detail() == Detail.TILES) {
            pen.setStroke(inks.of(Ink.ACCENT));
            pen.setLineWidth(2);
            pen.setLineDashes();
            double off = around - 1;
            pen.strokeRoundRect(
                    box.x() - off,
                    box.y() - off,
                    box.width() + 2 * off,
                    box.height() + 2 * off,
                    16,
                    16);
        }
        if (now.detail() == Detail.DOTS) {
            dot(pen, tile, box);
        } else {
            tile(pen, tile, box);
        }
    }

    private void dot(GraphicsContext pen, Tile tile, Box box) {
        if (tile.chosen() || tile.hovered()) {
            pen.setFill(inks.of(tile.chosen() ? Ink.ACCENT : Ink.LINE3));
            pen.fillRoundRect(box.x() - 2, box.y() - 2, box.width() + 4, box.height() + 4, 5, 5);
        }
        Signs.paint(
                pen,
                tile.glyph(),
                box.x(),
                box.y(),
                box.width(),
                inks.of(tile.glyph()),
                inks.of(Ink.APP));
    }

    private void tile(GraphicsContext pen, Tile tile, Box box) {
        // a failed one is a light block: a red edge is hard to see for who sees no red
        boolean failed = tile.glyph() == Glyph.FAILED;
        var paper = inks.of(paper(tile.glyph()));
        var edge =
                tile.chosen()
                        ? inks.of(Ink.ACCENT)
                        : tile.hovered() ? inks.of(Ink.FG) : edge(tile.glyph());
        boolean marked = tile.chosen() || tile.hovered();
        boolean absent = tile.glyph() == Glyph.OUT || tile.glyph() == Glyph.UNKNOWN;
        rounded(
                pen,
                box,
                6,
                paper,
                edge,
                marked ? 2 : 1,
                absent && !marked ? new double[] {3, 2.5} : new double[0]);
        var ink = failed ? inks.of(Ink.CANVAS) : inks.of(Ink.FG);
        Signs.paint(
                pen,
                tile.glyph(),
                box.x() + 6,
                box.y() + 7,
                SIGN,
                failed ? inks.of(Ink.CANVAS) : inks.of(tile.glyph()),
                paper);
        pen.setTextBaseline(VPos.CENTER);
        pen.setFill(ink);
        pen.setFont(Font.font("JetBrains Mono Medium", 11));
        pen.fillText(cut(tile.label(), LABEL), box.x() + 21, box.y() + 13.5);
        pen.setFill(failed ? ink : inks.of(Ink.FG2));
        pen.setFont(Font.font("JetBrains Mono", 10));
        pen.fillText(cut(tile.says(), 7), box.x() + 6, box.y() + 31);
    }

    /** How many letters all names begin with, where they are too long for a tile. */
    private static int shared(List<String> names) {
        if (names.stream().allMatch(name -> name.length() <= LABEL)) {
            return 0;
        }
        var first = names.getFirst();
        int same = 0;
        while (everyNameHas(names, first, same)) {
            same++;
        }
        return same;
    }

    private static boolean everyNameHas(List<String> names, String first, int at) {
        return names.stream()
                .allMatch(name -> at < name.length() - 1 && name.charAt(at) == first.charAt(at));
    }

    /** The end of a name tells it from the others. */
    private static String cut(String text, int most) {
        return text.length() <= most ? text : "…" + text.substring(text.length() - most + 1);
    }

    private static Ink paper(Glyph glyph) {
        return switch (glyph) {
            case FAILED -> Ink.FAIL;
            case DEGRADED -> Ink.WARN_SOFT;
            case DRAINING, UPDATING, HEALTH_GATE, WARMING_UP -> Ink.PLAN_SOFT;
            case HEALTHY, OUT, WAITING, UNKNOWN -> Ink.PANEL;
        };
    }

    private Color edge(Glyph glyph) {
        return glyph == Glyph.HEALTHY ? inks.of(Ink.LINE2) : inks.of(glyph);
    }

    private static void rounded(
            GraphicsContext pen,
            Box box,
            double radius,
            Color paper,
            Color edge,
            double width,
            double... dashes) {
        pen.setFill(paper);
        pen.fillRoundRect(box.x(), box.y(), box.width(), box.height(), radius * 2, radius * 2);
        pen.setStroke(edge);
        pen.setLineWidth(width);
        pen.setLineDashes(dashes);
        pen.strokeRoundRect(
                box.x() + 0.5,
                box.y() + 0.5,
                box.width() - 1,
                box.height() - 1,
                radius * 2,
                radius * 2);
    }
}
