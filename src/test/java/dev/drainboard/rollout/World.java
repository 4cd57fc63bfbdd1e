package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Before;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.Command;
import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Environment;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.HealthFacts;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.Hook;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.RuntimeFacts;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.StateSpec;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.port.HooksPort;
import dev.drainboard.port.JournalPort;
import dev.drainboard.port.LockPort;
import dev.drainboard.port.NodePort;
import dev.drainboard.port.Ports;
import dev.drainboard.port.RuntimePort;
import dev.drainboard.store.JsonNotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A cluster in memory that outlives the processes that drive it. It remembers what it was told,
 * checks on every deed that the token does not sink, and that a balancer never loses its last
 * serving node. The real products stand behind the same ports in the drivers' tests and in the lab.
 */
final class World {

    /** A process that was killed: it writes nothing more. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** One of each. */
    private static final Map<Hook, String> HOOKS =
            Map.of(
                    Hook.BEFORE, "mute",
                    Hook.BEFORE_NODE, "mute $DRAINBOARD_NODE",
                    Hook.AFTER_NODE, "unmute $DRAINBOARD_NODE",
                    Hook.AFTER, "unmute",
                    Hook.ON_FAILURE, "page the night shift");

    final Cluster cluster;
    final Map<String, FakeBalancer> balancers = new LinkedHashMap<>();
    final Map<String, FakeNode> nodes = new LinkedHashMap<>();
    final List<JournalEntry> journal = new java.util.concurrent.CopyOnWriteArrayList<>();
    final List<String> deeds = new ArrayList<>();

    /** The hooks that ran, as "beforeNode node1 1.1". */
    final List<String> hooks = new ArrayList<>();

    /** Whether a failure was in the journal when the last of them ran. */
    boolean failedWhenHooked;

    Optional<Hook> brokenHook = Optional.empty();
    final Set<String> badRevisions = new HashSet<>();
    List<String> pendingModules = List.of();
    Optional<LockFacts> lock = Optional.empty();
    Optional<String> said = Optional.empty();
    Optional<Fault> pullFault = Optional.empty();
    long token;
    Instant now = Instant.parse("2026-11-23T03:00:00Z");

    World(int nodeCount, String... balancerNames) {
        this(cluster(nodeCount, balancerNames));
    }

    World(Cluster cluster) {
        this.cluster = cluster;
        cluster.nodes().forEach(node -> nodes.put(node.name(), new FakeNode(node.name())));
        cluster.balancers()
                .forEach(
                        balancer ->
                                balancers.put(balancer.name(), new FakeBalancer(balancer.name())));
    }

    static Cluster cluster(int nodeCount, String... balancerNames) {
        return cluster(nodeCount, RolloutSpec.DEFAULT, balancerNames);
    }

    static Cluster cluster(int nodeCount, RolloutSpec rollout, String... balancerNames) {
        var host = HostSpec.of("10.0.0.2");
        return new Cluster(
                "erp",
                Environment.TEST,
                java.util.Arrays.stream(balancerNames)
                        .<BalancerSpec>map(
                                name ->
                                        new BalancerSpec.Haproxy(
                                                name,
                                                Optional.of(host),
                                                new BalancerSpec.Socket.Unix("/run/h.sock"),
                                                BalancerSpec.Pools.ANY,
                                                Optional.empty()))
                        .toList(),
                IntStream.rangeClosed(1, nodeCount)
                        .mapToObj(
                                number ->
                                        new NodeSpec(
                                                "node" + number,
                                                HostSpec.of("10.0.0.1" + number),
                                                List.of("10.0.0.1" + number),
                                                8069,
                                                8072,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                new RuntimeSpec.Compose(
                                                        "/srv/odoo",
                                                        "odoo",
                                                        Optional.of("ODOO_TAG"))))
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new StateSpec(List.of(host), StateSpec.DEFAULT_DIRECTORY),
                HealthSpec.DEFAULT,
                new RolloutSpec(
                        rollout.batch(),
                        rollout.minInRotation(),
                        new DrainSpec(
                                Duration.ofSeconds(10),
                                DrainSpec.Then.ASK,
                                DrainSpec.Websockets.CLOSE,
                                DrainSpec.Sticky.MOVE),
                        2,
                        Duration.ofSeconds(5),
                        List.of("/web/login"),
                        Duration.ofSeconds(2),
                        rollout.bake(),
                        rollout.ask(),
                        rollout.onFailure(),
                        HOOKS));
    }

