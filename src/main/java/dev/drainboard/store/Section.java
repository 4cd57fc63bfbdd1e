package dev.drainboard.store;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A block of the cluster file that is asked for its keys. Whatever is wrong is told to {@link
 * Mistakes} and a stand-in returned, so that reading goes on and all mistakes are told at once;
 * what was built with stand-ins is thrown away in the end.
 */
final class Section {

    private final Yaml.Block block;
    private final Keys keys;
    private final Mistakes mistakes;

    private Section(Yaml.Block block, Keys keys, Mistakes mistakes) {
        this.block = block;
        this.keys = keys;
        this.mistakes = mistakes;
    }

    /** Tells unknown keys and keys that stand twice. */
    static Section of(Yaml yaml, Keys keys, Mistakes mistakes) {
        if (!(yaml instanceof Yaml.Block block)) {
            mistakes.at(yaml, yaml.words(), "the keys " + some(keys));
            return new Section(
                    new Yaml.Block(List.of(), yaml.line(), yaml.column(), 1),
                    keys,
                    new Mistakes("not told again"));
        }
        var seen = new HashSet<String>();
        for (var pair : block.pairs()) {
            var key = pair.key().text();
            if (!keys.names().contains(key)) {
                mistakes.at(
                        pair.key(),
                        "the key " + Yaml.quoted(key),
                        "one of " + String.join(", ", keys.names()),
                        Nearest.of(key, keys.names()));
            } else if (!seen.add(key)) {
                mistakes.at(pair.key(), "'" + key + "' a second time", "it once");
            }
        }
        return new Section(block, keys, mistakes);
    }

    private static String some(Keys keys) {
        return String.join(", ", keys.names().stream().limit(4).toList())
                + (keys.names().size() > 4 ? " ..." : "");
    }

    Yaml place() {
        return block;
    }

    Mistakes mistakes() {
        return mistakes;
    }

    Optional<Yaml> value(String key) {
        if (!keys.names().contains(key)) {
            throw new IllegalStateException(keys + " has no key " + key);
        }
        return block.find(key).map(Yaml.Pair::value);
    }

    /** Where the key's value stands, or where the key is missed. */
    Yaml place(String key) {
        return value(key).orElse(block);
    }

    <T> Optional<T> maybe(String key, Grammar<T> grammar) {
        return value(key).flatMap(yaml -> grammar.of(yaml, mistakes));
    }

    <T> T read(String key, Grammar<T> grammar, T otherwise) {
        return maybe(key, grammar).orElse(otherwise);
    }

    /** A mistake if the key is not there. */
    <T> T require(String key, Grammar<T> grammar, T standIn) {
        return require(key, grammar).orElse(standIn);
    }

    /** A mistake if the key is not there. */
    <T> Optional<T> require(String key, Grammar<T> grammar) {
        needs(key, grammar.expected());
        return maybe(key, grammar);
    }

    private boolean needs(String key, String expected) {
        boolean there = value(key).isPresent();
        if (!there) {
            mistakes.at(block, "no '" + key + "'", expected);
        }
        return there;
    }

    /** One value, or a list of them; none if the key is not there. */
    <T> List<T> many(String key, Grammar<T> grammar) {
        return value(key).stream()
                .flatMap(
                        yaml ->
                                yaml instanceof Yaml.Items items
                                        ? items.items().stream()
                                        : Stream.of(yaml))
                .flatMap(yaml -> grammar.of(yaml, mistakes).stream())
                .toList();
    }

    /** The values of a list with their places; none if the key is not there. */
    Stream<Yaml> items(String key, String expected) {
        var value = value(key);
        if (value.isPresent() && !(value.get() instanceof Yaml.Items)) {
            mistakes.at(value.get(), value.get().words(), expected);
        }
        return value.filter(Yaml.Items.class::isInstance).stream()
                .flatMap(items -> ((Yaml.Items) items).items().stream());
    }

    /** An empty section if the key is not there. */
    Section inner(String key, Keys inner) {
        return section(key, inner)
                .orElseGet(
                        () ->
                                new Section(
                                        new Yaml.Block(List.of(), block.line(), block.column(), 1),
                                        inner,
                                        mistakes));
    }

    Optional<Section> section(String key, Keys inner) {
        return value(key).map(yaml -> of(yaml, inner, mistakes));
    }

    /** A mistake if the key is not there. */
    Optional<Section> requireSection(String key, Keys inner) {
        needs(key, "the keys " + some(inner));
        return section(key, inner);
    }

    /** At least one, else a mistake. */
    List<Section> sections(String key, Keys inner, String expected) {
        if (needs(key, expected)
                && value(key).orElseThrow() instanceof Yaml.Items list
                && list.items().isEmpty()) {
            mistakes.at(list, list.words(), expected);
        }
        return items(key, expected).map(yaml -> of(yaml, inner, mistakes)).toList();
    }

    /** Refuses keys that belong to another kind. */
    void only(String kind, String... allowed) {
        for (var pair : block.pairs()) {
            var key = pair.key().text();
            if (keys.names().contains(key) && !List.of(allowed).contains(key)) {
                mistakes.at(
                        pair.key(),
                        "the key '" + key + "'",
                        "one that kind " + kind + " has: " + String.join(", ", allowed));
            }
        }
    }

    /** Refuses keys of the contract that this version does not drive yet. */
    void notYet(String name, String... refused) {
        for (var key : refused) {
            if (value(key).isPresent()) {
                mistakes.at(
                        block.find(key).orElseThrow().key(),
                        Grammar.notYet(name + "." + key),
                        "a cluster file without it");
            }
        }
    }
}
