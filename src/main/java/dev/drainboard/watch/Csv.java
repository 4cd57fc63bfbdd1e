package dev.drainboard.watch;

import dev.drainboard.model.ClusterState;
import dev.drainboard.model.Metric;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.Series;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** History as RFC 4180 has it. Pure. */
final class Csv {

    private static final String END = "\r\n";

    private final List<String> nodes;

    Csv(List<String> nodes) {
        this.nodes = nodes;
    }

    void head(Appendable to) throws IOException {
        to.append("time,node");
        for (var metric : Metric.values()) {
            to.append(',').append(metric.word());
        }
        to.append(END);
    }

    /**
     * @param columns the cluster's series by metric, then each node's, all of the same times; a
     *     time of which nothing is known gets no line
     */
    void rows(Series[][] columns, Appendable to) throws IOException {
        for (int i = 0; i < columns[0][0].size(); i++) {
            for (int column = 0; column < columns.length; column++) {
                row(columns[column], i, column, to);
            }
        }
    }

    private void row(Series[] metrics, int i, int column, Appendable to) throws IOException {
        var line = new StringBuilder();
        boolean known = false;
        for (var metric : Metric.values()) {
            double value = metrics[metric.ordinal()].at(i);
            known |= !Double.isNaN(value);
            line.append(',').append(Double.isNaN(value) ? "" : text(metric, value, column));
        }
        if (known) {
            to.append(metrics[0].time(i).toString())
                    .append(',')
                    .append(column == 0 ? "" : quoted(nodes.get(column - 1)))
                    .append(line)
                    .append(END);
        }
    }

    private static String text(Metric metric, double value, int column) {
        if (metric == Metric.STATE) {
            return column == 0
                    ? ClusterState.values()[(int) value].word()
                    : NodeState.values()[(int) value].word();
        }
        var text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_.-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
