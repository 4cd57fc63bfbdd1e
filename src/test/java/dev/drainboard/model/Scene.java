package dev.drainboard.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A hand-made snapshot for tests: two balancers (lb1 nginx, lb2 HAProxy), nodes node1 ... nodeN, a
 * database and a filestore, all well and just asked. Each method spoils one thing.
 */
public final class Scene {

    public static final Instant NOW = Instant.parse("2026-11-23T14:05:07Z");

    private final Cluster cluster;
    private final Map<String, Reading<BalancerFacts>> balancers = new LinkedHashMap<>();
    private final Map<String, Snapshot.NodeReadings> nodes = new LinkedHashMap<>();
    private final Map<String, Reading<FilestoreFacts>> filestore = new LinkedHashMap<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private final Map<String, Traffic> traffic = new LinkedHashMap<>();
    private final Map<String, List<String>> working = new HashMap<>();
    private final Map<String, Reading<BoundSessions>> bound = new HashMap<>();
    private final Map<String, Reading<Workers>> workers = new HashMap<>();
    private final Map<String, Reading<Holders>> holders = new LinkedHashMap<>();
    private Optional<Reading<DatabaseFacts>> database;
    private Optional<Reading<Optional<LockFacts>>> lock = got(Optional.empty());
    private Optional<Reading<Optional<OperationView>>> operation = got(Optional.empty());

    private Scene(Cluster cluster) {
        this.cluster = cluster;
        balancers.put("lb1", new Reading.Got<>(facts("1.22.1", CheckState.UNKNOWN), NOW));
        balancers.put("lb2", new Reading.Got<>(facts("2.8.5", CheckState.UP), NOW));
        for (var node : cluster.nodes()) {
            int number = cluster.nodes().indexOf(node);
            connections.put(node.name(), 14 + number);
            nodes.put(node.name(), well(38 - number, 14 - number, 11 + number));
            filestore.put(
                    node.name(),
                    new Reading.Got<>(
                            new FilestoreFacts("nfs4", "nas1:/odoo", "0:52", Optional.empty()),
                            NOW));
        }
        database = got(databaseFacts(true, 51, 97));
    }

    public static Scene of(int nodes) {
        return new Scene(cluster(nodes, RolloutSpec.DEFAULT));
    }

    /** Of nodes in zones a, b, c ..., in turn of the same size. */
    public static Scene zoned(int nodes, int zones) {
        var plain = cluster(nodes, RolloutSpec.DEFAULT);
        int each = Math.ceilDiv(nodes, zones);
        return new Scene(
                new Cluster(
                        plain.name(),
                        plain.environment(),
                        plain.balancers(),
                        plain.nodes().stream()
                                .map(node -> in(node, plain.nodes().indexOf(node) / each))
                                .toList(),
                        plain.database(),
                        plain.filestore(),
                        plain.sessions(),
                        plain.state(),
                        plain.health(),
                        plain.rollout()));
    }

    private static NodeSpec in(NodeSpec node, int zone) {
        return new NodeSpec(
                node.name(),
                node.host(),
                node.addresses(),
                node.http(),
                node.websocket(),
                Optional.of(Character.toString('a' + zone)),
                node.config(),
                node.log(),
                node.runtime());
    }

    public static Scene of(int nodes, RolloutSpec policy) {
        return new Scene(cluster(nodes, policy));
    }

    /** Of a cluster nothing of which was asked yet. */
    public static Snapshot untouched(int nodes) {
        return Snapshot.empty(cluster(nodes, RolloutSpec.DEFAULT), NOW);
    }

