package dev.drainboard.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An option that is not alike on all nodes.
 *
 * @param values node to value, in the order given; empty: the option is not set there
 */
public record ConfigDifference(String option, Map<String, Optional<String>> values) {

    public ConfigDifference {
        Objects.requireNonNull(option);
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** All of them, by name; a node whose configuration is not known is not compared. */
    public static List<ConfigDifference> between(Map<String, NodeConfig> configs) {
        var names = new TreeSet<String>();
        configs.values().forEach(config -> names.addAll(config.options().keySet()));
        return names.stream()
                .map(name -> of(name, configs))
                .filter(one -> one.values().values().stream().distinct().count() > 1)
                .toList();
    }

    private static ConfigDifference of(String option, Map<String, NodeConfig> configs) {
        var values = new LinkedHashMap<String, Optional<String>>();
        configs.forEach(
                (node, config) ->
                        values.put(node, Optional.ofNullable(config.options().get(option))));
        return new ConfigDifference(option, values);
    }
}
