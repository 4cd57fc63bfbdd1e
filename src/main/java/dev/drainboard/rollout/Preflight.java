package dev.drainboard.rollout;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Guard;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry.Kind;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.StepKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks, before anything is changed, for whatever stands against it; and before an abort or a way
 * back, for what that needs.
 */
final class Preflight {

    /**
     * What Odoo lets a request take where its configuration does not say otherwise
     * (limit_time_real).
     */
    private static final long LONGEST_REQUEST_SECONDS = 120;

    private final Crew crew;
    private final Progressed progress;

    Preflight(Crew crew, Progressed progress) {
        this.crew = crew;
        this.progress = progress;
    }

    Deeds.Result ask(Work work) throws FaultException {
        var operation = work.operation();
        if (operation.course.word().equals("roll-back")) {
            return rollBackPreflight(work);
        }
        if (operation.course.word().equals("abort")) {
            return settleUpdates(work);
        }
        var refused =
                refusedForLong(
                        Look.reachable(operation.intent, crew.cluster()),
                        snapshot ->
                                Guard.refusal(
                                        operation.intent,
                                        snapshot,
                                        snapshot.at(),
                                        operation.override.isPresent()));
        if (refused.isPresent() && !staleRestore(operation.intent, refused.get())) {
            throw refused.get().thrown();
        }
        if (!operation.changesRevisions()) {
            return new Deeds.Result.Done("may be changed");
        }
        for (var fact : database()) {
            throw fact.thrown();
        }
        return new Deeds.Result.Done(String.join(" ", notes(work)));
    }

    /**
     * One answer that went missing is no reason to refuse: the guard is asked as often as a fall
     * takes.
     *
     * @param reachable the nodes whose hosts must answer too
     */
    Optional<Fault> refusedForLong(
            List<String> reachable, Function<Snapshot, Optional<Fault>> guard)
            throws FaultException {
        Optional<Fault> refused = Optional.empty();
        for (int look = 0; look < crew.cluster().health().fall(); look++) {
            if (look > 0) {
                crew.pause(crew.rhythm());
            }
            refused = guard.apply(new Look(crew).now(reachable));
            if (refused.isEmpty()) {
                return refused;
            }
        }
        return refused;
    }

    /**
     * A restore asks for a node that passes its gate, which is the next step; how old the reading
     * is does not matter to it.
     */
    private static boolean staleRestore(Intent intent, Fault fault) {
        return intent instanceof Intent.Restore && !fault.code().equals("guard.node.unknown");
    }

    private List<Fault> database() throws FaultException {
        if (crew.ports().database().isEmpty()) {
            return List.of();
        }
        var facts = crew.ports().database().get().read();
        var pending = facts.pendingModules().orElse(List.of());
        if (!pending.isEmpty()) {
            return List.of(Faults.pendingModules(pending));
        }
        return facts.primary() ? List.of() : List.of(Faults.notPrimary());
    }

    private void fenceNodes(Work work) throws FaultException {
        AllAtOnce.each(
                nodesOf(work),
                "fence",
                node -> {
                    crew.ports().nodes().get(node).fence(work.fence());
                    return node;
                });
        crew.faults().pass(StepKind.PREFLIGHT, "fenced");
    }

    /**
     * Every node takes our token and says what it runs. Gives what a person should know and nothing
     * refuses: drivers' notes, and a stop that is shorter than a request may be.
     */
    private List<String> notes(Work work) throws FaultException {
        var notes = new java.util.ArrayList<String>();
        var facts =
                AllAtOnce.each(
                        nodesOf(work),
                        "runtime",
                        node -> {
                            crew.ports().nodes().get(node).fence(work.fence());
                            return Map.entry(node, crew.ports().runtimes().get(node).read());
                        });
        crew.faults().pass(StepKind.PREFLIGHT, "fenced");
        for (var entry : facts) {
            entry.getValue()
                    .stopGraceSeconds()
                    .filter(seconds -> seconds < LONGEST_REQUEST_SECONDS)
                    .ifPresent(
                            seconds ->
                                    notes.add(
                                            entry.getKey()
                                                    + " is given "
                                                    + seconds
                                                    + " s to stop, and a request may take "
                                                    + LONGEST_REQUEST_SECONDS
                                                    + " s."));
            entry.getValue().notes().forEach(note -> notes.add(entry.getKey() + ": " + note));
            record(work, entry.getKey(), entry.getValue().revision(), entry.getValue().instance());
        }
        notes.add("Modules are not upgraded: no -u is run.");
        return notes;
    }

    private void record(
            Work work, String node, Optional<Revision> revision, Optional<String> instance) {
        var data = new LinkedHashMap<String, String>();
        revision.ifPresent(found -> data.put("revision", crew.notation().of(found)));
        instance.ifPresent(found -> data.put("instance", found));
        if (!data.isEmpty()) {
            work.recorder()
                    .later(
                            work.recorder()
                                    .of(
                                            Kind.FOUND,
                                            Optional.of(node),
                                            node
                                                    + " runs "
                                                    + revision.map(Revision::toString)
                                                            .orElse("nothing"),
                                            data));
        }
    }

    static List<String> nodesOf(Work work) {
        return work.operation().course.tasks().stream()
                .flatMap(task -> task.step().node().stream())
                .distinct()
                .toList();
    }

    /**
     * An abort begins no update; one that runs on a node is let end, so that nothing changes after
     * the abort.
     */
    private Deeds.Result settleUpdates(Work work) throws FaultException {
        var waited = settle(work);
        return new Deeds.Result.Done(
                waited.isEmpty()
                        ? "no update is under way"
                        : "the update of " + waited + " has ended");
    }

    private String settle(Work work) throws FaultException {
        var waited = new java.util.ArrayList<String>();
        for (var node : work.operation().touched) {
            var runtime = crew.ports().runtimes().get(node);
            for (var deed : work.operation().updateDeeds(node)) {
                if (runtime.settle(
                        work.fence().named(deed), line -> progress.tell(work.step(), line))) {
                    waited.add(node);
                }
            }
        }
        return String.join(", ", waited);
    }

    private Deeds.Result rollBackPreflight(Work work) throws FaultException {
        fenceNodes(work);
        settle(work);
        for (var node : work.operation().touched) {
            var before = Optional.ofNullable(work.operation().revisionBefore.get(node));
            if (before.isEmpty() || !crew.ports().runtimes().get(node).keeps(before.get())) {
                throw Faults.noWayBack(
                                node, before.map(Revision::toString).orElse("its revision before"))
                        .on(node)
                        .thrown();
            }
            var facts = crew.ports().runtimes().get(node).read();
            record(work, node, facts.revision(), facts.instance());
        }
        return new Deeds.Result.Done("every node still has its revision before");
    }
}
