package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.Holders;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Snapshot.NodeReadings;
import dev.drainboard.model.Traffic;
import dev.drainboard.model.Workers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A snapshot that is being written: the old one, of which one part is exchanged. Never shared. */
final class Draft {

    final Cluster cluster;
    Map<String, Reading<BalancerFacts>> balancers;
    Map<String, NodeReadings> nodes;
    Optional<Reading<DatabaseFacts>> database;
    Map<String, Reading<FilestoreFacts>> filestore;
    Optional<Reading<Optional<LockFacts>>> lock;
    Optional<Reading<Optional<OperationView>>> operation;
    Map<String, Traffic> traffic;
    Map<String, Reading<Holders>> holders;
    Map<String, Reading<BoundSessions>> bound;
    Map<String, Reading<Workers>> workers;

    Draft(Snapshot old) {
        cluster = old.cluster();
        balancers = old.balancers();
        nodes = old.nodes();
        database = old.database();
        filestore = old.filestore();
        lock = old.lock();
        operation = old.operation();
        traffic = old.traffic();
        holders = old.holders();
        bound = old.bound();
        workers = old.workers();
    }

    Snapshot at(Instant at) {
        return new Snapshot(
                cluster, at, balancers, nodes, database, filestore, lock, operation, traffic,
                holders, bound, workers);
    }
}
