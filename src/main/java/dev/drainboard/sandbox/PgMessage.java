package dev.drainboard.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** One message of PostgreSQL's protocol on its way out: a kind, a length, and what is put in. */
final class PgMessage {

    private final char kind;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    PgMessage(char kind) {
        this.kind = kind;
    }

    /** A piece that may fail only where memory would. */
    private interface Piece {
        void put(DataOutputStream data) throws IOException;
    }

    private PgMessage put(Piece piece) {
        try {
            piece.put(data);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PgMessage number(int value) {
        return put(data -> data.writeInt(value));
    }

    PgMessage shortNumber(int value) {
        return put(data -> data.writeShort(value));
    }

    PgMessage letter(char value) {
        return put(data -> data.writeByte(value));
    }

    PgMessage text(String value) {
        return put(
                data -> {
                    data.write(value.getBytes(StandardCharsets.UTF_8));
                    data.writeByte(0);
                });
    }

    PgMessage field(char code, String value) {
        return letter(code).text(value);
    }

    /** A value of a row with its length. */
    PgMessage value(byte[] value) {
        return put(
                data -> {
                    data.writeInt(value.length);
                    data.write(value);
                });
    }

    PgMessage nothing() {
        return number(-1);
    }

    void to(OutputStream out) throws IOException {
        var head = new DataOutputStream(out);
        head.writeByte(kind);
        head.writeInt(bytes.size() + 4);
        bytes.writeTo(out);
    }
}
