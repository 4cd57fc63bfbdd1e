package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.LogLine;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.FxHop;
import dev.drainboard.ui.kit.Tails;
import dev.drainboard.ui.kit.Views;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Region;

/**
 * The logs of some nodes in one list, as they are written. Asked for while somebody looks and not
 * longer; keeps the newest lines and forgets the rest.
 */
final class LogTailView {

    private static final int KEPT = 1000;
    private static final int AT_FIRST = 50;

    private final Tails source;
    private final ZoneId zone;
    private final ListView<Row> list = new ListView<>();
    private final List<Tails.Tail> tails = new ArrayList<>();
    private List<String> followed = List.of();
    private List<Row> came = new ArrayList<>();
    private final Object door = new Object();
    private final FxHop<List<Row>> hop = new FxHop<>(this::taken, this::add);

    /** One line as it is shown. */
    record Row(String time, String node, int colour, LogLine.Level level, String text) {}

    LogTailView(Tails source, ZoneId zone) {
        this.source = source;
        this.zone = zone;
        list.setPlaceholder(Views.label(text("log.none"), "second"));
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(text("dock.log"));
        list.getStyleClass().add("log-list");
    }

    Region root() {
        return list;
    }

    /** Follows exactly these; none: nobody looks. */
    void follow(List<String> nodes) {
        if (nodes.equals(followed)) {
            return;
        }
        tails.forEach(Tails.Tail::close);
        tails.clear();
        list.getItems().clear();
        synchronized (door) {
            came = new ArrayList<>();
        }
        followed = List.copyOf(nodes);
        for (var node : followed) {
            tails.add(source.follow(node, AT_FIRST / followed.size() + 1, reader(followed)));
        }
    }

    private Tails.Reader reader(List<String> nodes) {
        return new Tails.Reader() {
            @Override
            public void lines(String node, List<LogLine> lines, long dropped) {
                var rows = new ArrayList<Row>();
                if (dropped > 0) {
                    rows.add(said(node, text("log.dropped", dropped)));
                }
                lines.forEach(line -> rows.add(row(node, line)));
                put(rows);
            }

            @Override
            public void ended(String node, Optional<Fault> why) {
                why.ifPresent(fault -> put(List.of(said(node, fault.what() + " " + fault.why()))));
            }

            private Row row(String node, LogLine line) {
                return new Row(
                        line.at().map(at -> Figures.time(at, zone)).orElse(""),
                        node,
                        nodes.indexOf(node),
                        line.level(),
                        line.text());
            }

            private Row said(String node, String words) {
                return new Row("", node, nodes.indexOf(node), LogLine.Level.WARNING, words);
            }
        };
    }

    private void put(List<Row> rows) {
        synchronized (door) {
            came.addAll(rows);
            if (came.size() > KEPT) {
                came = new ArrayList<>(came.subList(came.size() - KEPT, came.size()));
            }
        }
        hop.knock();
    }

    private List<Row> taken() {
        synchronized (door) {
            var rows = came;
            came = new ArrayList<>();
            return rows;
        }
    }

    private void add(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        list.getItems().addAll(rows);
        int many = list.getItems().size() - KEPT;
        if (many > 0) {
            list.getItems().remove(0, many);
        }
        list.scrollTo(list.getItems().size() - 1);
    }

    /** One line of the list. */
    private static final class Cell extends ListCell<Row> {

        private static final int COLOURS = 6;

        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            var time = Views.label(row.time(), "mono", "caption");
            time.setMinWidth(62);
            var node = Views.cut(row.node(), "mono", "log-node", "log-" + row.colour() % COLOURS);
            node.setMinWidth(72);
            node.setMaxWidth(72);
            var level = Views.label(word(row.level()), "mono", "caption", style(row.level()));
            level.setMinWidth(62);
            setGraphic(
                    Views.row(
                            8,
                            time,
                            node,
                            level,
                            Views.cut(row.text(), "mono", style(row.level()))));
        }

        private static String word(LogLine.Level level) {
            return level == LogLine.Level.NONE ? "" : level.name();
        }

        private static String style(LogLine.Level level) {
            return "level-" + level.name().toLowerCase(Locale.ROOT);
        }
    }
}
