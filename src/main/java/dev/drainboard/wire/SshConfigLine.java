package dev.drainboard.wire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of an ssh_config(5) file that says something.
 *
 * @param line counted from 1
 */
record SshConfigLine(String keyword, List<String> arguments, Path file, int line) {

    /** Empty for blank lines and comments; {@code keyword value} or {@code keyword=value}. */
    static Optional<SshConfigLine> parse(String text, Path file, int line) {
        var words = words(text.strip());
        if (words.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new SshConfigLine(
                        words.getFirst(), List.copyOf(words.subList(1, words.size())), file, line));
    }

    /** Words apart by blanks; the first may be followed by an equals sign; quotes hold together. */
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                break;
            }
            if (Character.isWhitespace(c) || c == '=' && words.size() == 1) {
                at++;
                continue;
            }
            var word = new StringBuilder();
            boolean quoted = false;
            for (; at < text.length(); at++) {
                c = text.charAt(at);
                if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (Character.isWhitespace(c) || c == '=' && words.isEmpty())) {
                    break;
                } else {
                    word.append(c);
                }
            }
            words.add(word.toString());
        }
        return words;
    }

    String value() {
        return arguments.isEmpty() ? "" : arguments.getFirst();
    }

    String where() {
        return file + ":" + line;
    }
}
