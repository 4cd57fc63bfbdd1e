package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.InputStream;

/**
 * A buffer before a connection, for one reader: the JDK's takes a lock for every byte, which a head
 * has some hundred of.
 */
final class Inlet extends InputStream {

    private final InputStream from;
    private final byte[] buffer = new byte[2048];
    private int at;
    private int end;

    Inlet(InputStream from) {
        this.from = from;
    }

    @Override
    public int read() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, bytes, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, from.read(buffer, 0, buffer.length));
        return end > 0;
    }

    @Override
    public int available() throws IOException {
        return end - at + from.available();
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
