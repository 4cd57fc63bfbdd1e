package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The guard against a second, naive statement of the rule, on clusters and wishes drawn at random;
 * the seed is printed.
 */
class GuardTest {

    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final int ROUNDS = Integer.getInteger("drainboard.guard.rounds", 100_000);

    @Test
    void the_guard_and_the_naive_rule_agree_on_random_clusters_and_intents() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var drawn = Drawn.from(random);
            var guard =
                    Guard.refusal(drawn.intent, drawn.snapshot, NOW, drawn.override).isPresent();
            assertThat(guard)
                    .as("seed %d, round %d: %s", seed, round, drawn)
                    .isEqualTo(naiveRefuses(drawn));
            refused += guard ? 1 : 0;
        }
        System.out.printf("guard: %d rounds, %d refused, seed %d%n", ROUNDS, refused, seed);
        assertThat(refused).as("both answers occur often").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    /**
     * Said once more, the long way round: count by hand who would still answer in each pool after
     * the node has gone.
     */
    private static boolean naiveRefuses(Drawn drawn) {
        var snapshot = drawn.snapshot;
        for (var node : drawn.intent.nodes()) {
            boolean needsFresh =
                    drawn.intent instanceof Intent.Update || drawn.intent instanceof Intent.Restore;
            if (needsFresh && !(drawn.fresh.contains(node) && drawn.reached.contains(node))) {
                return true;
            }
            if (drawn.intent instanceof Intent.Restore) {
                return false;
            }
            for (var balancer : snapshot.cluster().balancers()) {
                if (drawn.silent.contains(balancer.name())) {
                    return true;
                }
                for (var upstream : List.of("http", "ws")) {
                    var members = new HashSet<String>();
                    var answer = new HashSet<String>();
                    boolean leaves = false;
                    for (var server : drawn.servers.get(balancer.name())) {
                        if (!server.upstream().equals(upstream)) {
                            continue;
                        }
                        var who = server.node().orElseThrow();
                        members.add(who);
                        boolean probe =
                                upstream.equals("http")
                                        ? drawn.httpUp.contains(who)
                                        : drawn.wsUp.contains(who);
                        boolean counts =
                                server.admin() == AdminState.READY
                                        && server.check() != CheckState.DOWN
                                        && !server.backup()
                                        && probe
                                        && drawn.fresh.contains(who);
                        if (counts) {
                            answer.add(who);
                        }
                        if (who.equals(node)
                                && (server.admin() == AdminState.READY
                                        || server.admin() == AdminState.UNKNOWN)) {
                            leaves = true;
                        }
                    }
                    if (!leaves) {
                        continue;
                    }
                    int stay = answer.contains(node) ? answer.size() - 1 : answer.size();
                    int asked =
                            drawn.minimum
                                    .map(amount -> amount.among(members.size()))
                                    .orElse(members.size() - 1);
                    int floor = !answer.contains(node) || drawn.override ? 1 : Math.max(1, asked);
                    if (stay < floor) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Test
    void the_last_healthy_node_is_refused_with_and_without_an_override() {
        var drawn = new Drawn();
        drawn.build(2, 1, Optional.empty());
        drawn.httpUp.remove("n2");
        drawn.snapshot = drawn.snapshot();
        for (var override : List.of(true, false)) {
            var refusal =
                    Guard.refusal(
                            new Intent.Drain("n1", Intent.DrainWish.DEFAULT),
                            drawn.snapshot,
                            NOW,
                            override);
            assertThat(refusal.orElseThrow().code()).isEqualTo("guard.last");
        }
    }

    @Test
    void a_node_that_nobody_can_reach_can_be_drained_and_not_updated() {
        var drawn = new Drawn();
        drawn.build(3, 1, Optional.empty());
        drawn.fresh.remove("n3");
        drawn.reached.remove("n3");
        drawn.snapshot = drawn.snapshot();

        assertThat(
                        Guard.refusal(
                                new Intent.Drain("n3", Intent.DrainWish.DEFAULT),
                                drawn.snapshot,
                                NOW,
                                false))
                .isEmpty();
        assertThat(
                        Guard.refusal(
                                        new Intent.Update("n3", Optional.empty()),
                                        drawn.snapshot,
                                        NOW,
                                        false)
                                .orElseThrow()
                                .code())
                .isEqualTo("guard.node.stale");
    }

    @Test
    void a_node_that_is_not_in_the_file_is_named_with_those_that_are() {
        var drawn = new Drawn();
        drawn.build(2, 1, Optional.empty());
        drawn.snapshot = drawn.snapshot();

        var refusal =
                Guard.refusal(
                        new Intent.Drain("n9", Intent.DrainWish.DEFAULT),
                        drawn.snapshot,
                        NOW,
                        false);

        assertThat(refusal.orElseThrow().kind()).isEqualTo(Fault.Kind.WRONG);
        assertThat(refusal.orElseThrow().why()).contains("n1, n2");
    }

    /**
     * A random cluster with everything that the rule looks at, kept as plain sets beside the
     * snapshot.
     */
    private static final class Drawn {
        private Cluster cluster;
        private Snapshot snapshot;
        private Intent intent = new Intent.Drain("n1", Intent.DrainWish.DEFAULT);
        private boolean override;
        private Optional<Amount> minimum = Optional.empty();
        private final Map<String, List<BalancerFacts.Server>> servers = new LinkedHashMap<>();
        private final Set<String> silent = new HashSet<>();
        private final Set<String> fresh = new HashSet<>();
        private final Set<String> reached = new HashSet<>();
        private final Set<String> httpUp = new HashSet<>();
        private final Set<String> wsUp = new HashSet<>();

        static Drawn from(Random random) {
            var drawn = new Drawn();
            int nodes = 1 + random.nextInt(5);
            Optional<Amount> minimum =
                    switch (random.nextInt(3)) {
                        case 0 -> Optional.empty();
                        case 1 -> Optional.of(Amount.of(random.nextInt(nodes + 1)));
                        default -> Optional.of(new Amount(random.nextInt(101), true));
                    };
            drawn.build(nodes, 1 + random.nextInt(2), minimum);
            drawn.disturb(random);
            drawn.snapshot = drawn.snapshot();
            drawn.override = random.nextInt(4) == 0;
            var node = "n" + (1 + random.nextInt(nodes));
            drawn.intent =
                    switch (random.nextInt(4)) {
                        case 0 -> new Intent.Drain(node, Intent.DrainWish.DEFAULT);
                        case 1 -> new Intent.Maint(node, Intent.DrainWish.DEFAULT);
                        case 2 -> new Intent.Restore(node);
                        default -> new Intent.Update(node, Optional.empty());
                    };
            return drawn;
        }

        private void build(int nodes, int balancers, Optional<Amount> minimum) {
            this.minimum = minimum;
            var nodeSpecs = new ArrayList<NodeSpec>();
            for (int n = 1; n <= nodes; n++) {
                nodeSpecs.add(
                        new NodeSpec(
                                "n" + n,
                                HostSpec.of("10.0.0." + n),
                                List.of("10.0.0." + n),
                                8069,
                                8072,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                new RuntimeSpec.Systemd("odoo", "/opt/odoo")));
                fresh.add("n" + n);
                reached.add("n" + n);
                httpUp.add("n" + n);
                wsUp.add("n" + n);
            }
            var balancerSpecs = new ArrayList<BalancerSpec>();
            for (int b = 1; b <= balancers; b++) {
                balancerSpecs.add(
                        new BalancerSpec.Nginx(
                                "lb" + b,
                                HostSpec.of("10.0.1." + b),
                                "/etc/nginx/nginx.conf",
                                BalancerSpec.Pools.ANY,
                                Optional.empty()));
                var mine = new ArrayList<BalancerFacts.Server>();
                for (var node : nodeSpecs) {
                    mine.add(
                            server(
                                    "http",
                                    node.name(),
                                    Endpoint.HTTP,
                                    AdminState.READY,
                                    CheckState.UNKNOWN,
                                    false));
                    mine.add(
                            server(
                                    "ws",
                                    node.name(),
                                    Endpoint.WEBSOCKET,
                                    AdminState.READY,
                                    CheckState.UP,
                                    false));
                }
                servers.put("lb" + b, mine);
            }
            var rollout = RolloutSpec.DEFAULT;
            cluster =
                    new Cluster(
                            "c",
                            Environment.TEST,
                            balancerSpecs,
                            nodeSpecs,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            new StateSpec(List.of(HostSpec.of("10.0.1.1")), "/var/lib/drainboard"),
                            HealthSpec.DEFAULT,
                            new RolloutSpec(
                                    1,
                                    minimum,
                                    rollout.drain(),
                                    5,
                                    rollout.within(),
                                    List.of(),
                                    Duration.ZERO,
                                    Optional.empty(),
                                    RolloutSpec.Ask.NEVER,
                                    RolloutSpec.OnFailure.STOP,
                                    Map.of()));
        }

        private void disturb(Random random) {
            for (var node : cluster.nodes()) {
                for (var set : List.of(fresh, reached, httpUp, wsUp)) {
                    if (random.nextInt(6) == 0) {
                        set.remove(node.name());
                    }
                }
            }
            servers.forEach(
                    (balancer, list) -> {
                        if (random.nextInt(12) == 0) {
                            silent.add(balancer);
                        }
                        list.replaceAll(
                                server ->
                                        random.nextInt(5) == 0
                                                ? disturbed(server, random)
                                                : server);
                        list.removeIf(server -> random.nextInt(20) == 0);
                    });
        }

        private static BalancerFacts.Server disturbed(BalancerFacts.Server server, Random random) {
            return server(
                    server.upstream(),
                    server.node().orElseThrow(),
                    server.endpoint(),
                    AdminState.values()[random.nextInt(4)],
                    CheckState.values()[random.nextInt(3)],
                    random.nextInt(4) == 0);
        }

        private static BalancerFacts.Server server(
                String upstream,
                String node,
                Endpoint endpoint,
                AdminState admin,
                CheckState check,
                boolean backup) {
            return new BalancerFacts.Server(
                    upstream,
                    node,
                    Optional.of(node),
                    endpoint,
                    admin,
                    false,
                    check,
                    backup,
                    OptionalInt.empty());
        }

        private Snapshot snapshot() {
            var old = NOW.minus(Duration.ofSeconds(30));
            var balancers = new LinkedHashMap<String, Reading<BalancerFacts>>();
            servers.forEach(
                    (name, list) ->
                            balancers.put(
                                    name,
                                    new Reading.Got<>(
                                            new BalancerFacts(
                                                    "1",
                                                    1,
                                                    "1",
                                                    OptionalInt.empty(),
                                                    list,
                                                    List.of(),
                                                    true),
                                            silent.contains(name) ? old : NOW)));
            var nodes = new LinkedHashMap<String, Snapshot.NodeReadings>();
            for (var node : cluster.nodes()) {
                var name = node.name();
                var health =
                        new HealthFacts(
                                CheckState.UP,
                                OptionalLong.of(3),
                                CheckState.UP,
                                false,
                                Optional.empty(),
                                "workstation");
                var connections =
                        new ConnectionFacts(
                                OptionalInt.of(0),
                                OptionalInt.of(0),
                                OptionalInt.of(0),
                                "ss",
                                List.of(),
                                "");
                nodes.put(
                        name,
                        new Snapshot.NodeReadings(
                                Optional.of(
                                        new Reading.Got<>(
                                                health, fresh.contains(name) ? NOW : old)),
                                httpUp.contains(name) ? CheckState.UP : CheckState.DOWN,
                                wsUp.contains(name) ? CheckState.UP : CheckState.UNKNOWN,
                                Optional.of(
                                        new Reading.Got<>(
                                                connections, reached.contains(name) ? NOW : old)),
                                Optional.empty()));
            }
            return new Snapshot(
                    cluster,
                    NOW,
                    balancers,
                    nodes,
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public String toString() {
            return intent + " override " + override + " minimum " + minimum + " " + snapshot;
        }
    }
}
