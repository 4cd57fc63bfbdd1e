package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A node or a balancer is in another state than before, and no operation told of it: it died, came
 * back, or somebody else took it out.
 */
public sealed interface Turn {

    /** When it was seen. */
    Instant at();

    String name();

    /** Why it is in its new state, as far as anybody knows. */
    Optional<String> reason();

    /** How long it was in the state before, since we look. */
    Duration lasted();

    /** A node. */
    record OfNode(
            Instant at,
            String name,
            NodeState before,
            NodeState now,
            Optional<String> reason,
            Duration lasted)
            implements Turn {
        public OfNode {
            check(at, name, before, now, reason, lasted);
        }
    }

    /** A balancer. */
    record OfBalancer(
            Instant at,
            String name,
            ServiceState before,
            ServiceState now,
            Optional<String> reason,
            Duration lasted)
            implements Turn {
        public OfBalancer {
            check(at, name, before, now, reason, lasted);
        }
    }

    private static void check(
            Instant at,
            String name,
            Enum<?> before,
            Enum<?> now,
            Optional<String> reason,
            Duration lasted) {
        Objects.requireNonNull(at);
        Objects.requireNonNull(name);
        Objects.requireNonNull(reason);
        if (before == now || lasted.isNegative()) {
            throw new IllegalArgumentException(name + " did not turn: " + before + ", " + now);
        }
    }
}