    public static Cluster cluster(int nodes, RolloutSpec policy) {
        var url = Optional.of(URI.create("https://odoo.example.com"));
        var lb1 = HostSpec.of("10.20.1.2");
        var lb2 = HostSpec.of("10.20.1.3");
        return new Cluster(
                "erp-prod",
                Environment.PRODUCTION,
                List.of(
                        new BalancerSpec.Nginx(
                                "lb1", lb1, "/etc/nginx/nginx.conf", BalancerSpec.Pools.ANY, url),
                        new BalancerSpec.Haproxy(
                                "lb2",
                                Optional.of(lb2),
                                new BalancerSpec.Socket.Unix("/run/haproxy/admin.sock"),
                                BalancerSpec.Pools.ANY,
                                Optional.empty())),
                IntStream.rangeClosed(1, nodes).mapToObj(Scene::node).toList(),
                Optional.of(
                        new DatabaseSpec(
                                "pg1",
                                5432,
                                "odoo",
                                "drainboard",
                                Optional.empty(),
                                Optional.of("lb1"))),
                Optional.of(new FilestoreSpec("/mnt/shared/odoo-filestore")),
                Optional.of(Cluster.Sessions.DATABASE),
                new StateSpec(List.of(lb1, lb2), StateSpec.DEFAULT_DIRECTORY),
                HealthSpec.DEFAULT,
                policy);
    }

    private static NodeSpec node(int number) {
        var address = "10.20.1." + (10 + number);
        return new NodeSpec(
                "node" + number,
                HostSpec.of(address),
                List.of(address),
                8069,
                8072,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RuntimeSpec.Compose("/srv/odoo", "odoo", Optional.of("ODOO_TAG")));
    }

    private BalancerFacts facts(String version, CheckState check) {
        var servers = new ArrayList<BalancerFacts.Server>();
        for (var node : cluster.nodes()) {
            for (var endpoint : Endpoint.values()) {
                servers.add(
                        new BalancerFacts.Server(
                                endpoint == Endpoint.HTTP ? "odoo" : "odoo_ws",
                                node.address() + ":" + node.port(endpoint),
                                Optional.of(node.name()),
                                endpoint,
                                AdminState.READY,
                                false,
                                check,
                                false,
                                check == CheckState.UP ? OptionalInt.of(7) : OptionalInt.empty()));
            }
        }
        return new BalancerFacts(
                version, 812, "813 814", OptionalInt.of(0), servers, List.of(), true);
    }

    private static Snapshot.NodeReadings well(int http, int websocket, int latencyMs) {
        return new Snapshot.NodeReadings(
                got(
                        new HealthFacts(
                                CheckState.UP,
                                OptionalLong.of(latencyMs),
                                CheckState.UP,
                                false,
                                Optional.empty(),
                                "workstation")),
                CheckState.UP,
                CheckState.UP,
                got(
                        new ConnectionFacts(
                                OptionalInt.of(http),
                                OptionalInt.of(4),
                                OptionalInt.of(websocket),
                                "ss",
                                List.of(),
                                "8f21c0")),
                got(
                        new RuntimeFacts(
                                Optional.of(new Revision("17.0-3f9c2e1", "sha256:3f9c2e1a77")),
                                Optional.of("c1"),
                                Optional.of(60L),
                                List.of())));
    }

    private DatabaseFacts databaseFacts(boolean primary, int used, int limit) {
        return new DatabaseFacts(
                "16.4", primary, used, limit, connections, working, Optional.of(List.of()));
    }

    private static <T> Optional<Reading<T>> got(T value) {
        return Optional.of(new Reading.Got<>(value, NOW));
    }

    public static Fault unreachable(String host) {
        return Fault.of(
                        Fault.Kind.UNREACHABLE,
                        "ssh.connect.timeout",
                        host + " could not be reached.",
                        "Nothing answered on port 22 within 5 s.",
                        "See whether the host is up.")
                .on(host);
    }

    /** Both ports on both balancers. */
    public Scene admin(String node, AdminState admin, boolean ours) {
        return admin("lb1", node, admin, ours).admin("lb2", node, admin, ours);
    }

    public Scene admin(String balancer, String node, AdminState admin, boolean ours) {
        return servers(
                balancer,
                server ->
                        server.node().equals(Optional.of(node))
                                ? server(server, admin, ours, server.check(), server.backup())
                                : server);
    }

