package dev.drainboard.store;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The mistakes of one file, gathered while it is read; each is told once, in the file's order. */
final class Mistakes {

    private final String file;
    private final TreeSet<Mistake> found =
            new TreeSet<>(
                    java.util.Comparator.<Mistake>naturalOrder().thenComparing(Mistake::toString));

    Mistakes(String file) {
        this.file = file;
    }

    void at(Yaml place, String what, String expected) {
        at(place, what, expected, Optional.empty());
    }

    void at(Yaml place, String what, String expected, Optional<String> nearest) {
        at(place.line(), place.column(), what, expected, nearest);
    }

    void at(int line, int column, String what, String expected, Optional<String> nearest) {
        found.add(new Mistake(file, line, column, what, expected, nearest));
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Mistake> all() {
        return List.copyOf(found);
    }
}
