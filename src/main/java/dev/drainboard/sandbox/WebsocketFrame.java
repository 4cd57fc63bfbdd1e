package dev.drainboard.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A frame of RFC 6455, whole and not longer than 64 KiB: no more is spoken here. */
record WebsocketFrame(int opcode, byte[] payload) {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static WebsocketFrame text(String text) {
        return new WebsocketFrame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty: the other side has closed the connection. */
    static Optional<WebsocketFrame> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int second = need(in);
        int length = second & 127;
        if (length == 126) {
            length = need(in) << 8 | need(in);
        } else if (length == 127) {
            throw new IOException("a frame above 64 KiB");
        }
        boolean masked = (second & 128) != 0;
        var mask = masked ? exactly(in, 4) : new byte[4];
        var payload = exactly(in, length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return Optional.of(new WebsocketFrame(first & 15, payload));
    }

    private static int need(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("a frame is cut off");
        }
        return next;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a frame is cut off");
        }
        return bytes;
    }

    byte[] fromServer() {
        return bytes(new byte[0]);
    }

    /** Clients mask what they send. */
    byte[] fromClient() {
        var mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        return bytes(mask);
    }

    private byte[] bytes(byte[] mask) {
        int flag = mask.length > 0 ? 128 : 0;
        var buffer = ByteBuffer.allocate(payload.length + 8);
        buffer.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            buffer.put((byte) (flag | payload.length));
        } else {
            buffer.put((byte) (flag | 126)).putShort((short) payload.length);
        }
        buffer.put(mask);
        for (int i = 0; i < payload.length; i++) {
            buffer.put((byte) (mask.length == 0 ? payload[i] : payload[i] ^ mask[i % 4]));
        }
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** What a server says to the key of a client. */
    static String accept(String key) {
        try {
            var sha = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder()
                    .encodeToString(sha.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