    public Scene admin(String balancer, String node, Endpoint endpoint, AdminState admin) {
        return servers(
                balancer,
                server ->
                        server.node().equals(Optional.of(node)) && server.endpoint() == endpoint
                                ? server(server, admin, true, server.check(), server.backup())
                                : server);
    }

    public Scene check(String balancer, String node, CheckState check) {
        return servers(
                balancer,
                server ->
                        server.node().equals(Optional.of(node))
                                ? server(
                                        server,
                                        server.admin(),
                                        server.ours(),
                                        check,
                                        server.backup())
                                : server);
    }

    public Scene backup(String balancer, String node) {
        return servers(
                balancer,
                server ->
                        server.node().equals(Optional.of(node))
                                ? server(
                                        server, server.admin(), server.ours(), server.check(), true)
                                : server);
    }

    private static BalancerFacts.Server server(
            BalancerFacts.Server old,
            AdminState admin,
            boolean ours,
            CheckState check,
            boolean backup) {
        return new BalancerFacts.Server(
                old.upstream(),
                old.server(),
                old.node(),
                old.endpoint(),
                admin,
                ours,
                check,
                backup,
                old.active());
    }

    private Scene servers(
            String balancer, java.util.function.UnaryOperator<BalancerFacts.Server> change) {
        var old = balancers.get(balancer).value().orElseThrow();
        var at = balancers.get(balancer).at();
        var changed =
                new BalancerFacts(
                        old.version(),
                        old.pid(),
                        old.generation(),
                        old.oldWorkers(),
                        old.servers().stream().map(change).toList(),
                        old.notes(),
                        old.fenced());
        balancers.put(balancer, new Reading.Got<>(changed, at));
        return this;
    }

    public Scene balancerFails(String balancer) {
        balancers.put(
                balancer,
                new Reading.Failed<>(
                        unreachable(balancer), NOW, Optional.of(NOW.minusSeconds(12))));
        return this;
    }

    public Scene balancerLastAnswered(String balancer, Duration ago) {
        balancers.put(
                balancer,
                new Reading.Got<>(balancers.get(balancer).value().orElseThrow(), NOW.minus(ago)));
        return this;
    }

    /** Health as the probe and the damping have it. */
    public Scene health(String node, CheckState http, CheckState websocket, String reason) {
        return health(node, http, websocket, false, reason);
    }

    public Scene saturated(String node) {
        return health(node, CheckState.DOWN, CheckState.UP, true, "");
    }

