package dev.drainboard.wire;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One stream of a framed answer: drops what stands before the begin mark, keeps the body, reads the
 * end mark. Written to by the thread that reads the connection, so it never blocks.
 *
 * <p>Marks begin with a newline and have no other before their end, so a mismatch can restart only
 * at the byte that mismatched.
 */
final class Marked extends OutputStream {

    /** Takes what stands between the marks, piece by piece. */
    interface Body {
        /**
         * @param newlineHeld a newline after these bytes is held back, because an end mark may
         *     begin with it: a line that stands before it is whole either way
         */
        void arrived(byte[] bytes, boolean newlineHeld);
    }

    private enum Part {
        NOISE,
        BODY,
        END,
        OVER
    }

    /** Bytes; enough for the line in which sudo or a login shell says why it will not. */
    private static final int NOISE_KEPT = 2048;

    private final byte[] beginMark;
    private final byte[] endMark;
    private final Kept kept = new Kept();
    private final Body body;
    private final Consumer<String> over;
    private final StringBuilder word = new StringBuilder();
    private final ByteArrayOutputStream noise = new ByteArrayOutputStream();
    private Part part = Part.NOISE;
    private int matched;

    /**
     * @param body is given what is kept, as it comes
     * @param over is given what stands between the end mark and its newline, once
     */
    Marked(Frame frame, Body body, Consumer<String> over) {
        this.beginMark = frame.beginMark();
        this.endMark = frame.endMark();
        this.body = body;
        this.over = over;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        int at = from;
        int end = from + length;
        while (at < end) {
            at =
                    switch (part) {
                        case NOISE -> skipNoise(bytes, at, end);
                        case BODY -> takeBody(bytes, at, end);
                        case END -> takeWord(bytes, at, end);
                        case OVER -> end;
                    };
        }
    }

    private int skipNoise(byte[] bytes, int from, int end) {
        noise.write(bytes, from, Math.min(end - from, NOISE_KEPT - noise.size()));
        for (int at = from; at < end; at++) {
            if (bytes[at] == beginMark[matched]) {
                matched++;
            } else {
                matched = bytes[at] == beginMark[0] ? 1 : 0;
            }
            if (matched == beginMark.length) {
                matched = 0;
                part = Part.BODY;
                return at + 1;
            }
        }
        return end;
    }

    /** What may be the beginning of the end mark is held back until that is decided. */
    private int takeBody(byte[] bytes, int from, int end) {
        var clean = new byte[matched + end - from];
        int size = 0;
        for (int at = from; at < end; at++) {
            if (bytes[at] == endMark[matched]) {
                if (++matched == endMark.length) {
                    part = Part.END;
                    keep(clean, size, false);
                    return at + 1;
                }
                continue;
            }
            System.arraycopy(endMark, 0, clean, size, matched);
            size += matched;
            matched = 0;
            if (bytes[at] == endMark[0]) {
                matched = 1;
            } else {
                clean[size++] = bytes[at];
            }
        }
        keep(clean, size, matched > 0);
        return end;
    }

    private void keep(byte[] clean, int size, boolean newlineHeld) {
        if (size > 0 || newlineHeld) {
            kept.add(clean, 0, size);
            body.arrived(Arrays.copyOf(clean, size), newlineHeld);
        }
    }

    private int takeWord(byte[] bytes, int from, int end) {
        for (int at = from; at < end; at++) {
            if (bytes[at] == '\n') {
                part = Part.OVER;
                over.accept(word.toString());
                return end;
            }
            word.append((char) (bytes[at] & 0xff));
        }
        return end;
    }

    synchronized boolean begun() {
        return part != Part.NOISE;
    }

    synchronized byte[] bytes() {
        return kept.bytes();
    }

    synchronized boolean truncated() {
        return kept.truncated();
    }

    /** The beginning of what came before the begin mark. */
    synchronized String noise() {
        return noise.toString(StandardCharsets.UTF_8);
    }
}
