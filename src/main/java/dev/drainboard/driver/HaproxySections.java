package dev.drainboard.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What our scripts print: a line {@code @@ NAME} before each part. No line of HAProxy's begins so,
 * as {@code @} stands in no name of it.
 */
record HaproxySections(Map<String, List<String>> parts) {

    static HaproxySections of(String text) {
        var parts = new LinkedHashMap<String, List<String>>();
        List<String> part = new ArrayList<>();
        for (var line : text.split("\n", -1)) {
            if (line.startsWith("@@ ")) {
                part = parts.computeIfAbsent(line.substring(3), name -> new ArrayList<>());
            } else {
                part.add(line);
            }
        }
        return new HaproxySections(parts);
    }

    boolean has(String name) {
        return parts.containsKey(name);
    }

    /** Empty if there is no such part. */
    List<String> lines(String name) {
        return parts.getOrDefault(name, List.of());
    }

    String text(String name) {
        return String.join("\n", lines(name));
    }
}
