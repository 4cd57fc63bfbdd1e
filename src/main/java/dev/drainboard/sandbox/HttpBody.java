package dev.drainboard.sandbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** How the body after a head is delimited. */
sealed interface HttpBody {

    record None() implements HttpBody {}

    record Length(long bytes) implements HttpBody {}

    record Chunked() implements HttpBody {}

    /** The end of the connection is its end: it is not kept then. */
    record UntilEnd() implements HttpBody {}

    static HttpBody ofRequest(HttpHead head) {
        return delimited(head, new None());
    }

    static HttpBody ofAnswer(HttpHead head, String method) {
        int status = head.status();
        boolean none = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
        return none ? new None() : delimited(head, new UntilEnd());
    }

    private static HttpBody delimited(HttpHead head, HttpBody otherwise) {
        if (head.says("transfer-encoding", "chunked")) {
            return new Chunked();
        }
        return head.field("content-length")
                .filter(length -> length.matches("\\d{1,12}"))
                .<HttpBody>map(length -> new Length(Long.parseLong(length)))
                .orElse(otherwise);
    }

    /**
     * Copies it as it is, and gives its size.
     *
     * @throws EOFException it is cut off
     */
    default long copy(InputStream in, OutputStream out) throws IOException {
        return switch (this) {
            case None none -> 0;
            case Length length -> exactly(length.bytes(), in, out);
            case Chunked chunked -> chunks(in, out);
            case UntilEnd end -> in.transferTo(out);
        };
    }

    private static long exactly(long bytes, InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[(int) Math.min(bytes, 16_384)];
        long left = bytes;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("the body is cut off");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        return bytes;
    }

    private static long chunks(InputStream in, OutputStream out) throws IOException {
        long all = 0;
        while (true) {
            var line = line(in);
            out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            long size = Long.parseLong(line.split(";")[0].strip(), 16);
            all += exactly(size, in, out);
            if (size == 0) {
                break;
            }
            out.write((line(in) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        for (var trailer = line(in); !trailer.isEmpty(); trailer = line(in)) {
            out.write((trailer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return all;
    }

    private static String line(InputStream in) throws IOException {
        return HttpHead.line(in).orElseThrow(() -> new EOFException("a chunk is cut off"));
    }
}
