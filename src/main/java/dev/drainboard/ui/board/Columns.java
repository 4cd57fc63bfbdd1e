package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * Cards in columns and the lines between them. A card keeps its place whatever its state, so that
 * the eye can find it; extra width goes between the columns, where the lines are.
 */
final class Columns extends Region {

    /** A column: its title, its width, and the ids of its cards from top to bottom. */
    record Column(Region title, double width, double gap, List<String> cards) {}

    static final double DISC = 64;

    private static final double MARGIN = 22;
    private static final double TOP = 44;
    private static final double BOTTOM = 24;

    /** How the width that is left goes to the three gaps. */
    private static final double[] SHARES = {0.22, 0.42, 0.36};

    private static final double LEAST_GAP = 36;

    private final Group lines = new Group();
    private final Map<String, Region> cards = new LinkedHashMap<>();
    private List<Column> columns = List.of();
    private List<Link> links = List.of();
    private List<Pipe> pipes = List.of();

    void arrange(List<Column> newColumns, Map<String, Region> newCards) {
        columns = List.copyOf(newColumns);
        cards.clear();
        cards.putAll(newCards);
        links = List.of();
        pipes = List.of();
        lines.getChildren().clear();
        lines.setManaged(false);
        getChildren().setAll(lines);
        columns.forEach(column -> getChildren().add(column.title()));
        getChildren().addAll(cards.values());
        requestLayout();
    }

    void connect(List<Link> newLinks) {
        if (links.equals(newLinks)) {
            return;
        }
        links = newLinks.stream().filter(l -> cards.containsKey(l.from())).toList();
        pipes = links.stream().map(Pipe::new).toList();
        var parts = new ArrayList<Node>();
        pipes.forEach(pipe -> parts.addAll(pipe.lines()));
        pipes.forEach(pipe -> parts.addAll(pipe.valves()));
        lines.getChildren().setAll(parts);
        requestLayout();
    }

    private double height(Column column) {
        return column.cards().stream()
                        .mapToDouble(id -> cards.get(id).prefHeight(column.width()))
                        .sum()
                + column.gap() * Math.max(0, column.cards().size() - 1);
    }

    @Override
    protected double computePrefHeight(double width) {
        return TOP + columns.stream().mapToDouble(this::height).max().orElse(0) + BOTTOM;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 2 * MARGIN
                + columns.stream().mapToDouble(Column::width).sum()
                + LEAST_GAP * Math.max(0, columns.size() - 1);
    }

    @Override
    protected double computePrefWidth(double height) {
        return computeMinWidth(height);
    }

    @Override
    protected void layoutChildren() {
        double free = getWidth() - 2 * MARGIN - columns.stream().mapToDouble(Column::width).sum();
        double x = MARGIN;
        for (int i = 0; i < columns.size(); i++) {
            place(columns.get(i), Math.round(x));
            double gap = i < SHARES.length ? Math.max(LEAST_GAP, free * SHARES[i]) : 0;
            x += columns.get(i).width() + gap;
        }
        draw();
    }

    private void place(Column column, double x) {
        var title = column.title();
        title.resizeRelocate(x, 16, Math.max(column.width(), title.prefWidth(-1)), 18);
        double y = TOP + Math.max(0, (getHeight() - TOP - BOTTOM - height(column)) / 2);
        for (var id : column.cards()) {
            var card = cards.get(id);
            double height = card.prefHeight(column.width());
            card.resizeRelocate(x, Math.round(y), column.width(), height);
            y += height + column.gap();
        }
    }

    private void draw() {
        for (var pipe : pipes) {
            var from = cards.get(pipe.link().from());
            var to = cards.get(pipe.link().to());
            double x1 = from.getLayoutX() + from.getWidth();
            double y1 =
                    port(from, edge(link -> link.from().equals(pipe.link().from())), pipe.link());
            double x2 = to.getLayoutX();
            double y2 = port(to, edge(link -> link.to().equals(pipe.link().to())), pipe.link());
            if (pipe.link().carries() == BoardModel.Carries.USERS) {
                // out of the middle of the disc, which lies above the lines
                x1 = from.getLayoutX() + from.getWidth() / 2;
                y1 = from.getLayoutY() + DISC / 2;
            }
            pipe.run(x1, y1, x2, y2);
        }
    }

    private List<Link> edge(Predicate<Link> which) {
        return links.stream().filter(which).toList();
    }

    /** Where on its edge a card meets this line: the lines of an edge are spread over it evenly. */
    private static double port(Region card, List<Link> edge, Link link) {
        double step = card.getHeight() / (edge.size() + 1);
        return Math.round(card.getLayoutY() + step * (edge.indexOf(link) + 1));
    }
}
