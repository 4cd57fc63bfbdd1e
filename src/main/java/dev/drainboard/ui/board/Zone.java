package dev.drainboard.ui.board;

import dev.drainboard.ui.kit.Glyph;
import java.util.List;
import java.util.Map;

/**
 * Nodes that stand together in one frame.
 *
 * @param id what pipes name
 * @param name by what they are grouped, and what that is: "Zone a"
 * @param counts how many nodes have which glyph, worst first
 * @param load of its pipes together
 */
record Zone(String id, String name, List<String> nodes, Map<Glyph, Integer> counts, Load load) {
    Zone {
        nodes = List.copyOf(nodes);
    }
}
