package dev.drainboard.ui.kit;

import dev.drainboard.model.LogLine;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.scene.control.ListCell;

/**
 * One line of a log in a list; where all lines are of one node there is less room, and neither it
 * nor that a line is of the usual level is said in each.
 */
final class LogCell extends ListCell<LogRow> {

    private static final int COLOURS = 6;

    private final BooleanSupplier alone;

    LogCell(BooleanSupplier alone) {
        this.alone = alone;
        setPrefWidth(10); // as wide as the list, so that a long line is cut and not scrolled
    }

    @Override
    protected void updateItem(LogRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        setAccessibleText(row.line());
        var time = Views.label(row.time(), "mono", "caption", "log-time");
        var line = Views.row(8, time);
        if (!alone.getAsBoolean()) {
            var node = Views.cut(row.node(), "mono", "log-node", "log-" + row.colour() % COLOURS);
            line.getChildren().add(node);
        }
        boolean bad = row.level().compareTo(LogLine.Level.WARNING) >= 0;
        var word = row.level() == LogLine.Level.NONE ? "" : row.level().name();
        if (!alone.getAsBoolean() || bad && !word.isEmpty()) {
            var level = Views.label(word, "mono", "caption", "log-level", style(row.level()));
            line.getChildren().add(level);
        }
        line.getChildren().add(Views.cut(row.text(), "mono", style(row.level())));
        setGraphic(line);
    }

    private static String style(LogLine.Level level) {
        return "level-" + level.name().toLowerCase(Locale.ROOT);
    }
}
