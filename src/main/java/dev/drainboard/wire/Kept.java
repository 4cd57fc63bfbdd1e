package dev.drainboard.wire;

import java.io.ByteArrayOutputStream;

/**
 * The first and the last MiB of a stream of any length, so that {@code yes} on a host costs us two
 * MiB and not the heap.
 */
final class Kept {

    static final int CAP = 1 << 20;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private long afterHead;

    void add(byte[] bytes, int from, int length) {
        int first = Math.min(length, CAP - head.size());
        head.write(bytes, from, first);
        if (length > first) {
            addToTail(bytes, from + first, length - first);
        }
    }

    /** The tail is a ring: byte {@code i} after the head lies at {@code i % CAP}. */
    private void addToTail(byte[] bytes, int from, int length) {
        if (tail.length == 0) {
            tail = new byte[CAP];
        }
        int skipped = Math.max(0, length - CAP);
        afterHead += skipped;
        for (int done = skipped; done < length; ) {
            int at = (int) (afterHead % CAP);
            int step = Math.min(length - done, CAP - at);
            System.arraycopy(bytes, from + done, tail, at, step);
            afterHead += step;
            done += step;
        }
    }

    boolean truncated() {
        return afterHead > CAP;
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream(head.size() + (int) Math.min(afterHead, CAP));
        all.writeBytes(head.toByteArray());
        if (truncated()) {
            int oldest = (int) (afterHead % CAP);
            all.write(tail, oldest, CAP - oldest);
            all.write(tail, 0, oldest);
        } else {
            all.write(tail, 0, (int) afterHead);
        }
        return all.toByteArray();
    }
}
