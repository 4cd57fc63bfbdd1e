package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Card;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an arrow key leads on the board: to the left and right along the pipes, up and down among
 * things of one kind (screens.md, section 8). Pure.
 */
public final class Travel {

    /** The arrows. */
    public enum Way {
        LEFT,
        RIGHT,
        UP,
        DOWN
    }

    private final BoardModel model;
    private final Layout layout;

    Travel(BoardModel model, Layout layout) {
        this.model = model;
        this.layout = layout;
    }

    /**
     * @param at an id of the layout's boxes
     * @return the id there; empty: nothing is there, one stays
     */
    Optional<String> next(String at, Way way) {
        var columns = List.of(balancers(), nodes(), services());
        int column = 0;
        while (column < columns.size() && !columns.get(column).contains(at)) {
            column++;
        }
        if (column == columns.size()) {
            return Optional.empty();
        }
        var here = columns.get(column);
        return switch (way) {
            case UP, DOWN -> along(at, here, way == Way.DOWN);
            case LEFT, RIGHT -> {
                int next = column + (way == Way.RIGHT ? 1 : -1);
                var beside = beside(at, here, way == Way.RIGHT);
                yield beside.isPresent() || next < 0 || next == columns.size()
                        ? beside
                        : piped(at, columns.get(next));
            }
        };
    }

    private List<String> balancers() {
        return model.balancers().stream().map(Card::id).toList();
    }

    private List<String> nodes() {
        return model.nodes().stream().map(NodeCard::name).map(BoardModel::node).toList();
    }

    private List<String> services() {
        return model.services().stream().map(Card::id).toList();
    }

    /** The nearest line above or below, and in it what is nearest. */
    private Optional<String> along(String at, List<String> column, boolean down) {
        var from = box(at);
        return column.stream()
                .filter(id -> down ? box(id).y() > from.y() : box(id).y() < from.y())
                .min(
                        Comparator.comparingDouble((String id) -> Math.abs(box(id).y() - from.y()))
                                .thenComparingDouble(id -> Math.abs(box(id).x() - from.x())));
    }

    /** What stands beside it in the same line: tiles do. */
    private Optional<String> beside(String at, List<String> column, boolean right) {
        var from = box(at);
        return column.stream()
                .filter(id -> box(id).y() == from.y())
                .filter(id -> right ? box(id).x() > from.x() : box(id).x() < from.x())
                .min(Comparator.comparingDouble(id -> Math.abs(box(id).x() - from.x())));
    }

    /** The other end of a pipe, the one that lies most level. */
    private Optional<String> piped(String at, List<String> column) {
        return model.links().stream()
                .flatMap(
                        link ->
                                link.from().equals(at)
                                        ? Stream.of(link.to())
                                        : link.to().equals(at)
                                                ? Stream.of(link.from())
                                                : Stream.empty())
                .filter(column::contains)
                .distinct()
                .min(
                        Comparator.comparingDouble(
                                id -> Math.abs(box(id).middle() - box(at).middle())));
    }

    private Box box(String id) {
        return layout.boxes().get(id);
    }
}
