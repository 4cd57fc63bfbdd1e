package dev.drainboard.store;

import dev.drainboard.model.Metric;
import dev.drainboard.model.Moment;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One minute as it stands in a history file: half floats between its time and its sum. */
final class HistoryMinute {

    private static final int SECONDS = 60;
    private static final float HIGHEST = 65_504;

    private HistoryMinute() {}

    static int slot(Moment minute) {
        return Math.floorMod(
                Math.floorDiv(minute.at().getEpochSecond(), SECONDS), HistoryFile.SLOTS);
    }

    static ByteBuffer bytes(HistoryHead head, Moment minute) {
        var bytes = ByteBuffer.allocate(head.record());
        bytes.putLong(Math.floorDiv(minute.at().getEpochSecond(), SECONDS));
        for (int column = 0; column <= head.nodes().size(); column++) {
            for (var metric : Metric.values()) {
                bytes.putShort(Float.floatToFloat16(Math.min(minute.get(column, metric), HIGHEST)));
            }
        }
        bytes.putInt(sum(bytes, bytes.position()));
        return bytes.flip();
    }

    /** Empty: nothing was ever written there, or not to its end, or it belongs elsewhere. */
    static Optional<Moment> of(HistoryHead head, int slot, ByteBuffer bytes) {
        long minute = bytes.getLong();
        if (bytes.getInt(head.record() - Integer.BYTES) != sum(bytes, head.record() - Integer.BYTES)
                || Math.floorMod(minute, HistoryFile.SLOTS) != slot) {
            return Optional.empty();
        }
        var metrics = Metric.values();
        var numbers = new float[(head.nodes().size() + 1) * metrics.length];
        Arrays.fill(numbers, Float.NaN);
        for (int i = 0; i < head.numbers(); i++) {
            float number = Float.float16ToFloat(bytes.getShort());
            int metric = ours(head.metrics().get(i % head.metrics().size()));
            if (metric >= 0) {
                numbers[i / head.metrics().size() * metrics.length + metric] = number;
            }
        }
        return Optional.of(
                new Moment(Instant.ofEpochSecond(minute * SECONDS), head.nodes(), numbers));
    }

    private static int ours(String word) {
        var metrics = Metric.values();
        for (int i = 0; i < metrics.length; i++) {
            if (metrics[i].word().equals(word)) {
                return i;
            }
        }
        return -1;
    }

    private static int sum(ByteBuffer bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(length));
        return (int) crc.getValue();
    }
}
