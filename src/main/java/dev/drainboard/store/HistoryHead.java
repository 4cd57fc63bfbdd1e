package dev.drainboard.store;

import dev.drainboard.model.Metric;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How a history file begins: {@code DRAINHST}, version, length of the text, the text (the metrics'
 * words on its first line, then a node on each), and the sum of it all; numbers are of 32 bits,
 * highest byte first.
 *
 * @param metrics in the order of the file, which may be an earlier version's
 */
record HistoryHead(List<String> metrics, List<String> nodes) {

    private static final byte[] MAGIC = "DRAINHST".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int LONGEST = 1 << 20;

    /** The head cannot be read; there is no telling what the rest means. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(Throwable cause) {
            super("the history file is damaged", cause);
        }
    }

    HistoryHead {
        metrics = List.copyOf(metrics);
        nodes = List.copyOf(nodes);
    }

    /** As this version writes it. */
    static HistoryHead of(List<String> nodes) {
        return new HistoryHead(Arrays.stream(Metric.values()).map(Metric::word).toList(), nodes);
    }

    /**
     * @throws Damaged if it is no such file, or its head is broken
     * @throws IOException if a later version wrote it
     */
    static HistoryHead of(byte[] file) throws IOException {
        try {
            var bytes = ByteBuffer.wrap(file);
            var magic = new byte[MAGIC.length];
            bytes.get(magic);
            int version = bytes.getInt();
            if (Arrays.equals(magic, MAGIC) && version > VERSION) {
                throw new IOException("a later version of Drainboard keeps it");
            }
            int length = bytes.getInt();
            if (!Arrays.equals(magic, MAGIC) || length < 0 || length > LONGEST) {
                throw new Damaged(null);
            }
            var text = new byte[length];
            bytes.get(text);
            int sum = sum(file, bytes.position());
            if (bytes.getInt() != sum) {
                throw new Damaged(null);
            }
            var lines = new String(text, StandardCharsets.UTF_8).lines().toList();
            return new HistoryHead(
                    List.of(lines.getFirst().split(" ")), lines.subList(1, lines.size()));
        } catch (BufferUnderflowException e) {
            throw new Damaged(e);
        }
    }

    private static int sum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    ByteBuffer bytes() {
        var bytes = ByteBuffer.allocate(length());
        bytes.put(MAGIC).putInt(VERSION).putInt(text().length).put(text());
        bytes.putInt(sum(bytes.array(), bytes.position()));
        return bytes.flip();
    }

    private byte[] text() {
        return (String.join(" ", metrics) + "\n" + String.join("\n", nodes) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Of the head. */
    int length() {
        return MAGIC.length + 3 * Integer.BYTES + text().length;
    }

    /** Numbers of a minute. */
    int numbers() {
        return (nodes.size() + 1) * metrics.size();
    }

    /** Length of a minute: its time, its numbers, its sum. */
    int record() {
        return Long.BYTES + numbers() * Short.BYTES + Integer.BYTES;
    }

    long place(int slot) {
        return length() + (long) slot * record();
    }
}
