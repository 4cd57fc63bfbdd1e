package dev.drainboard.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Bytes into lines, without their newline. What is not UTF-8 becomes the replacement character; a
 * line longer than 64 KiB is handed on in pieces.
 */
public final class Lines {

    private static final int LONGEST = 1 << 16;

    private final Consumer<String> line;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();

    private boolean handedEarly;

    public Lines(Consumer<String> line) {
        this.line = line;
    }

    public void add(byte[] bytes) {
        for (byte b : bytes) {
            boolean early = handedEarly;
            handedEarly = false;
            if (b == '\n') {
                if (!early) {
                    hand();
                }
            } else {
                open.write(b);
                if (open.size() == LONGEST) {
                    hand();
                    handedEarly = true;
                }
            }
        }
    }

    /**
     * What is open is a whole line although its newline has not been given yet; that newline, or
     * the end, comes next.
     */
    void wholeSoFar() {
        if (open.size() > 0) {
            hand();
            handedEarly = true;
        }
    }

    /** What stands after the last newline is a line too. */
    public void end() {
        if (open.size() > 0) {
            hand();
        }
    }

    private void hand() {
        line.accept(open.toString(StandardCharsets.UTF_8));
        open.reset();
    }
}
