package dev.drainboard.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A table as HAProxy's Runtime API prints it: a line of column names that begins with {@code # },
 * then a line a row. Columns are found by name, because every version adds some; a row that has
 * another number of fields than the header is garbage, and then so is the whole table.
 */
public record HaproxyTable(List<Row> rows) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    public HaproxyTable {
        rows = List.copyOf(rows);
    }

    /** One row; a field that is empty or {@code -} is absent. */
    public record Row(Map<String, String> fields) {

        public Row {
            fields = Map.copyOf(fields);
        }

        public Optional<String> text(String column) {
            return Optional.ofNullable(fields.get(column))
                    .filter(text -> !text.isEmpty() && !text.equals("-"));
        }

        /** Empty if there is no such column, or it is not a number of digits alone. */
        public OptionalLong number(String column) {
            return text(column)
                    .filter(text -> DIGITS.matcher(text).matches())
                    .map(text -> OptionalLong.of(Long.parseLong(text)))
                    .orElse(OptionalLong.empty());
        }

        String need(String column) throws HaproxyAnswerException {
            return text(column)
                    .orElseThrow(() -> new HaproxyAnswerException("a row without " + column));
        }

        long needNumber(String column) throws HaproxyAnswerException {
            return number(column)
                    .orElseThrow(
                            () -> new HaproxyAnswerException("a row without a number " + column));
        }
    }

    /** {@code show stat}: commas, quotes doubled within quotes. */
    public static HaproxyTable commas(List<String> lines) throws HaproxyAnswerException {
        return of(lines, HaproxyTable::csv);
    }

    /** {@code show servers state}, {@code show servers conn}: single blanks. */
    public static HaproxyTable blanks(List<String> lines) throws HaproxyAnswerException {
        return of(lines, line -> List.of(line.strip().split(" +")));
    }

    private interface Split {
        List<String> fields(String line) throws HaproxyAnswerException;
    }

    private static HaproxyTable of(List<String> lines, Split split) throws HaproxyAnswerException {
        if (lines.isEmpty() || !lines.getFirst().startsWith("# ")) {
            throw new HaproxyAnswerException("a table without its header");
        }
        var columns = split.fields(lines.getFirst().substring(2));
        var rows = new ArrayList<Row>();
        for (var line : lines.subList(1, lines.size())) {
            var fields = split.fields(line);
            if (fields.size() != columns.size()) {
                throw new HaproxyAnswerException(
                        "a row of " + fields.size() + " fields below " + columns.size() + " names");
            }
            rows.add(new Row(named(columns, fields)));
        }
        return new HaproxyTable(rows);
    }

    /** Of a name that stands twice the first counts, as it stood there first. */
    private static Map<String, String> named(List<String> columns, List<String> fields) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            row.putIfAbsent(Objects.requireNonNull(columns.get(i)), fields.get(i));
        }
        return row;
    }

    private static List<String> csv(String line) throws HaproxyAnswerException {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new HaproxyAnswerException("a quote that does not end");
        }
        fields.add(field.toString());
        return fields;
    }
}
