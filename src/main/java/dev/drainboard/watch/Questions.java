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
import dev.drainboard.model.Workers;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.port.ConfigPort;
import dev.drainboard.port.LogPort;
import dev.drainboard.port.NodePort;
import dev.drainboard.port.Ports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** All that is asked of a cluster, a loop for each question to each target; used once. */
final class Questions {

    private final Cluster cluster;
    private final Latest latest;
    private final InstantSource clock;
    private final BooleanSupplier ended;
    private final List<Loop<?>> loops = new ArrayList<>();

    /**
     * @param ended answers that come after the end are dropped
     */
    Questions(Cluster cluster, Latest latest, InstantSource clock, BooleanSupplier ended) {
        this.cluster = cluster;
        this.latest = latest;
        this.clock = clock;
        this.ended = ended;
    }

    /**
     * @param follow is told of each view of the newest operation before the snapshot is
     */
    List<Loop<?>> of(
            Ports ports,
            Question<Optional<OperationView>> operation,
            Consumer<Optional<OperationView>> follow) {
        ports.balancers().forEach(this::addBalancer);
        ports.nodes().forEach(this::addNode);
        ports.logs().forEach(this::addLog);
        ports.configs().forEach(this::addWorkers);
        ports.nodes().keySet().forEach(name -> addHolders(name, ports));
        ports.runtimes()
                .forEach((name, port) -> add(name, Probe.RUNTIME, port::read, Fold.runtime(name)));
        ports.database()
                .ifPresent(port -> add("database", Probe.DATABASE, port::read, Fold.database()));
        add("lock", Probe.LOCK, ports.lock()::read, Fold.lock());
        add(
                "journal",
                Probe.OPERATION,
                operation,
                reading -> {
                    reading.value().ifPresent(follow);
                    return take(Fold.operation(), reading);
                });
        return List.copyOf(loops);
    }

    private void addBalancer(String name, BalancerPort port) {
        var traffic = new TrafficFold(name);
        this.<BalancerFacts>add(
                name, Probe.BALANCER, port::read, reading -> take(traffic.after(reading), reading));
        this.<Optional<BoundSessions>>add(
                name,
                Probe.SESSIONS,
                () -> asked(name) ? Optional.of(port.sessions()) : Optional.empty(),
                reading -> {
                    take(Fold.present(Fold.bound(name)), reading);
                    return !asked(name);
                });
    }

    /** A balancer that was never read would have to be read for anything else of it first. */
    private boolean asked(String balancer) {
        return latest.get().balancers().containsKey(balancer);
    }

    private void addNode(String name, NodePort port) {
        var health = new HealthFold(name, cluster.health());
        this.<HealthFacts>add(
                name,
                Probe.HEALTH,
                () -> health.believed(port.health()),
                reading -> {
                    take(health.after(reading), reading);
                    return health.pending();
                });
        add(name, Probe.CONNECTIONS, port::connections, Fold.connections(name));
        if (cluster.filestore().isPresent()) {
            this.<Optional<FilestoreFacts>>add(
                    name, Probe.FILESTORE, port::filestore, Fold.present(Fold.filestore(name)));
        }
    }

    /** Asked only while the balancers do not count the node's requests. */
    private void addLog(String name, LogPort port) {
        this.<Optional<Rate>>add(
                name,
                Probe.REQUESTS,
                () -> latest.get().uncounted(name) ? port.rate() : Optional.empty(),
                reading -> {
                    takeNews(
                            Fold.ownRate(name),
                            reading,
                            latest.get().node(name).ownRate().isPresent());
                    return !cluster.balancers().stream().allMatch(spec -> asked(spec.name()));
                });
    }

    /** After all that is asked more often, so that nothing waits for it at the start. */
    private void addWorkers(String name, ConfigPort port) {
        this.<Optional<Workers>>add(
                name,
                Probe.WORKERS,
                () -> seen(name) ? port.workers() : Optional.empty(),
                reading -> {
                    takeNews(Fold.workers(name), reading, latest.get().workers().containsKey(name));
                    return !seen(name);
                });
    }

    private boolean seen(String node) {
        return latest.get().node(node).connections().isPresent();
    }

    private void addHolders(String name, Ports ports) {
        this.<Optional<Holders>>add(
                name,
                Probe.HOLDERS,
                new HoldersQuestion(name, ports.balancers(), latest),
                reading ->
                        takeNews(
                                Fold.holders(name),
                                reading,
                                latest.get().holders().containsKey(name)));
    }

    private <T> void add(String target, Probe probe, Question<T> question, Fold<T> fold) {
        add(target, probe, question, reading -> take(fold, reading));
    }

    private <T> void add(String target, Probe probe, Question<T> question, Loop.Into<T> into) {
        loops.add(new Loop<T>(target, probe, cluster, question, into, clock));
    }

    private <T> boolean take(Fold<T> fold, Reading<T> reading) {
        if (!ended.getAsBoolean()) {
            latest.update(snapshot -> fold.put(snapshot, reading));
        }
        return false;
    }

    /** Nothing after nothing is no news, and wakes nobody. */
    private <T> boolean takeNews(
            Fold<Optional<T>> fold, Reading<Optional<T>> reading, boolean before) {
        boolean known = reading.value().flatMap(value -> value).isPresent();
        return (known || before) && take(fold, reading);
    }
}
