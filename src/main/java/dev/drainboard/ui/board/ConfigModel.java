package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.ConfigDifference;
import dev.drainboard.model.Fault;
import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The settings of one node's Odoo beside those of its peers. Secrets never come here. Pure. */
public sealed interface ConfigModel {

    /** The node has not answered yet. */
    record Awaited(String node) implements ConfigModel {
        public Awaited {
            Objects.requireNonNull(node);
        }
    }

    /** Its settings could not be read. */
    record Unreadable(Fault fault) implements ConfigModel {
        public Unreadable {
            Objects.requireNonNull(fault);
        }
    }

    /**
     * Its settings.
     *
     * @param says with how many peers they were compared, and which could not be
     * @param options what differs first, then all others by name
     * @param differ how many of the options differ
     */
    record Read(String path, List<String> says, List<Option> options, int differ)
            implements ConfigModel {
        public Read {
            Objects.requireNonNull(path);
            says = List.copyOf(says);
            options = List.copyOf(options);
        }

        /** As lines of text. */
        public String lines() {
            return options.stream()
                    .map(
                            option ->
                                    option.name()
                                            + " = "
                                            + option.here()
                                            + option.there().stream()
                                                    .map(other -> "  # " + other)
                                                    .collect(Collectors.joining()))
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * One option.
     *
     * @param here its value on this node, or that it is not set
     * @param there "node1, node3: 8" for each other value; none: alike wherever it is known
     */
    record Option(String name, String here, List<String> there) {
        public Option {
            Objects.requireNonNull(name);
            Objects.requireNonNull(here);
            there = List.copyOf(there);
        }

        boolean differs() {
            return !there.isEmpty();
        }

        /** Whether the words stand in it; empty: they do. */
        boolean has(String words) {
            var all = name + " " + here + " " + String.join(" ", there);
            return all.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * @param reads of this node and its peers, as far as they came
     * @param peers with whom it is compared
     * @param others how many nodes there are besides it
     */
    static ConfigModel of(
            String node, Map<String, Reading<NodeConfig>> reads, List<String> peers, int others) {
        var own = Optional.ofNullable(reads.get(node));
        if (own.isEmpty()) {
            return new Awaited(node);
        }
        return switch (own.get()) {
            case Reading.Failed<NodeConfig> failed -> new Unreadable(failed.fault());
            case Reading.Got<NodeConfig> got -> read(node, got.got(), reads, peers, others);
        };
    }

    private static Read read(
            String node,
            NodeConfig config,
            Map<String, Reading<NodeConfig>> reads,
            List<String> peers,
            int others) {
        var known = new LinkedHashMap<String, NodeConfig>();
        known.put(node, config);
        peers.forEach(
                peer ->
                        Optional.ofNullable(reads.get(peer))
                                .flatMap(Reading::value)
                                .ifPresent(value -> known.put(peer, value)));
        var differences =
                ConfigDifference.between(known).stream()
                        .collect(Collectors.toMap(ConfigDifference::option, one -> one));
        var names = new TreeSet<>(config.options().keySet());
        names.addAll(differences.keySet());
        var options =
                names.stream()
                        .map(name -> option(name, node, config, differences.get(name)))
                        .sorted(Comparator.comparing(option -> !option.differs()))
                        .toList();
        return new Read(
                config.path(),
                says(known.size() - 1, reads, peers, others),
                options,
                differences.size());
    }

    private static Option option(
            String name, String node, NodeConfig config, ConfigDifference difference) {
        var here = Optional.ofNullable(config.options().get(name));
        return new Option(
                name,
                written(here),
                difference == null ? List.of() : there(node, here, difference));
    }

    private static String written(Optional<String> value) {
        return value.map(text -> text.isEmpty() ? text("config.empty") : text)
                .orElse(text("config.unset"));
    }

    private static List<String> there(
            String node, Optional<String> here, ConfigDifference difference) {
        var nodes = new LinkedHashMap<Optional<String>, List<String>>();
        difference
                .values()
                .forEach(
                        (other, value) -> {
                            if (!other.equals(node) && !value.equals(here)) {
                                nodes.computeIfAbsent(value, v -> new ArrayList<>()).add(other);
                            }
                        });
        return nodes.entrySet().stream()
                .map(
                        (Map.Entry<Optional<String>, List<String>> each) ->
                                text(
                                        "config.there",
                                        String.join(", ", each.getValue()),
                                        written(each.getKey())))
                .toList();
    }

    private static List<String> says(
            int compared, Map<String, Reading<NodeConfig>> reads, List<String> peers, int others) {
        var says = new ArrayList<String>();
        says.add(text("config.compared", compared, others));
        var awaited = peers.stream().filter(peer -> !reads.containsKey(peer)).toList();
        if (!awaited.isEmpty()) {
            says.add(text("config.awaited", String.join(", ", awaited)));
        }
        var silent = new TreeMap<String, List<String>>();
        for (var peer : peers) {
            if (reads.get(peer) instanceof Reading.Failed<NodeConfig> failed) {
                silent.computeIfAbsent(failed.fault().why(), why -> new ArrayList<>()).add(peer);
            }
        }
        silent.forEach(
                (why, nodes) -> says.add(text("config.silent", String.join(", ", nodes), why)));
        return says;
    }
}
