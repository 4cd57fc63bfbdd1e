package dev.drainboard.store;

import dev.drainboard.model.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One copy of a journal: its lines from the first on, as far as each is as it was written and
 * carries the hash of the one before, and what comes after them.
 *
 * @param size of the valid lines in bytes
 * @param bytes of the whole file
 * @param end what ends the valid lines
 */
record Chain(List<JournalLine> lines, int size, byte[] bytes, End end) {

    static final Chain EMPTY = of(new byte[0]);

    /** What ends the valid lines of a copy. */
    sealed interface End {
        /** The end of the file. */
        record Whole() implements End {}

        /** What was not written to its end, or is not as it was written, and no line after it. */
        record Torn(String why) implements End {}

        /**
         * A line that is not as it was written, or does not follow the one before, and lines after
         * it that are as they were written.
         *
         * @param after the hashes of those
         */
        record Broken(String why, List<String> after) implements End {
            public Broken {
                after = List.copyOf(after);
            }
        }

        /** A line of a later version of this program. */
        record Newer() implements End {}
    }

    Chain {
        lines = List.copyOf(lines);
    }

    /** {@code bytes} are the whole file. */
    static Chain of(byte[] bytes) {
        return grown(List.of(), 0, bytes);
    }

    /** As {@link #of}, and what is known of the beginning is not read again. */
    Chain grow(byte[] file) {
        return file.length >= size && Arrays.mismatch(file, 0, size, bytes, 0, size) < 0
                ? grown(lines, size, file)
                : of(file);
    }

    private static Chain grown(List<JournalLine> known, int from, byte[] file) {
        var lines = new ArrayList<>(known);
        int start = from;
        while (start < file.length) {
            int end = newline(file, start);
            if (end < 0) {
                return new Chain(lines, start, file, new End.Torn("it has no end"));
            }
            try {
                var line = JournalLine.read(Arrays.copyOfRange(file, start, end));
                if (!line.prev().equals(last(lines))) {
                    return new Chain(
                            lines,
                            start,
                            file,
                            after(file, start, "it does not follow the line before"));
                }
                lines.add(line);
            } catch (JournalLine.Newer e) {
                return new Chain(lines, start, file, new End.Newer());
            } catch (IllegalArgumentException e) {
                return new Chain(lines, start, file, after(file, end + 1, e.getMessage()));
            }
            start = end + 1;
        }
        return new Chain(lines, start, file, new End.Whole());
    }

    private static End after(byte[] file, int from, String why) {
        var after = new ArrayList<String>();
        int start = from;
        for (int end = newline(file, start); end >= 0; end = newline(file, start)) {
            try {
                after.add(JournalLine.read(Arrays.copyOfRange(file, start, end)).hash());
            } catch (JournalLine.Newer e) {
                return new End.Newer();
            } catch (IllegalArgumentException e) {
                // one more that is none
            }
            start = end + 1;
        }
        return after.isEmpty() ? new End.Torn(why) : new End.Broken(why, after);
    }

    private static int newline(byte[] file, int from) {
        for (int at = from; at < file.length; at++) {
            if (file[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    private static String last(List<JournalLine> lines) {
        return lines.isEmpty() ? JournalLine.NONE : lines.getLast().hash();
    }

    /** The hash of the last valid line. */
    String last() {
        return last(lines);
    }

    /** What stands after the valid lines. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, size, bytes.length);
    }

    List<JournalEntry> entries() {
        return lines.stream().map(JournalLine::entry).toList();
    }

    /** The lines from {@code first} on, each with its newline. */
    byte[] from(int first) {
        // from the end: what is asked for is most often the last few lines of many
        int wanted =
                lines.subList(first, lines.size()).stream()
                        .mapToInt(line -> utf8(line.text()).length + 1)
                        .sum();
        return Arrays.copyOfRange(bytes, size - wanted, size);
    }

    /** How many lines from the first on both have alike. */
    int common(Chain other) {
        int most = Math.min(lines.size(), other.lines.size());
        // a hash stands for all lines before it, so the first difference can be searched for
        int same = 0;
        int differs = most + 1;
        while (same + 1 < differs) {
            int middle = (same + differs) >>> 1;
            if (lines.get(middle - 1).hash().equals(other.lines.get(middle - 1).hash())) {
                same = middle;
            } else {
                differs = middle;
            }
        }
        return same;
    }

    /** Whether both have a line of which each says something else. */
    boolean forks(Chain other) {
        return common(other) < Math.min(lines.size(), other.lines.size());
    }

    /** These lines and more after them, alone. */
    Chain plus(List<JournalEntry> entries) {
        var more = new ArrayList<>(lines);
        var text = new java.io.ByteArrayOutputStream();
        text.writeBytes(from(0));
        for (var entry : entries) {
            var line = JournalLine.of(entry, last(more));
            more.add(line);
            text.writeBytes(utf8(line.text()));
            text.write('\n');
        }
        return new Chain(more, text.size(), text.toByteArray(), new End.Whole());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