    /** A new process at this world; {@code fault} is its DRAINBOARD_FAULT. */
    Conductor conductor(Optional<String> fault) {
        return conductor("ana", fault, entry -> {});
    }

    Conductor conductor(String operator, Optional<String> fault, Consumer<JournalEntry> listener) {
        var alive = new java.util.concurrent.atomic.AtomicBoolean(true);
        var ports =
                new Ports(
                        new LinkedHashMap<>(balancers),
                        new LinkedHashMap<>(nodes),
                        new LinkedHashMap<>(nodes),
                        Optional.<DatabasePort>of(this::database),
                        new FakeJournal(alive),
                        new FakeLock(),
                        Map.of(),
                        Map.of(),
                        this::hook);
        var crew =
                new Crew(
                        cluster,
                        ports,
                        new JsonNotation(),
                        () -> now,
                        this::rest,
                        new FaultPoint(
                                fault,
                                () -> {
                                    alive.set(false);
                                    throw new Killed();
                                }));
        return new Conductor(crew, operator, listener, (step, line) -> {});
    }

    private void hook(Hook hook, String command, HooksPort.Moment moment, Consumer<String> line)
            throws FaultException {
        hooks.add(
                String.join(
                        " ",
                        hook.word(),
                        moment.node().orElse("-"),
                        moment.revision().orElse("-")));
        line.accept(command);
        failedWhenHooked =
                journal.stream().anyMatch(entry -> entry.kind() == JournalEntry.Kind.FAILED);
        if (brokenHook.equals(Optional.of(hook))) {
            throw broken("The hook " + hook.word() + " failed.").thrown();
        }
    }

    private void rest(Duration duration) throws InterruptedException {
        if (Thread.currentThread().getName().startsWith("vigil")) {
            Thread.sleep(1);
            return;
        }
        now = now.plus(duration);
        nodes.values().forEach(FakeNode::tick);
    }

    private DatabaseFacts database() {
        return new DatabaseFacts(
                "15.20", true, 10, 97, Map.of(), Map.of(), Optional.of(pendingModules));
    }

    /** As a reload of HAProxy: every drain is forgotten. */
    void reload(String balancer) {
        balancers.get(balancer).admin.replaceAll((node, admin) -> AdminState.READY);
    }

    private void fence(Fence fence) throws FaultException {
        if (fence.token() < token) {
            throw Fault.of(Fault.Kind.HELD, "fence.old", "token too old", "", "").thrown();
        }
        token = fence.token();
    }

    static Fault broken(String what) {
        return Fault.of(Fault.Kind.FAILED, "test.broken", what, "planted", "");
    }

    final class FakeBalancer implements BalancerPort {
        final String name;
        final Map<String, AdminState> admin = new LinkedHashMap<>();
        final Set<String> done = new HashSet<>();
        Optional<Fault> fault = Optional.empty();
        Optional<Fault> putBackFault = Optional.empty();

        /** Its host is lost the moment after it did what it was asked, and stays lost. */
        boolean lostAfterDeed;

