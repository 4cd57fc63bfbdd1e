package dev.drainboard.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody who mistyped a word probably meant. */
final class Nearest {

    /** Longer words are no typing mistakes, and comparing them takes long. */
    private static final int LONGEST = 40;

    private Nearest() {}

    /**
     * The known word with the fewest letters inserted, left out, exchanged or swapped; empty if
     * that takes more than a third of its letters. Case, dashes and underscores do not count.
     */
    static Optional<String> of(String word, Collection<String> known) {
        var plain = plain(word);
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> distance(plain, plain(candidate)) <= allowed(candidate))
                .min(
                        Comparator.<String>comparingInt(
                                        candidate -> distance(plain, plain(candidate)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static int allowed(String candidate) {
        return Math.max(1, plain(candidate).length() / 3);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Damerau's, each letter moved once at most. */
    static int distance(String from, String to) {
        var table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                table[i][j] =
                        Math.min(
                                Math.min(table[i - 1][j], table[i][j - 1]) + 1,
                                table[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
                }
            }
        }
        return table[from.length()][to.length()];
    }
}