    private Scene health(
            String node, CheckState http, CheckState websocket, boolean saturated, String reason) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        got(
                                new HealthFacts(
                                        http,
                                        OptionalLong.empty(),
                                        websocket,
                                        saturated,
                                        Optional.of(reason).filter(text -> !text.isEmpty()),
                                        "workstation")),
                        http,
                        websocket,
                        old.connections(),
                        old.runtime()));
        return this;
    }

    /** Rise and fall say something else than the last answer. */
    public Scene damped(String node, CheckState http) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health(),
                        http,
                        old.dampedWebsocket(),
                        old.connections(),
                        old.runtime()));
        return this;
    }

    /** Cut from the network 12 s ago: every probe fails. */
    public Scene cut(String node) {
        var seen = Optional.of(NOW.minusSeconds(12));
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        failed(node, old.health()),
                        CheckState.UNKNOWN,
                        CheckState.UNKNOWN,
                        failed(node, old.connections()),
                        failed(node, old.runtime())));
        connections.remove(node);
        filestore.put(node, new Reading.Failed<>(unreachable(node), NOW, seen));
        return this;
    }

    private static <T> Optional<Reading<T>> failed(String node, Optional<Reading<T>> old) {
        return Optional.of(
                new Reading.Failed<>(
                        unreachable(node),
                        NOW,
                        Optional.of(NOW.minusSeconds(12)),
                        old.flatMap(Reading::value)));
    }

    /** Not one answer of it since we ask. */
    public Scene neverAnswered(String node) {
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        Optional.of(new Reading.Failed<>(unreachable(node), NOW)),
                        CheckState.UNKNOWN,
                        CheckState.UNKNOWN,
                        Optional.of(new Reading.Failed<>(unreachable(node), NOW)),
                        Optional.of(new Reading.Failed<>(unreachable(node), NOW))));
        connections.remove(node);
        filestore.put(node, new Reading.Failed<>(unreachable(node), NOW));
        return this;
    }

    /** Its health was answered well, but that is some time ago, and nothing came since. */
    public Scene lastAnswered(String node, Duration ago) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health()
                                .flatMap(Reading::value)
                                .map(value -> new Reading.Got<>(value, NOW.minus(ago))),
                        old.damped(),
                        old.dampedWebsocket(),
                        old.connections(),
                        old.runtime()));
        return this;
    }

    /** SSH to the node is gone; its ports answer. */
    public Scene noShell(String node) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health(),
                        old.damped(),
                        old.dampedWebsocket(),
                        Optional.of(new Reading.Failed<>(unreachable(node), NOW)),
                        Optional.of(new Reading.Failed<>(unreachable(node), NOW))));
        return this;
    }

    public Scene connections(String node, int http, int idle, int websocket) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health(),
                        old.damped(),
                        old.dampedWebsocket(),
                        got(
                                new ConnectionFacts(
                                        OptionalInt.of(http),
                                        OptionalInt.of(idle),
                                        OptionalInt.of(websocket),
                                        "ss",
                                        List.of(),
                                        "8f21c0")),
                        old.runtime()));
        return this;
    }

    /** Requests are in use there, each for so many seconds. */
    public Scene inUse(String node, int... seconds) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health(),
                        old.damped(),
                        old.dampedWebsocket(),
                        got(
                                new ConnectionFacts(
                                        OptionalInt.of(seconds.length),
                                        OptionalInt.of(0),
                                        OptionalInt.of(0),
                                        "ss",
                                        List.of(),
                                        "8f21c0",
                                        Arrays.stream(seconds)
                                                .mapToObj(Duration::ofSeconds)
                                                .map(each -> new ConnectionFacts.InUse("lb1", each))
                                                .toList())),
                        old.runtime()));
        return this;
    }

    /** It was idle after it was taken out. */
    public Scene idled(String node) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health(),
                        old.damped(),
                        old.dampedWebsocket(),
                        old.connections(),
                        old.runtime(),
                        old.ownRate(),
                        2));
        return this;
    }

    public Scene noRequests(String node) {
        return connections(node, 0, 0, 0);
    }

    public Scene revision(String node, String name) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health(),
                        old.damped(),
                        old.dampedWebsocket(),
                        old.connections(),
                        got(
                                new RuntimeFacts(
                                        Optional.of(new Revision(name, "sha256:" + name)),
                                        Optional.of("c2"),
                                        Optional.of(60L),
                                        List.of()))));
        return this;
    }

    /** Both balancers count what they send: each about 21 requests a second to every ready node. */
    public Scene busy() {
        for (var balancer : List.of("lb1", "lb2")) {
            var rates = new LinkedHashMap<String, Rate>();
            for (var node : cluster.nodes()) {
                int number = cluster.nodes().indexOf(node);
                rates.put(node.name(), rate(20 + number % 5, balancer));
            }
            traffic.put(balancer, new Traffic(NOW, rates));
        }
        return this;
    }

    private static Rate rate(double perSecond, String balancer) {
        return new Rate(
                perSecond,
                OptionalDouble.of(0),
                OptionalDouble.of(0.01),
                Optional.of(new Latency(Latency.Kind.AVERAGE, 118)),
                OptionalInt.of(0),
                balancer + "'s counters");
    }

    public Scene database(boolean primary, int used, int limit) {
        database = got(databaseFacts(primary, used, limit));
        return this;
    }

    public Scene databaseFails() {
        database = Optional.of(new Reading.Failed<>(unreachable("pg1"), NOW));
        return this;
    }

    public Scene filestore(String node, FilestoreFacts facts) {
        filestore.put(node, new Reading.Got<>(facts, NOW));
        return this;
    }

    public Scene bound(String balancer, BoundSessions sessions) {
        bound.put(balancer, new Reading.Got<>(sessions, NOW));
        return this;
    }

    /** Of a node on lb2, where the others have 100. */
    public Scene weight(String node, int weight) {
        return servers(
                "lb2",
                old ->
                        new BalancerFacts.Server(
                                old.upstream(),
                                old.server(),
                                old.node(),
                                old.endpoint(),
                                old.admin(),
                                old.ours(),
                                old.check(),
                                old.backup(),
                                old.active(),
                                old.counters(),
                                OptionalInt.of(
                                        old.node().equals(Optional.of(node)) ? weight : 100)));
    }

    /** How many workers its odoo.conf gives it. */
    public Scene workers(String node, int all) {
        workers.put(node, new Reading.Got<>(new Workers(all, "/etc/odoo/odoo.conf"), NOW));
        return this;
    }

    /** What holds a node that drains. */
    public Scene holders(String node, Holders some) {
        holders.put(node, new Reading.Got<>(some, NOW));
        return this;
    }

    /** A cron or a queue is at work on the node. */
    public Scene working(String node, String... what) {
        working.put(node, List.of(what));
        return this;
    }

    public Scene lock(LockFacts facts) {
        lock = got(Optional.of(facts));
        return this;
    }

    public Scene lockFails() {
        lock = Optional.of(new Reading.Failed<>(unreachable("lb1"), NOW));
        return this;
    }

    /** The balancer counts what it sends, and has counted 1000 requests to each server. */
    public Scene counting(String balancer) {
        return servers(
                balancer,
                old ->
                        new BalancerFacts.Server(
                                old.upstream(),
                                old.server(),
                                old.node(),
                                old.endpoint(),
                                old.admin(),
                                old.ours(),
                                old.check(),
                                old.backup(),
                                old.active(),
                                Optional.of(
                                        new Counters(
                                                1000,
                                                OptionalLong.of(0),
                                                OptionalLong.of(0),
                                                OptionalLong.of(0),
                                                OptionalInt.of(0),
                                                Optional.empty(),
                                                OptionalDouble.empty(),
                                                "7@1",
                                                "its counters"))));
    }

    /** What a balancer sends to each node; of a node that is not named it cannot tell. */
    public Scene traffic(String balancer, Instant at, Map<String, Rate> nodes) {
        traffic.put(balancer, new Traffic(at, nodes));
        return this;
    }

    /** A node's own log tells its rate. */
    public Scene ownRate(String node, Rate rate) {
        var old = nodes.get(node);
        nodes.put(
                node,
                new Snapshot.NodeReadings(
                        old.health(),
                        old.damped(),
                        old.dampedWebsocket(),
                        old.connections(),
                        old.runtime(),
                        Optional.of(new Reading.Got<>(rate, NOW)),
                        0));
        return this;
    }

    public Scene operation(OperationView view) {
        operation = got(Optional.of(view));
        return this;
    }

    public Snapshot snapshot() {
        if (database.orElseThrow() instanceof Reading.Got<DatabaseFacts> got) {
            var facts = got.got();
            database = got(databaseFacts(facts.primary(), facts.connections(), facts.limit()));
        }
        return new Snapshot(
                cluster, NOW, balancers, nodes, database, filestore, lock, operation, traffic,
                holders, bound, workers);
    }

    public Status statusAt(Instant later) {
        var status = status();
        return new Status(
                status.cluster(),
                status.environment(),
                status.state(),
                later,
                status.minimum(),
                status.balancers(),
                status.nodes(),
                status.database(),
                status.filestore(),
                status.sessions(),
                status.lock(),
                status.operation());
    }

    public Status status() {
        return Status.of(snapshot(), NOW);
    }
}