        FakeBalancer(String name) {
            this.name = name;
            cluster.nodes().forEach(node -> admin.put(node.name(), AdminState.READY));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public synchronized BalancerFacts read() {
            var servers = new ArrayList<BalancerFacts.Server>();
            admin.forEach(
                    (node, state) -> {
                        for (var endpoint : Endpoint.values()) {
                            servers.add(
                                    new BalancerFacts.Server(
                                            "odoo_"
                                                    + endpoint.name()
                                                            .toLowerCase(java.util.Locale.ROOT),
                                            node,
                                            Optional.of(node),
                                            endpoint,
                                            state,
                                            true,
                                            nodes.get(node).up() ? CheckState.UP : CheckState.DOWN,
                                            false,
                                            OptionalInt.of(
                                                    endpoint == Endpoint.HTTP
                                                            ? nodes.get(node).requests
                                                            : 3)));
                        }
                    });
            return new BalancerFacts("2.6.12", 7, "7", OptionalInt.of(0), servers, List.of(), true);
        }

        @Override
        public synchronized Before plan(String node, AdminState wanted) throws FaultException {
            return new Before(
                    name,
                    node,
                    List.of(
                            new Before.Entry(
                                    "odoo_http", node, admin.get(node), Map.of("weight", "100"))));
        }

        @Override
        public synchronized void apply(Before planned, AdminState wanted, Fence fence)
                throws FaultException {
            fence(fence);
            if (fault.isPresent()) {
                throw fault.get().thrown();
            }
            if (!done.add(fence.operation())) {
                return;
            }
            deeds.add(
                    name
                            + " "
                            + planned.node()
                            + " "
                            + wanted.name().toLowerCase(java.util.Locale.ROOT));
            if (planned.entries().getFirst().admin() != AdminState.MAINT) {
                admin.put(planned.node(), wanted);
            }
            assertSomebodyServes();
            if (lostAfterDeed) {
                fault = Optional.of(lost(Fault.Kind.UNREACHABLE));
                putBackFault = fault;
                throw lost(Fault.Kind.UNKNOWN).thrown();
            }
        }

        private Fault lost(Fault.Kind kind) {
            return Fault.of(kind, "test.lost", name + " is lost.", "planted", "");
        }

        private void assertSomebodyServes() {
            boolean serves =
                    admin.entrySet().stream()
                            .anyMatch(
                                    entry ->
                                            entry.getValue() == AdminState.READY
                                                    && nodes.get(entry.getKey()).up());
            if (!serves) {
                throw new AssertionError(
                        "the last serving node was taken on " + name + ": " + admin);
            }
        }

        @Override
        public synchronized void putBack(Before before, Fence fence) throws FaultException {
            fence(fence);
            if (putBackFault.isPresent()) {
                throw putBackFault.get().thrown();
            }
            if (!done.add(fence.operation())) {
                return;
            }
            deeds.add(name + " " + before.node() + " back");
            admin.put(before.node(), before.entries().getFirst().admin());
        }

        @Override
        public boolean knowsDrain() {
            return true;
        }

        @Override
        public List<Command> commands(String node, AdminState wanted) {
            return List.of(new Command(name, "set server odoo_http/" + node + " state " + wanted));
        }

        @Override
        public void remember(Set<Before> outstanding) {}
    }

    final class FakeNode implements NodePort, RuntimePort {
        final String name;
        Revision revision = new Revision("1.0", "sha256:1.0");
        int starts = 1;
        int requests;
        boolean dead;

        /** Its host does not answer by ssh; its users are served all the same. */
        boolean silent;

        final Map<String, Revision> begun = new HashMap<>();
        final Set<String> kept = new HashSet<>(Set.of("sha256:1.0"));

        FakeNode(String name) {
            this.name = name;
        }

        void tick() {
            requests = Math.max(0, requests - 1);
        }

        boolean up() {
            return !dead && !badRevisions.contains(revision.name());
        }

        @Override
        public String node() {
            return name;
        }

        @Override
        public RuntimeFacts read() {
            return new RuntimeFacts(
                    Optional.of(revision),
                    Optional.of(name + "#" + starts),
                    Optional.of(10L),
                    List.of());
        }

        @Override
        public Revision prepare(Optional<String> to, Fence fence) throws FaultException {
            fence(fence);
            if (pullFault.isPresent()) {
                throw pullFault.get().thrown();
            }
            var wanted = to.orElse("1.1");
            kept.add("sha256:" + wanted);
            return new Revision(wanted, "sha256:" + wanted);
        }

