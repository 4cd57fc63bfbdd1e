package dev.drainboard.rollout;

import dev.drainboard.model.Before;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.StepKind;
import dev.drainboard.port.Notation;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the journal says, folded: the operations, and what of ours is <em>outstanding</em> on the
 * balancers, that is recorded as about to be added and not yet put back. The vigil's thread reads
 * it beside the conductor's.
 */
public final class Ledger {

    /** A record of what a node was, and the operation that made it. */
    record Outstanding(String id, String operation, Before before) {}

    private final Notation notation;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Outstanding> outstanding = new LinkedHashMap<>();

    public Ledger(Notation notation) {
        this.notation = notation;
    }

    public static Ledger of(Collection<JournalEntry> entries, Notation notation) {
        var ledger = new Ledger(notation);
        entries.forEach(ledger::add);
        return ledger;
    }

    /**
     * The newest operation, over or not; who holds the lock tells a running one from one that was
     * cut off.
     */
    public Optional<OperationView> view(Optional<LockFacts> lock) {
        return latest().map(operation -> operation.view(lock));
    }

    /** What of ours stands on balancers now; drivers tell their own words by it. */
    public synchronized Set<Before> outstanding() {
        return outstanding.values().stream()
                .map(Outstanding::before)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Nodes that an operation of ours took out and nothing has put back. */
    public Set<String> nodesOut() {
        return outstanding.values().stream()
                .map(record -> record.before().node())
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<Operation> latest() {
        return operations.values().stream().reduce((first, second) -> second);
    }

    /** The operation that keeps all others out; empty: none does. */
    Optional<Operation> reserving() {
        return operations.values().stream()
                .filter(Operation::reserves)
                .reduce((first, second) -> second);
    }

    /** What is outstanding of a node, newest first. */
    synchronized List<Outstanding> outstanding(String node) {
        return outstanding.values().stream()
                .filter(record -> record.before().node().equals(node))
                .toList()
                .reversed();
    }

    /** What is outstanding of a node by one operation, in the order in which it was recorded. */
    synchronized List<Outstanding> outstanding(String operation, String node) {
        return outstanding.values().stream()
                .filter(
                        record ->
                                record.operation().equals(operation)
                                        && record.before().node().equals(node))
                .toList();
    }

    synchronized void add(JournalEntry entry) {
        if (entry.kind() == JournalEntry.Kind.OPENED) {
            open(entry);
            return;
        }
        var operation = operations.get(entry.operation());
        if (operation == null) {
            return; // the tail of an operation whose beginning was pruned
        }
        var signOfLife = operation.last;
        operation.last = entry.at();
        switch (entry.kind()) {
            case OPENED -> {}
            case FOUND -> found(operation, entry);
            case ABOUT -> move(operation, entry, Progress.RUNNING);
            case DID -> move(operation, entry, Progress.DONE);
            case SKIPPED -> move(operation, entry, Progress.SKIPPED);
            case FAILED -> move(operation, entry, Progress.FAILED);
            case SAID -> said(operation, entry, signOfLife);
            case STOPPED -> end(operation, entry, Operation.Standing.STOPPED);
            case CLOSED -> end(operation, entry, Operation.Standing.CLOSED);
        }
        putBack(entry);
    }

    private void open(JournalEntry entry) {
        var plan = notation.plan(entry.data().get("plan"));
        var operation =
                new Operation(
                        entry.operation(),
                        entry.actor(),
                        entry.at(),
                        plan.intent(),
                        plan.notes(),
                        new Course(0, "", plan.steps()));
        operation.override = Optional.ofNullable(entry.data().get("override"));
        operations.put(entry.operation(), operation);
    }

    private void found(Operation operation, JournalEntry entry) {
        var data = entry.data();
        if (data.containsKey("before")) {
            var record =
                    new Outstanding(
                            data.get("id"), operation.id, notation.before(data.get("before")));
            outstanding.put(record.id(), record);
        }
        if (data.containsKey("target")) {
            operation.target = Optional.of(notation.revision(data.get("target")));
        }
        entry.node()
                .ifPresent(
                        node -> {
                            if (data.containsKey("revision")) {
                                operation.revisionBefore.putIfAbsent(
                                        node, notation.revision(data.get("revision")));
                            }
                            if (data.containsKey("instance")) {
                                operation.instanceBefore.put(node, data.get("instance"));
                            }
                            if (data.containsKey("left")) {
                                operation.left.add(node);
                            }
                        });
    }

    private void move(Operation operation, JournalEntry entry, Progress progress) {
        var kind = entry.step().orElseThrow();
        operation.course.move(
                entry.node(),
                kind,
                progress,
                entry.at(),
                entry.detail(),
                entry.fault(),
                Optional.ofNullable(entry.data().get("checks"))
                        .map(notation::checks)
                        .orElse(List.of()));
        if (progress == Progress.RUNNING) {
            operation.standing = Operation.Standing.OPEN;
            operation.fault = Optional.empty();
        }
        if (kind == StepKind.UPDATE && progress != Progress.SKIPPED) {
            var node = entry.node().orElseThrow();
            operation.touched.add(node);
            Optional.ofNullable(entry.data().get("deed"))
                    .ifPresent(deed -> operation.announced(node, deed));
        }
    }

    private void said(Operation operation, JournalEntry entry, Instant signOfLife) {
        var data = entry.data();
        boolean byItself = data.getOrDefault("by", "").equals("onFailure");
        if (byItself) {
            operation.takenBack = operation.unfinished().flatMap(Course.Task::fault);
        }
        switch (byItself ? "" : data.getOrDefault("word", "")) {
            case "resume", "retry", "abort", "roll-back" ->
                    operation.goesOn(entry.at(), signOfLife);
            case "pause" -> operation.askedToPause(data.getOrDefault("by", entry.actor()));
            default -> {} // a lock that was taken over
        }
        Optional.ofNullable(data.get("override"))
                .ifPresent(reason -> operation.override = Optional.of(reason));
        if (data.containsKey("plan")) {
            var plan = notation.plan(data.get("plan"));
            operation.turn(
                    byItself ? "rollout.onFailure" : entry.actor(),
                    entry.at(),
                    new Course(operation.course.number() + 1, data.get("word"), plan.steps()));
        }
        operation.standing = Operation.Standing.OPEN;
        operation.fault = Optional.empty();
    }

    private static void end(Operation operation, JournalEntry entry, Operation.Standing standing) {
        operation.standing = standing;
        operation.status = entry.data().getOrDefault("status", "");
        operation.fault = entry.fault();
        if (standing == Operation.Standing.STOPPED) {
            operation.stands(entry.at(), entry.actor());
        }
    }

    /**
     * Any line may say that records were put back; an operation that stands has to take those nodes
     * out again.
     */
    private void putBack(JournalEntry entry) {
        var ids = entry.data().getOrDefault("back", "");
        for (var id : ids.isEmpty() ? new String[0] : ids.split(",")) {
            var record = outstanding.remove(id);
            if (record != null && !record.operation().equals(entry.operation())) {
                var owner = operations.get(record.operation());
                if (owner != null && owner.reserves()) {
                    owner.course.again(record.before().node(), entry.at());
                }
            }
        }
    }
}
