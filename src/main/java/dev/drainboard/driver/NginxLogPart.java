package dev.drainboard.driver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code nginx-log.sh} printed of one log.
 *
 * @param from where in the file it begins
 */
record NginxLogPart(String path, long inode, long from, byte[] bytes) {

    /** How far a log was read; inode 0: not at all. */
    record Place(long inode, long offset) {
        static final Place NEVER = new Place(0, 0);

        String words() {
            return inode + " " + offset;
        }
    }

    /**
     * Of all logs of which all could be read; a log that was too long, is none, or was cut while it
     * was read is left out.
     */
    static List<NginxLogPart> all(byte[] printed) {
        var parts = new ArrayList<NginxLogPart>();
        int at = 0;
        while (at < printed.length) {
            int end = end(printed, at);
            var words = new String(printed, at, end - at, StandardCharsets.UTF_8).split(" ", 5);
            at = end + 1;
            if (words[0].equals("part") && words.length == 5) {
                int length = Integer.parseInt(words[3]);
                if (!ends(printed, at + length)) {
                    return parts;
                }
                parts.add(
                        new NginxLogPart(
                                words[4],
                                Long.parseLong(words[1]),
                                Long.parseLong(words[2]),
                                Arrays.copyOfRange(printed, at, at + length)));
                at += length + END.length;
            }
        }
        return parts;
    }

    private static final byte[] END = "\nend\n".getBytes(StandardCharsets.US_ASCII);

    private static int end(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean ends(byte[] bytes, int at) {
        return at + END.length <= bytes.length
                && Arrays.equals(bytes, at, at + END.length, END, 0, END.length);
    }

    /** Up to its last newline: what follows is a line that is being written. */
    byte[] whole() {
        return Arrays.copyOf(bytes, wholeLength());
    }

    private int wholeLength() {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }

    Place next() {
        return new Place(inode, from + wholeLength());
    }
}