        @Override
        public void update(Revision target, Fence fence, Consumer<String> line)
                throws FaultException {
            fence(fence);
            for (var port : balancers.values()) {
                if (port.admin.get(name) == AdminState.READY) {
                    throw new AssertionError(
                            name + " is updated while in rotation on " + port.name);
                }
            }
            if (requests > 0) {
                throw new AssertionError(
                        name + " is updated with " + requests + " requests in use");
            }
            if (begun.putIfAbsent(fence.operation(), target) == null) {
                deeds.add(name + " runs " + target.name());
                revision = target;
                starts++;
            }
        }

        @Override
        public boolean settle(Fence fence, Consumer<String> line) {
            return begun.containsKey(fence.operation());
        }

        @Override
        public boolean keeps(Revision earlier) {
            return kept.contains(earlier.id());
        }

        @Override
        public List<Command> preparation(Optional<String> to) {
            return List.of(new Command(name, "docker compose pull odoo"));
        }

        @Override
        public List<Command> commands(Optional<String> to) {
            return List.of(new Command(name, "docker compose up -d odoo"));
        }

        @Override
        public HealthFacts health() {
            var state = up() ? CheckState.UP : CheckState.DOWN;
            return new HealthFacts(
                    state, OptionalLong.of(4), state, false, Optional.empty(), "workstation");
        }

        @Override
        public ConnectionFacts connections() throws FaultException {
            if (silent) {
                throw Fault.of(Fault.Kind.UNREACHABLE, "test.silent", name + " is silent.", "", "")
                        .thrown();
            }
            return new ConnectionFacts(
                    OptionalInt.of(requests),
                    OptionalInt.of(0),
                    OptionalInt.of(3),
                    "ss",
                    List.of(),
                    "id-" + name);
        }

        @Override
        public Optional<FilestoreFacts> filestore() {
            return Optional.empty();
        }

        @Override
        public List<GateCheck> gate() {
            return List.of(new GateCheck("GET /web/health", up(), "200", up() ? "200" : "500"));
        }

        @Override
        public GateCheck warm(String path) {
            return new GateCheck("GET " + path, true, "below 400", "200");
        }

        @Override
        public void fence(Fence fence) throws FaultException {
            World.this.fence(fence);
        }
    }

    private final class FakeJournal implements JournalPort {
        private final java.util.concurrent.atomic.AtomicBoolean alive;

        FakeJournal(java.util.concurrent.atomic.AtomicBoolean alive) {
            this.alive = alive;
        }

        @Override
        public void append(List<JournalEntry> entries, Fence fence) throws FaultException {
            if (!alive.get()) {
                throw new Killed();
            }
            fence(fence);
            journal.addAll(entries);
        }

        @Override
        public List<JournalEntry> read() {
            return List.copyOf(journal);
        }

        @Override
        public List<String> verify() {
            return List.of();
        }
    }

    private final class FakeLock implements LockPort {
        @Override
        public Optional<LockFacts> read() {
            return lock;
        }

        @Override
        public Held take(String operator, String purpose, String operation) throws FaultException {
            if (lock.isPresent() && !lock.get().holder().equals(operator)) {
                throw Fault.of(
                                Fault.Kind.HELD,
                                "lock.held",
                                lock.get().holder() + " holds it",
                                "",
                                "")
                        .thrown();
            }
            return force(operator, purpose, operation);
        }

        @Override
        public Held force(String operator, String purpose, String operation) {
            long mine = ++token;
            var from = lock;
            lock =
                    Optional.of(
                            new LockFacts(
                                    operator, "desk", 1, "0", now, now, now, purpose, operation,
                                    mine, false));
            return new Held() {
                @Override
                public Fence fence() {
                    return new Fence("erp", "/var/lib/drainboard", mine, operation);
                }

                @Override
                public Optional<LockFacts> takenFrom() {
                    return from;
                }

                @Override
                public boolean stillOurs() {
                    return token == mine;
                }

                @Override
                public Optional<String> heard() {
                    var word = said;
                    said = Optional.empty();
                    return word;
                }

                @Override
                public void close() {
                    if (token == mine) {
                        lock = Optional.empty();
                    }
                }
            };
        }

        @Override
        public void say(String operator, String word) {
            said = Optional.of(operator + ": " + word);
        }
    }
}
