package dev.drainboard.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What may stand at one place of the cluster file.
 *
 * @param expected in words, as it reads after "expected"
 * @param read the value; empty if the scalar is none
 * @param words the words that are read, where there is a fixed choice; for the nearest
 * @param later words of the contract that this version does not drive yet
 * @param secret what was found is not told
 */
record Grammar<T>(
        String expected,
        Function<Yaml.Scalar, Optional<T>> read,
        List<String> words,
        List<String> later,
        boolean secret) {

    Grammar {
        words = List.copyOf(words);
        later = List.copyOf(later);
    }

    static <T> Grammar<T> of(String expected, Function<Yaml.Scalar, Optional<T>> read) {
        return new Grammar<>(expected, read, List.of(), List.of(), false);
    }

    static Grammar<String> text(String expected, Predicate<String> fits) {
        return of(expected, scalar -> Optional.of(scalar.text()).filter(fits));
    }

    /** One of the words; {@code later} are told apart from what nobody knows. */
    static <T> Grammar<T> choice(Map<String, T> words, String... later) {
        var names = List.copyOf(words.keySet());
        return new Grammar<>(
                either(names),
                scalar -> Optional.ofNullable(words.get(scalar.text())),
                names,
                List.of(later),
                false);
    }

    /** One of the constants, written in lower case. */
    static <E extends Enum<E>> Grammar<E> choice(Class<E> type, String... later) {
        var words = new LinkedHashMap<String, E>();
        for (var constant : type.getEnumConstants()) {
            words.put(Json.word(constant), constant);
        }
        return choice(words, later);
    }

    /** "a", "a or b", "a, b or c". */
    static String either(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    Grammar<T> hidden() {
        return new Grammar<>(expected, read, words, later, true);
    }

    /** The value, or a mistake at its place. */
    Optional<T> of(Yaml yaml, Mistakes mistakes) {
        var value =
                yaml instanceof Yaml.Scalar scalar && !scalar.nothing()
                        ? read.apply(scalar)
                        : Optional.<T>empty();
        if (value.isEmpty()) {
            mistakes.at(yaml, found(yaml), expected, nearest(yaml));
        }
        return value;
    }

    private String found(Yaml yaml) {
        if (!(yaml instanceof Yaml.Scalar scalar) || scalar.nothing()) {
            return yaml.words();
        }
        if (secret) {
            return "a text that is no reference";
        }
        if (later.contains(scalar.text())) {
            return notYet(scalar.text());
        }
        var bare = new Yaml.Scalar(scalar.text(), true, scalar.line(), scalar.column());
        return yaml.words() + (!scalar.plain() && read.apply(bare).isPresent() ? " in quotes" : "");
    }

    /** How everything is refused by name that the contract knows and this version does not. */
    static String notYet(String name) {
        return name + ", which is not in this version";
    }

    private Optional<String> nearest(Yaml yaml) {
        if (secret || !(yaml instanceof Yaml.Scalar scalar) || later.contains(scalar.text())) {
            return Optional.empty();
        }
        var all = new ArrayList<>(words);
        all.addAll(later);
        return Nearest.of(scalar.text(), all);
    }
}
