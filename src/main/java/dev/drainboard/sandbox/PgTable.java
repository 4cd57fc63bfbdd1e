package dev.drainboard.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a query gives: columns, and rows of as many values, each of which may be nothing. */
record PgTable(List<Column> columns, List<List<Optional<Object>>> rows) {

    PgTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The types that are spoken here, with their numbers in PostgreSQL's catalogue. */
    enum Type {
        BOOL(16, 1),
        INT4(23, 4),
        TEXT(25, -1),
        FLOAT8(701, 8);

        private final int oid;
        private final int size;

        Type(int oid, int size) {
            this.oid = oid;
            this.size = size;
        }
    }

    record Column(String name, Type type) {}

    static Column column(String name, Type type) {
        return new Column(name, type);
    }

    /**
     * @param binary by column, as the client asked for it
     */
    PgMessage description(List<Boolean> binary) {
        var message = new PgMessage('T').shortNumber(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            var type = columns.get(i).type();
            message.text(columns.get(i).name()).number(0).shortNumber(0);
            message.number(type.oid).shortNumber(type.size).number(-1);
            message.shortNumber(isBinary(binary, i) ? 1 : 0);
        }
        return message;
    }

    /** One for all, one for each, or none for text. */
    private static boolean isBinary(List<Boolean> binary, int column) {
        if (binary.isEmpty()) {
            return false;
        }
        return binary.size() == 1 ? binary.getFirst() : binary.get(column);
    }

    List<PgMessage> dataRows(List<Boolean> binary) {
        return rows.stream().map(row -> dataRow(row, binary)).toList();
    }

    private static PgMessage dataRow(List<Optional<Object>> row, List<Boolean> binary) {
        var message = new PgMessage('D').shortNumber(row.size());
        for (int i = 0; i < row.size(); i++) {
            var value = row.get(i);
            if (value.isEmpty()) {
                message.nothing();
            } else {
                message.value(isBinary(binary, i) ? binary(value.get()) : text(value.get()));
            }
        }
        return message;
    }

    private static byte[] text(Object value) {
        var text = value instanceof Boolean truth ? (truth ? "t" : "f") : value.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] binary(Object value) {
        return switch (value) {
            case Boolean truth -> new byte[] {(byte) (truth ? 1 : 0)};
            case Integer number -> ByteBuffer.allocate(4).putInt(number).array();
            case Double number -> ByteBuffer.allocate(8).putDouble(number).array();
            default -> text(value);
        };
    }
}
