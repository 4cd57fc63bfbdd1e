package dev.drainboard.store;

import java.util.List;
import java.util.Optional;

/**
 * A YAML value with the place where it begins, and nothing that YAML could make of it: a scalar
 * stays the text that was written.
 */
sealed interface Yaml {

    /** From 1. */
    int line();

    /** From 1, in characters. */
    int column();

    /**
     * How many values there are in it, itself included, every alias counted as what it stands for.
     */
    int size();

    /**
     * @param plain written without quotes
     */
    record Scalar(String text, boolean plain, int line, int column) implements Yaml {
        @Override
        public int size() {
            return 1;
        }

        /** Null in YAML's core schema. */
        boolean nothing() {
            return plain
                    && (text.isEmpty()
                            || text.equals("~")
                            || text.equals("null")
                            || text.equals("Null")
                            || text.equals("NULL"));
        }
    }

    /** A list. */
    record Items(List<Yaml> items, int line, int column, int size) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Keys with their values, in the file's order, a key that stands twice twice. */
    record Block(List<Pair> pairs, int line, int column, int size) implements Yaml {
        public Block {
            pairs = List.copyOf(pairs);
        }

        Optional<Pair> find(String key) {
            return pairs.stream().filter(pair -> pair.key().text().equals(key)).findFirst();
        }
    }

    /** A key and its value. */
    record Pair(Scalar key, Yaml value) {}

    /** In words, for the "found" of a mistake; a text is cut to what fits on a line. */
    default String words() {
        return switch (this) {
            case Items items -> items.items().isEmpty() ? "an empty list" : "a list";
            case Block block -> "keys and values";
            case Scalar scalar -> scalar.nothing() ? "nothing" : quoted(scalar.text());
        };
    }

    static String quoted(String text) {
        var line = new StringBuilder("'");
        text.codePoints()
                .limit(60)
                .map(point -> Character.isISOControl(point) ? '\uFFFD' : point)
                .forEach(line::appendCodePoint);
        return line.append(text.codePointCount(0, text.length()) > 60 ? "…'" : "'").toString();
    }
}
