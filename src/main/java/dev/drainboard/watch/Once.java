package dev.drainboard.watch;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Fault;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Snapshot.NodeReadings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until every target has given a reading, and says of the others that they did not. */
final class Once {

    private final Latest latest;
    private final Cluster cluster;

    Once(Latest latest, Cluster cluster) {
        this.latest = latest;
        this.cluster = cluster;
    }

    Snapshot readings(Runnable start, Duration deadline, InstantSource clock) {
        var all = new CountDownLatch(1);
        latest.onKnock(
                () -> {
                    if (complete(latest.get())) {
                        all.countDown();
                    }
                });
        start.run();
        try {
            all.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return filled(latest.get(), deadline, clock.instant());
    }

    private boolean complete(Snapshot snapshot) {
        return snapshot.balancers().size() == cluster.balancers().size()
                && cluster.nodes().stream().allMatch(node -> complete(snapshot.node(node.name())))
                && (cluster.database().isEmpty() || snapshot.database().isPresent())
                && (cluster.filestore().isEmpty()
                        || snapshot.filestore().size() == cluster.nodes().size())
                && snapshot.lock().isPresent()
                && snapshot.operation().isPresent();
    }

    private static boolean complete(NodeReadings node) {
        return node.health().isPresent()
                && node.connections().isPresent()
                && node.runtime().isPresent();
    }

    /** With a failure where no answer came in time. */
    private Snapshot filled(Snapshot snapshot, Duration deadline, Instant now) {
        var all = snapshot;
        for (var balancer : cluster.balancers()) {
            if (!all.balancers().containsKey(balancer.name())) {
                all =
                        Fold.balancer(balancer.name())
                                .put(all, silent(balancer.name(), deadline, now));
            }
        }
        for (var node : cluster.nodes()) {
            all = filled(all, node, deadline, now);
        }
        if (cluster.database().isPresent() && all.database().isEmpty()) {
            all = Fold.database().put(all, silent("The database", deadline, now));
        }
        if (all.lock().isEmpty()) {
            all = Fold.lock().put(all, silent("The lock", deadline, now));
        }
        if (all.operation().isEmpty()) {
            all = Fold.operation().put(all, silent("The journal", deadline, now));
        }
        return all;
    }

    private Snapshot filled(Snapshot snapshot, NodeSpec node, Duration deadline, Instant now) {
        var all = snapshot;
        var name = node.name();
        var readings = all.node(name);
        if (readings.health().isEmpty()) {
            all =
                    new HealthFold(name, cluster.health())
                            .after(silent(name, deadline, now))
                            .put(all, silent(name, deadline, now));
        }
        if (readings.connections().isEmpty()) {
            all = Fold.connections(name).put(all, silent(name, deadline, now));
        }
        if (readings.runtime().isEmpty()) {
            all = Fold.runtime(name).put(all, silent(name, deadline, now));
        }
        if (cluster.filestore().isPresent() && !all.filestore().containsKey(name)) {
            all = Fold.filestore(name).put(all, silent("The filestore on " + name, deadline, now));
        }
        return all;
    }

    private static <T> Reading<T> silent(String who, Duration deadline, Instant now) {
        return new Reading.Failed<>(
                Fault.of(
                        Fault.Kind.UNREACHABLE,
                        "watch.silent",
                        who + " did not answer.",
                        "No answer came within " + deadline.toSeconds() + " s.",
                        "See `check` for what does not answer."),
                now,
                Optional.empty());
    }
}
