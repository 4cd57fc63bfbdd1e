package dev.drainboard.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the servers of a node were on one balancer before us, in the driver's own words, and what we
 * are about to add. In the journal before the deed, so that it can be put back exactly, by anybody,
 * also when the deed is in doubt.
 */
public record Before(String balancer, String node, List<Entry> entries) {

    public Before {
        Objects.requireNonNull(balancer);
        Objects.requireNonNull(node);
        entries = List.copyOf(entries);
    }

    /** Whether the node was taken out here by somebody else, wholly. */
    public boolean out() {
        return !entries.isEmpty()
                && entries.stream().noneMatch(entry -> entry.admin() == AdminState.READY);
    }

    /**
     * One server.
     *
     * @param words the driver's own: HAProxy {@code weight=100}; nginx {@code file}, {@code adds}
     */
    public record Entry(
            String upstream, String server, AdminState admin, Map<String, String> words) {
        public Entry {
            Objects.requireNonNull(upstream);
            Objects.requireNonNull(server);
            Objects.requireNonNull(admin);
            words = Map.copyOf(words);
        }
    }
}
