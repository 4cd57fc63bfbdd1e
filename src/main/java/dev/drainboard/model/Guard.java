package dev.drainboard.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The one rule set that stands before every change. Pure: the same rule greys the button and
 * refuses the command.
 *
 * <p>It asks for fresh facts of what <em>stays</em>: every balancer, and the nodes that remain. A
 * node that stays counts in an upstream when its server there is asked ready, is no backup, and is
 * observed up: by the balancer where it checks, and by our own probe. Of the node that leaves it
 * asks nothing, since what cannot be reached can always be taken out; update and restore need it
 * fresh.
 */
public final class Guard {

    private static final int NAMED = 5;

    private Guard() {}

    /** Facts older than this many rhythms of {@code health.every} are not fresh. */
    public static final int FRESH_RHYTHMS = 3;

    /**
     * Why the intent is refused now; empty: go on. For a rollout, whether its first batch could
     * leave.
     *
     * @param override somebody said why it may go below the minimum; it never goes to nothing
     */
    public static Optional<Fault> refusal(
            Intent intent, Snapshot snapshot, Instant now, boolean override) {
        var unknown = unknownNode(intent, snapshot.cluster());
        if (unknown.isPresent()) {
            return unknown;
        }
        return switch (intent) {
            case Intent.Drain drain -> leaves(Set.of(drain.node()), snapshot, now, override);
            case Intent.Maint maint -> leaves(Set.of(maint.node()), snapshot, now, override);
            case Intent.Restore restore -> stale(restore.node(), snapshot, now);
            case Intent.Update update ->
                    stale(update.node(), snapshot, now)
                            .or(() -> leaves(Set.of(update.node()), snapshot, now, override));
            case Intent.Rollout rollout -> rollout(rollout, snapshot, now, override);
        };
    }

    /** A name that the cluster file does not have; empty: it has all. */
    public static Optional<Fault> unknownNode(Intent intent, Cluster cluster) {
        return intent.nodes().stream()
                .filter(node -> cluster.find(node).isEmpty())
                .findFirst()
                .map(node -> noSuchNode(node, cluster));
    }

