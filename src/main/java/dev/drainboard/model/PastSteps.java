package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How long the steps of earlier operations took, as the journal tells: what a step under way is
 * measured against. Only steps that were done count, from their "about to" to their "did"; one that
 * was announced twice does not, since nobody knows how long it was worked on.
 */
public record PastSteps(List<Took> all) {

    public PastSteps {
        all = List.copyOf(all);
    }

    /**
     * A step that was done.
     *
     * @param node empty for the steps of the whole cluster
     * @param at when it was done
     */
    public record Took(Optional<String> node, StepKind kind, Instant at, Duration time) {
        public Took {
            Objects.requireNonNull(node);
            Objects.requireNonNull(kind);
            Objects.requireNonNull(at);
            if (time.isNegative()) {
                throw new IllegalArgumentException("a step that ended before it began");
            }
        }
    }

    /** Operation, node and kind: what a "did" answers. */
    private record Key(String operation, Optional<String> node, StepKind kind) {}

    /**
     * @param journal oldest first
     */
    public static PastSteps of(List<JournalEntry> journal) {
        var began = new HashMap<Key, Instant>();
        var took = new ArrayList<Took>();
        for (var entry : journal) {
            if (entry.step().isEmpty()) {
                continue;
            }
            var key = new Key(entry.operation(), entry.node(), entry.step().get());
            switch (entry.kind()) {
                case ABOUT -> {
                    if (began.putIfAbsent(key, entry.at()) != null) {
                        began.put(key, Instant.MAX);
                    }
                }
                case DID -> took(key, began, entry.at()).ifPresent(took::add);
                case FAILED, SKIPPED -> began.remove(key);
                case OPENED, FOUND, SAID, STOPPED, CLOSED -> {}
            }
        }
        return new PastSteps(took);
    }

    /** Of two lines by two machines the clocks may disagree: then nothing is known. */
    private static Optional<Took> took(Key key, Map<Key, Instant> began, Instant at) {
        return Optional.ofNullable(began.remove(key))
                .filter(from -> !at.isBefore(from))
                .map(from -> new Took(key.node(), key.kind(), at, Duration.between(from, at)));
    }

    /** The last time this node took. */
    public Optional<Took> last(String node, StepKind kind) {
        return all.stream()
                .filter(took -> took.kind() == kind && took.node().equals(Optional.of(node)))
                .reduce((first, second) -> second);
    }

    /** The last time any node took; the cluster's own steps do not count. */
    public Optional<Took> last(StepKind kind) {
        return all.stream()
                .filter(took -> took.kind() == kind && took.node().isPresent())
                .reduce((first, second) -> second);
    }

    /**
     * How long it last took from the first word to the balancers until no request was left; empty
     * if that never came to its end.
     */
    public Optional<Duration> lastDrain(String node) {
        return last(node, StepKind.DRAIN)
                .flatMap(
                        drain ->
                                last(node, StepKind.AWAIT_IDLE)
                                        .filter(idle -> !idle.at().isBefore(drain.at()))
                                        .map(idle -> drain.time().plus(idle.time())));
    }

    /** The median of all times this node took. */
    public Optional<Duration> median(String node, StepKind kind) {
        return median(
                all.stream()
                        .filter(
                                took ->
                                        took.kind() == kind
                                                && took.node().equals(Optional.of(node)))
                        .toList());
    }

    /** The median of all times, of whichever node. */
    public Optional<Duration> median(StepKind kind) {
        return median(all.stream().filter(took -> took.kind() == kind).toList());
    }

    /**
     * What to expect: the node's own median; else that of all nodes; empty if it was never done.
     */
    public Optional<Duration> expected(String node, StepKind kind) {
        return median(node, kind).or(() -> median(kind));
    }

    private static Optional<Duration> median(List<Took> some) {
        if (some.isEmpty()) {
            return Optional.empty();
        }
        var times = some.stream().map(Took::time).sorted().toList();
        int half = times.size() / 2;
        return Optional.of(
                times.size() % 2 == 1
                        ? times.get(half)
                        : times.get(half - 1).plus(times.get(half)).dividedBy(2));
    }
}
