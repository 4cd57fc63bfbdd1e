package dev.drainboard.watch;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.StepKind;
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
    private final List<Loop<?>> loops;
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
        loops =
                new Questions(cluster, latest, clock, () -> ended)
                        .of(ports, operation, this::follow);
    }

    /**
     * A node whose update came further is asked at once what it runs, and how, not half a minute
     * on.
     */
    private void follow(Optional<OperationView> view) {
        var updates = updates(view);
        var before = latest.get().operation().flatMap(Reading::value).map(Watch::updates);
        before.ifPresent(
                known ->
                        updates.forEach(
                                (node, progress) -> {
                                    if (known.get(node) != progress) {
                                        ask(Probe.RUNTIME, node);
                                        ask(Probe.WORKERS, node);
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