    /** Why these nodes may not leave together; empty: they may. */
    public static Optional<Fault> leaves(
            Set<String> nodes, Snapshot snapshot, Instant now, boolean override) {
        for (var balancer : snapshot.cluster().balancers()) {
            var facts =
                    fresh(
                            Optional.ofNullable(snapshot.balancers().get(balancer.name())),
                            snapshot,
                            now);
            if (facts.isEmpty()) {
                return Optional.of(staleBalancer(balancer.name(), nodes));
            }
            var refused = leaves(nodes, balancer.name(), facts.get(), snapshot, now, override);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> leaves(
            Set<String> nodes,
            String balancer,
            BalancerFacts facts,
            Snapshot snapshot,
            Instant now,
            boolean override) {
        for (var upstream : affected(nodes, facts)) {
            var members =
                    facts.servers().stream()
                            .filter(server -> server.upstream().equals(upstream))
                            .toList();
            int needed = needed(nodes, members, snapshot, now, override);
            var staying = serving(members, snapshot, now);
            staying.removeAll(nodes);
            if (staying.size() < needed) {
                return Optional.of(tooFew(nodes, balancer, upstream, staying, needed, override));
            }
        }
        return Optional.empty();
    }

    /**
     * The upstreams in which one of the nodes may still get requests; where all of them are out
     * already nothing changes.
     */
    private static Set<String> affected(Set<String> nodes, BalancerFacts facts) {
        return facts.servers().stream()
                .filter(server -> server.node().filter(nodes::contains).isPresent())
                .filter(
                        server ->
                                server.admin() == AdminState.READY
                                        || server.admin() == AdminState.UNKNOWN)
                .map(BalancerFacts.Server::upstream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The minimum if the nodes that leave serve now; else, as nothing is lost by their going, one
     * that stays.
     */
    private static int needed(
            Set<String> nodes,
            List<BalancerFacts.Server> members,
            Snapshot snapshot,
            Instant now,
            boolean override) {
        var serving = serving(members, snapshot, now);
        boolean lost = nodes.stream().anyMatch(serving::contains);
        return lost && !override ? Math.max(1, minimum(members, snapshot.cluster())) : 1;
    }

    /** As told, else all members of the upstream less one batch. */
    static int minimum(List<BalancerFacts.Server> members, Cluster cluster) {
        int nodes =
                (int) members.stream().flatMap(server -> server.node().stream()).distinct().count();
        return cluster.rollout()
                .minInRotation()
                .map(amount -> amount.among(nodes))
                .orElseGet(() -> nodes - cluster.rollout().batch());
    }

    /** The nodes that take requests in this upstream, as far as fresh facts say. */
    static Set<String> serving(List<BalancerFacts.Server> members, Snapshot snapshot, Instant now) {
        return members.stream()
                .filter(BalancerFacts.Server::eligible)
                .filter(server -> server.node().isPresent())
                .filter(server -> up(server.node().get(), server.endpoint(), snapshot, now))
                .map(server -> server.node().get())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean up(String node, Endpoint endpoint, Snapshot snapshot, Instant now) {
        var readings = snapshot.node(node);
        if (fresh(readings.health(), snapshot, now).isEmpty()) {
            return false;
        }
        return switch (endpoint) {
            case HTTP -> readings.damped() == CheckState.UP;
            case WEBSOCKET -> readings.dampedWebsocket() == CheckState.UP;
        };
    }

    private static Optional<Fault> rollout(
            Intent.Rollout rollout, Snapshot snapshot, Instant now, boolean override) {
        var nodes =
                rollout.nodes().isEmpty()
                        ? snapshot.cluster().nodes().stream().map(NodeSpec::name).toList()
                        : rollout.nodes();
        for (var node : nodes) {
            var refused =
                    stale(node, snapshot, now)
                            .or(() -> leaves(Set.of(node), snapshot, now, override));
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> stale(String node, Snapshot snapshot, Instant now) {
        var readings = snapshot.node(node);
        boolean healthy = fresh(readings.health(), snapshot, now).isPresent();
        boolean reached = fresh(readings.connections(), snapshot, now).isPresent();
        if (healthy && reached) {
            return Optional.empty();
        }
        // a host that never answered cannot be reached or trusted, which has its own advice
        if (readings.connections().orElse(null) instanceof Reading.Failed<?> failed
                && failed.answered().isEmpty()
                && failed.fault().kind() == Fault.Kind.UNREACHABLE) {
            return Optional.of(failed.fault());
        }
        var seen = readings.lastSeen();
        return Optional.of(
                Fault.of(
                        Fault.Kind.REFUSED,
                        "guard.node.stale",
                        node + " cannot be changed: it needs fresh data.",
                        seen.map(
                                        at ->
                                                node
                                                        + " was last seen "
                                                        + Duration.between(at, now).toSeconds()
                                                        + " s ago.")
                                .orElse(node + " has not answered yet."),
                        "Drain "
                                + node
                                + " if it should get no requests; see `check` for what does not answer."));
    }

    private static <T> Optional<T> fresh(
            Optional<Reading<T>> reading, Snapshot snapshot, Instant now) {
        return reading.flatMap(value -> value.fresh(now, freshness(snapshot.cluster())));
    }

    /** How old a fact may be: three rhythms, and what one reading may take. */
    public static Duration freshness(Cluster cluster) {
        var health = cluster.health();
        return health.timeout().plusNanos(FRESH_RHYTHMS * health.every().toNanos());
    }

    private static Fault noSuchNode(String node, Cluster cluster) {
        return Fault.of(
                Fault.Kind.WRONG,
                "guard.node.unknown",
                "There is no node " + node + ".",
                "The cluster file names "
                        + cluster.nodes().stream()
                                .map(NodeSpec::name)
                                .collect(Collectors.joining(", "))
                        + ".",
                "Name one of these.");
    }

    private static Fault staleBalancer(String balancer, Set<String> nodes) {
        return Fault.of(
                Fault.Kind.REFUSED,
                "guard.balancer.stale",
                String.join(", ", nodes) + " cannot leave: " + balancer + " gives no fresh answer.",
                "A node is out of rotation only when every balancer has taken it out.",
                "Bring " + balancer + " back; `check` says what it does not answer.");
    }

    private static Fault tooFew(
            Set<String> nodes,
            String balancer,
            String upstream,
            Set<String> staying,
            int needed,
            boolean override) {
        var who =
                staying.isEmpty()
                        ? "no node would serve"
                        : "only " + some(staying) + " would serve";
        boolean last = staying.isEmpty();
        return Fault.of(
                Fault.Kind.REFUSED,
                last ? "guard.last" : "guard.minimum",
                String.join(", ", nodes)
                        + " cannot leave: "
                        + who
                        + " in "
                        + upstream
                        + " on "
                        + balancer
                        + ".",
                last
                        ? "The last healthy node is never taken"
                                + (override ? ", with an override neither." : ".")
                        : "At least " + needed + " must stay in rotation (rollout.minInRotation).",
                last
                        ? "Bring another node back first."
                        : "Bring another node back, or say --override REASON to go below the minimum, never to none.");
    }

    /** Of many names the first, and how many more. */
    private static String some(Collection<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : names.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + " and "
                        + (names.size() - NAMED)
                        + " more";
    }
}
