package dev.drainboard.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A node's Odoo configuration. Its secrets never left the driver: in their place stands a mark that
 * is alike for like secrets, so that two nodes with unlike passwords can be told from here.
 *
 * @param path of the file, as Odoo sees it
 * @param text the whole file
 * @param options name to value
 */
public record NodeConfig(String path, String text, Map<String, String> options) {
    public NodeConfig {
        Objects.requireNonNull(path);
        Objects.requireNonNull(text);
        options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }
}
