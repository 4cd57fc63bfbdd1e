package dev.drainboard.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operator wants done. The window and the command line hand these out and know nothing of
 * how.
 */
public sealed interface Intent {

    /** In the imperative, for locks, journals and dialogs ("drain node2"). */
    String purpose();

    /** The nodes that are named; empty: all. */
    List<String> nodes();

    /** The drain policy as overridden for this once; what is empty comes from the cluster file. */
    record DrainWish(
            Optional<Duration> patience, Optional<DrainSpec.Then> then, Optional<String> reason) {
        public static final DrainWish DEFAULT =
                new DrainWish(Optional.empty(), Optional.empty(), Optional.empty());

        public DrainWish {
            Objects.requireNonNull(patience);
            Objects.requireNonNull(then);
            Objects.requireNonNull(reason);
        }

        private String because() {
            return reason.map(why -> " (" + why + ")").orElse("");
        }
    }

    /** Out of rotation, and wait until idle. */
    record Drain(String node, DrainWish wish) implements Intent {
        @Override
        public String purpose() {
            return "drain " + node + wish.because();
        }

        @Override
        public List<String> nodes() {
            return List.of(node);
        }
    }

    /** Drained, then hard out: bound clients move too. */
    record Maint(String node, DrainWish wish) implements Intent {
        @Override
        public String purpose() {
            return "maint " + node + wish.because();
        }

        @Override
        public List<String> nodes() {
            return List.of(node);
        }
    }

    /** Back as it was before Drainboard took it out. */
    record Restore(String node) implements Intent {
        @Override
        public String purpose() {
            return "restore " + node;
        }

        @Override
        public List<String> nodes() {
            return List.of(node);
        }
    }

    /** A rollout of one node that ends in the admin state it found. */
    record Update(String node, Optional<String> to) implements Intent {
        @Override
        public String purpose() {
            return "update " + node + to.map(revision -> " to " + revision).orElse("");
        }

        @Override
        public List<String> nodes() {
            return List.of(node);
        }
    }

    /** All nodes, or those named, one batch after the other. */
    record Rollout(Optional<String> to, List<String> nodes, int batch) implements Intent {
        public Rollout {
            Objects.requireNonNull(to);
            nodes = List.copyOf(nodes);
        }

        @Override
        public String purpose() {
            return "rollout" + to.map(revision -> " to " + revision).orElse("");
        }
    }
}
