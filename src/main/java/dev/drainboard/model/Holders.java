package dev.drainboard.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is still at work on a node that drains, by name where that can be known.
 *
 * @param all what holds it first, the oldest first
 * @param idle connections without a request, which nobody waits for; empty: not counted
 * @param gaps what could not be asked, a sentence each: then there may be more
 */
public record Holders(List<Holder> all, OptionalInt idle, List<String> gaps) {

    /** More than these of a kind are a number and no list. */
    private static final int NAMED = 50;

    public Holders {
        all = List.copyOf(all);
        Objects.requireNonNull(idle);
        gaps = List.copyOf(gaps);
    }

    /**
     * Put together from all who see a part of it. Where every balancer names what it has, the
     * node's own sockets are not named a second time; where one cannot, they stand in for all.
     *
     * @param named by the balancers together; empty: one of them cannot
     * @param gaps of those who were asked and did not answer
     * @param connections of the node; empty: unknown
     * @param working transactions of crons and queues; empty: unknown
     */
    public static Holders of(
            String node,
            Optional<List<Holder>> named,
            List<String> gaps,
            Optional<ConnectionFacts> connections,
            Optional<List<String>> working) {
        var all = new ArrayList<Holder>();
        working.ifPresent(some -> some.forEach(what -> all.add(new Holder.Transaction(what))));
        var missing = new ArrayList<>(gaps);
        var seen = named.orElseGet(() -> seenOnTheNode(node, connections));
        all.addAll(oldest(seen, Holder.Request.class, missing, "requests"));
        more(node, seen, connections).ifPresent(missing::add);
        all.addAll(oldest(seen, Holder.Websocket.class, missing, "websockets"));
        return new Holders(
                all,
                connections.map(ConnectionFacts::httpIdle).orElse(OptionalInt.empty()),
                missing);
    }

    private static List<Holder> seenOnTheNode(String node, Optional<ConnectionFacts> connections) {
        return connections.stream()
                .flatMap(
                        facts ->
                                facts.inUse().stream()
                                        .<Holder>map(
                                                one ->
                                                        new Holder.Request(
                                                                Optional.of(one.peer()),
                                                                Optional.of(one.quiet()),
                                                                facts.by() + " on " + node)))
                .toList();
    }

    private static List<Holder> oldest(
            List<Holder> all, Class<? extends Holder> kind, List<String> gaps, String word) {
        var some =
                all.stream()
                        .filter(kind::isInstance)
                        .sorted(Comparator.comparing(Holders::age).reversed())
                        .toList();
        if (some.size() > NAMED) {
            gaps.add((some.size() - NAMED) + " more " + word + " are younger than these");
        }
        return some.subList(0, Math.min(NAMED, some.size()));
    }

    private static Duration age(Holder holder) {
        return switch (holder) {
            case Holder.Request request -> request.age().orElse(Duration.ZERO);
            case Holder.Websocket websocket -> websocket.age().orElse(Duration.ZERO);
            case Holder.Transaction transaction -> Duration.ZERO;
        };
    }

    /** Who comes past the balancers, or through a process that leaves, is in no balancer's list. */
    private static Optional<String> more(
            String node, List<Holder> seen, Optional<ConnectionFacts> connections) {
        long requests = seen.stream().filter(Holder.Request.class::isInstance).count();
        var counted = connections.map(ConnectionFacts::httpActive).orElse(OptionalInt.empty());
        return counted.isPresent() && counted.getAsInt() > requests
                ? Optional.of(
                        (counted.getAsInt() - requests)
                                + " more requests are in use on "
                                + node
                                + " than are named")
                : Optional.empty();
    }

    /** What the drain waits for. */
    public List<Holder> holding() {
        return all.stream().filter(Holder::holds).toList();
    }
}
