package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.HealthFacts;
import dev.drainboard.model.Holders;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.StepKind;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.port.LogPort;
import dev.drainboard.port.NodePort;
import dev.drainboard.port.Ports;
import dev.drainboard.port.Rest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All probe loops of one cluster. Rhythms are {@link Probe#every}'s, and {@code health.quick} after
 * an answer unlike the last.
 */
public final class Watch implements AutoCloseable {

    private final Cluster cluster;
    private final InstantSource clock;
    private final Rest rest;
    private final Latest latest;
    private final List<Loop<?>> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /**
     * @param operation the newest operation, folded from the journal by whoever knows how; asked
     *     every second
     */
    public Watch(
            Ports ports,
            Cluster cluster,
            Question<Optional<OperationView>> operation,
            InstantSource clock,
            Rest rest) {
        this.cluster = cluster;
        this.clock = clock;
        this.rest = rest;
        latest = new Latest(Snapshot.empty(cluster, clock.instant()));
        ports.balancers().forEach(this::addBalancer);
        ports.nodes().forEach(this::addNode);
        ports.logs().forEach(this::addLog);
        ports.nodes().keySet().forEach(name -> addHolders(name, ports));
        ports.runtimes()
                .forEach((name, port) -> add(name, Probe.RUNTIME, port::read, Fold.runtime(name)));
        ports.database()
                .ifPresent(port -> add("database", Probe.DATABASE, port::read, Fold.database()));
        add("lock", Probe.LOCK, ports.lock()::read, Fold.lock());
        loops.add(
                new Loop<Optional<OperationView>>(
                        "journal",
                        Probe.OPERATION,
                        cluster,
                        operation,
                        reading -> {
                            reading.value().ifPresent(this::follow);
                            return take(Fold.operation(), reading);
                        },
                        clock));
    }

    private void addBalancer(String name, BalancerPort port) {
        var traffic = new TrafficFold(name);
        loops.add(
                new Loop<BalancerFacts>(
                        name,
                        Probe.BALANCER,
                        cluster,
                        port::read,
                        reading -> take(traffic.after(reading), reading),
                        clock));
        loops.add(
                new Loop<Optional<BoundSessions>>(
                        name,
                        Probe.SESSIONS,
                        cluster,
                        () -> asked(name) ? Optional.of(port.sessions()) : Optional.empty(),
                        reading -> takeBound(name, reading),
                        clock));
    }

    /** A balancer that was never read would have to be read for this first. */
    private boolean asked(String balancer) {
        return latest.get().balancers().containsKey(balancer);
    }

    private boolean takeBound(String balancer, Reading<Optional<BoundSessions>> reading) {
        return switch (reading) {
            case Reading.Got<Optional<BoundSessions>> got -> {
                got.got()
                        .ifPresent(
                                bound ->
                                        take(
                                                Fold.bound(balancer),
                                                new Reading.Got<>(bound, got.at())));
                yield got.got().isEmpty();
            }
            case Reading.Failed<Optional<BoundSessions>> failed ->
                    take(
                            Fold.bound(balancer),
                            new Reading.Failed<>(failed.fault(), failed.at(), failed.answered()));
        };
    }

    private void addNode(String name, NodePort port) {
        var health = new HealthFold(name, cluster.health());
        loops.add(
                new Loop<HealthFacts>(
                        name,
                        Probe.HEALTH,
                        cluster,
                        () -> health.believed(port.health()),
                        reading -> take(health, reading),
                        clock));
        add(name, Probe.CONNECTIONS, port::connections, Fold.connections(name));
        if (cluster.filestore().isPresent()) {
            var fold = Fold.filestore(name);
            add(
                    name,
                    Probe.FILESTORE,
                    port::filestore,
                    (snapshot, reading) -> present(reading, snapshot, fold));
        }
    }

    /** Asked only while the balancers do not count the node's requests. */
    private void addLog(String name, LogPort port) {
        loops.add(
                new Loop<Optional<Rate>>(
                        name,
                        Probe.REQUESTS,
                        cluster,
                        () -> latest.get().uncounted(name) ? port.rate() : Optional.empty(),
                        reading -> takeRate(name, reading),
                        clock));
    }

    private void addHolders(String name, Ports ports) {
        var question = new HoldersQuestion(name, ports.balancers(), latest);
        loops.add(
                new Loop<Optional<Holders>>(
                        name,
                        Probe.HOLDERS,
                        cluster,
                        question,
                        reading -> takeHolders(name, reading),
                        clock));
    }

    private boolean takeHolders(String node, Reading<Optional<Holders>> reading) {
        boolean known = reading.value().flatMap(holders -> holders).isPresent();
        boolean before = latest.get().holders().containsKey(node);
        return (known || before) && take(Fold.holders(node), reading);
    }

    /** Nothing after nothing is no news, and wakes nobody. */
    private boolean takeRate(String node, Reading<Optional<Rate>> reading) {
        boolean known = reading.value().flatMap(rate -> rate).isPresent();
        boolean before = latest.get().node(node).ownRate().isPresent();
        return (known || before) && take(Fold.ownRate(node), reading);
    }

    private static Snapshot present(
            Reading<Optional<FilestoreFacts>> reading,
            Snapshot snapshot,
            Fold<FilestoreFacts> fold) {
        return switch (reading) {
            case Reading.Failed<Optional<FilestoreFacts>> failed ->
                    fold.put(
                            snapshot,
                            new Reading.Failed<>(failed.fault(), failed.at(), failed.answered()));
            case Reading.Got<Optional<FilestoreFacts>> got ->
                    got.got()
                            .map(facts -> fold.put(snapshot, new Reading.Got<>(facts, got.at())))
                            .orElse(snapshot);
        };
    }

    private <T> void add(String target, Probe probe, Question<T> question, Fold<T> fold) {
        loops.add(
                new Loop<T>(
                        target, probe, cluster, question, reading -> take(fold, reading), clock));
    }

    private <T> boolean take(Fold<T> fold, Reading<T> reading) {
        if (!ended) {
            latest.update(snapshot -> fold.put(snapshot, reading));
        }
        return false;
    }

    private boolean take(HealthFold health, Reading<HealthFacts> reading) {
        take(health.after(reading), reading);
        return health.pending();
    }

    /** A node whose update came further is asked at once what it runs, and not half a minute on. */
    private void follow(Optional<OperationView> view) {
        var updates = updates(view);
        var before = latest.get().operation().flatMap(Reading::value).map(Watch::updates);
        before.ifPresent(
                known ->
                        updates.forEach(
                                (node, progress) -> {
                                    if (known.get(node) != progress) {
                                        ask(Probe.RUNTIME, node);
                                    }
                                }));
    }

    private static Map<String, OperationView.Progress> updates(Optional<OperationView> view) {
        var updates = new HashMap<String, OperationView.Progress>();
        view.stream()
                .flatMap(operation -> operation.steps().stream())
                .filter(step -> step.step().kind() == StepKind.UPDATE)
                .forEach(
                        step ->
                                step.step()
                                        .node()
                                        .ifPresent(node -> updates.put(node, step.progress())));
        return updates;
    }

    public Latest latest() {
        return latest;
    }

    /** Begins to ask; called once. */
    public synchronized void start() {
        for (var loop : loops) {
            threads.add(
                    Thread.ofVirtual().name(loop.name()).start(() -> runUntilInterrupted(loop)));
        }
    }

    /**
     * Begins to ask, in place of {@link #start}, and returns the first snapshot in which every
     * target has answered, or is said not to have within {@code deadline}.
     */
    public Snapshot startWhole(Duration deadline) {
        return new Once(latest, cluster).readings(this::start, deadline, clock);
    }

    private void runUntilInterrupted(Loop<?> loop) {
        try {
            while (!ended) {
                rest.pause(loop.look());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks now what is else asked seldom, on a thread of its own: "what does node1 run, now that it
     * was updated". The answer comes as any other reading does.
     */
    public void ask(Probe probe, String target) {
        loops.stream()
                .filter(loop -> loop.probe() == probe && loop.target().equals(target))
                .forEach(loop -> Thread.ofVirtual().name(loop.name() + " now").start(loop::look));
    }

    /**
     * Ends all loops. A question that is under way is let go at its own deadline; its answer is
     * dropped.
     */
    public synchronized void stop() {
        ended = true;
        threads.forEach(Thread::interrupt);
    }

    /** One for each loop, named after it. */
    synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * One reading of each target, or the fact that it gave none in time. Returns when all have
     * answered or {@code deadline} is over. Targets that answered early are asked again meanwhile,
     * so that what is returned is fresh all over.
     */
    public static Snapshot once(
            Ports ports,
            Cluster cluster,
            Question<Optional<OperationView>> operation,
            InstantSource clock,
            Rest rest,
            Duration deadline) {
        try (var watch = new Watch(ports, cluster, operation, clock, rest)) {
            return watch.startWhole(deadline);
        }
    }
}
