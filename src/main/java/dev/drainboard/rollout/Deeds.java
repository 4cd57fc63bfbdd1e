package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.Guard;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry.Kind;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does each kind of step. Every deed reads before it acts and reads back before it says that it is
 * done.
 */
final class Deeds {

    /** How a step ended, when it did not fail. */
    sealed interface Result {
        String detail();

        record Done(String detail) implements Result {}

        record Skipped(String detail) implements Result {}
    }

    /** Longest wait for a node that was not just started to pass: it does by now, or does not. */
    private static final Duration STANDING_WITHIN = Duration.ofSeconds(20);

    /**
     * What Odoo lets a request take where its configuration does not say otherwise
     * (limit_time_real).
     */
    private static final long LONGEST_REQUEST_SECONDS = 120;

    private final Crew crew;
    private final Progress progress;
    private final Rotation rotation;

    Deeds(Crew crew, Rotation rotation, Progress progress) {
        this.crew = crew;
        this.rotation = rotation;
        this.progress = progress;
    }

    /** Hears what happens within a step; nothing of it is kept. */
    interface Progress {
        void tell(dev.drainboard.model.Step step, String line);
    }

    /** Why the step is not needed, which is known without asking anybody; empty: it is. */
    Optional<String> needless(Work work) {
        var node = work.step().node();
        if (node.filter(work.operation().left::contains).isPresent()) {
            return Optional.of("left out of rotation");
        }
        if (node.filter(name -> runsTargetAlready(work, name)).isPresent()) {
            return Optional.of("runs " + work.operation().target.orElseThrow() + " already");
        }
        if (work.step().kind() == StepKind.SOAK && crew.cluster().rollout().soak().isZero()) {
            return Optional.of("no soak is asked for");
        }
        return Optional.empty();
    }

    Result carryOut(Work work) throws FaultException {
        return switch (work.step().kind()) {
            case PREFLIGHT -> preflight(work);
            case PRE_PULL -> prePull(work);
            case DRAIN -> drain(work);
            case MAINT -> new Result.Done(rotation.takeOut(work, AdminState.MAINT));
            case AWAIT_IDLE -> awaitIdle(work);
            case UPDATE -> update(work);
            case GATE -> gate(work);
            case WARM_UP -> warmUp(work);
            case RESTORE -> restore(work);
            case SOAK -> soak(work);
        };
    }

    private Result preflight(Work work) throws FaultException {
        var operation = work.operation();
        if (operation.course.word().equals("roll-back")) {
            return rollBackPreflight(work);
        }
        if (operation.course.word().equals("abort")) {
            return settleUpdates(work);
        }
        var refused =
                refusedForLong(
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
            return new Result.Done("may be changed");
        }
        for (var fact : database()) {
            throw fact.thrown();
        }
        fenceNodes(work);
        return new Result.Done(String.join(" ", notes(work)));
    }

    /**
     * One answer that went missing is no reason to refuse: the guard is asked as often as a fall
     * takes.
     */
    private Optional<Fault> refusedForLong(Function<Snapshot, Optional<Fault>> guard)
            throws FaultException {
        Optional<Fault> refused = Optional.empty();
        for (int look = 0; look < crew.cluster().health().fall(); look++) {
            if (look > 0) {
                crew.pause(crew.rhythm());
            }
            refused = guard.apply(new Look(crew).now());
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
        return intent instanceof Intent.Restore && fault.code().equals("guard.node.stale");
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
                work.operation().course.tasks().stream()
                        .flatMap(task -> task.step().node().stream())
                        .distinct()
                        .toList(),
                "fence",
                node -> {
                    crew.ports().nodes().get(node).fence(work.fence());
                    return node;
                });
        crew.faults().pass(StepKind.PREFLIGHT, "fenced");
    }

    /**
     * What a person should know and nothing refuses: balancers' notes, and a stop that is shorter
     * than a request may be.
     */
    private List<String> notes(Work work) throws FaultException {
        var notes = new java.util.ArrayList<String>();
        var facts =
                AllAtOnce.each(
                        nodesOf(work),
                        "runtime",
                        node -> Map.entry(node, crew.ports().runtimes().get(node).read()));
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
        notes.add("No -u is run.");
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

    private static List<String> nodesOf(Work work) {
        return work.operation().course.tasks().stream()
                .flatMap(task -> task.step().node().stream())
                .distinct()
                .toList();
    }

    private Result prePull(Work work) throws FaultException {
        var to = to(work.operation().intent);
        var found =
                AllAtOnce.each(
                        nodesOf(work),
                        "prepare",
                        node ->
                                Map.entry(
                                        node,
                                        crew.ports()
                                                .runtimes()
                                                .get(node)
                                                .prepare(to, work.deed(crew.number(node), ""))));
        var ids = found.stream().map(entry -> entry.getValue().id()).collect(Collectors.toSet());
        if (ids.size() > 1) {
            throw Faults.differs(
                            found.stream()
                                            .map(
                                                    entry ->
                                                            entry.getKey()
                                                                    + " holds "
                                                                    + entry.getValue().id())
                                            .collect(Collectors.joining(", "))
                                    + ".")
                    .thrown();
        }
        var target = found.getFirst().getValue();
        work.recorder()
                .later(
                        work.recorder()
                                .of(
                                        Kind.FOUND,
                                        work.step(),
                                        "every node holds " + target,
                                        Map.of("target", crew.notation().of(target))));
        crew.faults().pass(StepKind.PRE_PULL, "found");
        return new Result.Done("every node holds " + target);
    }

    private static Optional<String> to(Intent intent) {
        return switch (intent) {
            case Intent.Rollout rollout -> rollout.to();
            case Intent.Update update -> update.to();
            case Intent.Drain drain -> Optional.empty();
            case Intent.Maint maint -> Optional.empty();
            case Intent.Restore restore -> Optional.empty();
        };
    }

    /**
     * Nothing is done to a node that runs what it would get; the user's own commands are run all
     * the same unless told a revision.
     */
    private boolean runsTargetAlready(Work work, String node) {
        var operation = work.operation();
        if (operation.course.number() != 0
                || operation.touched.contains(node)
                || operation.target.isEmpty()) {
            return false;
        }
        var target = operation.target.get();
        boolean named =
                !(crew.cluster().node(node).runtime() instanceof RuntimeSpec.Commands)
                        || to(operation.intent).isPresent();
        return named
                && Optional.ofNullable(operation.revisionBefore.get(node))
                        .filter(before -> Gate.same(before, target))
                        .isPresent();
    }

    private Result drain(Work work) throws FaultException {
        if (work.operation().changesRevisions() || work.operation().course.number() > 0) {
            var refused =
                    refusedForLong(
                            snapshot ->
                                    Guard.leaves(
                                            Set.of(work.node()),
                                            snapshot,
                                            snapshot.at(),
                                            work.operation().override.isPresent()));
            if (refused.isPresent()) {
                throw refused.get().thrown();
            }
        }
        return new Result.Done(rotation.takeOut(work, AdminState.DRAIN));
    }

    private Result awaitIdle(Work work) throws FaultException {
        var policy = crew.cluster().rollout().drain();
        var wish = wish(work.operation().intent);
        var end =
                new Idle(crew).await(work, policy, wish, line -> progress.tell(work.step(), line));
        return switch (end) {
            case Idle.End.Reached reached -> new Result.Done(reached.detail());
            case Idle.End.NotReached late -> notIdle(work, wish.then().orElse(policy.then()), late);
        };
    }

    private Result notIdle(Work work, DrainSpec.Then then, Idle.End.NotReached late)
            throws FaultException {
        boolean rollout = work.operation().changesRevisions();
        if (then == DrainSpec.Then.PROCEED || rollout && work.operation().override.isPresent()) {
            return new Result.Done("went on with " + late.last().says() + " left");
        }
        if (then == DrainSpec.Then.ABORT) {
            var records = work.ledger().outstanding(work.operation().id, work.node());
            rotation.putBack(work, records);
            throw Faults.drainAborted(work.node(), late.last().says(), late.waited()).thrown();
        }
        throw Faults.busy(work.node(), late.last().says(), late.waited(), rollout).thrown();
    }

    private static Intent.DrainWish wish(Intent intent) {
        return switch (intent) {
            case Intent.Drain drain -> drain.wish();
            case Intent.Maint maint -> maint.wish();
            case Intent.Restore restore -> Intent.DrainWish.DEFAULT;
            case Intent.Update update -> Intent.DrainWish.DEFAULT;
            case Intent.Rollout rollout -> Intent.DrainWish.DEFAULT;
        };
    }

    private Result update(Work work) throws FaultException {
        var node = work.node();
        var target = wantedRevision(work);
        var runtime = crew.ports().runtimes().get(node);
        var deed = work.deed(crew.number(node), "");
        crew.faults().pass(StepKind.UPDATE, "begun");
        rotation.untilKnown(
                () -> runtime.update(target, deed, line -> progress.tell(work.step(), line)));
        return new Result.Done("runs " + target);
    }

    private Revision wantedRevision(Work work) {
        return work.operation().course.word().equals("roll-back")
                ? work.operation().revisionBefore.get(work.node())
                : work.operation().target.orElseThrow();
    }

    private Result gate(Work work) throws FaultException {
        boolean abort = work.operation().course.word().equals("abort");
        boolean nothingStarts = abort || work.operation().intent instanceof Intent.Restore;
        var within = crew.cluster().rollout().within();
        if (nothingStarts && STANDING_WITHIN.compareTo(within) < 0) {
            within = STANDING_WITHIN;
        }
        var verdict =
                new Gate(crew)
                        .ask(
                                work.node(),
                                wantedOfGate(work),
                                within,
                                checks -> progress.tell(work.step(), failing(checks)));
        if (verdict.passed()) {
            return new Result.Done("passed after " + Words.of(verdict.took()));
        }
        if (abort) {
            var detail = "left out of rotation: " + failing(verdict.checks());
            work.recorder()
                    .later(
                            work.recorder()
                                    .of(
                                            Kind.FOUND,
                                            work.step().node(),
                                            detail,
                                            Map.of("left", work.node())));
            return new Result.Done(detail);
        }
        work.evidence().put("checks", crew.notation().of(verdict.checks()));
        throw Faults.gate(work.node(), verdict.checks(), verdict.took()).on(work.node()).thrown();
    }

    private Gate.Wanted wantedOfGate(Work work) {
        boolean updated =
                work.operation().course.task(work.step().node(), StepKind.UPDATE).isPresent();
        if (!updated) {
            return Gate.Wanted.ANY;
        }
        return new Gate.Wanted(
                Optional.of(wantedRevision(work))
                        .filter(revision -> !revision.name().isEmpty() || !revision.id().isEmpty()),
                Optional.ofNullable(work.operation().instanceBefore.get(work.node())));
    }

    private static String failing(List<GateCheck> checks) {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(check -> check.name() + ": " + check.got())
                .collect(Collectors.joining("; "));
    }

    private Result warmUp(Work work) throws FaultException {
        for (var path : crew.cluster().rollout().warmUp()) {
            var check = crew.ports().nodes().get(work.node()).warm(path);
            if (!check.passed()) {
                throw Faults.warmUp(work.node(), check).on(work.node()).thrown();
            }
        }
        return new Result.Done(String.join(", ", crew.cluster().rollout().warmUp()) + " answered");
    }

    private Result restore(Work work) throws FaultException {
        var node = work.node();
        boolean ofOthersToo = work.operation().intent instanceof Intent.Restore;
        var records =
                ofOthersToo
                        ? work.ledger().outstanding(node)
                        : work.ledger().outstanding(work.operation().id, node).reversed();
        if (records.isEmpty() && ofOthersToo) {
            return nothingOfOurs(node);
        }
        var detail = rotation.putBack(work, records);
        awaitServing(node);
        return new Result.Done(detail);
    }

    /** In rotation already is a success; taken out by somebody else is not ours to undo. */
    private Result nothingOfOurs(String node) throws FaultException {
        for (var port : crew.ports().balancers().values()) {
            if (port.read().of(node).stream()
                    .anyMatch(server -> server.admin() != AdminState.READY)) {
                throw Faults.nothingOut(node).thrown();
            }
        }
        return new Result.Skipped("is in rotation");
    }

    /** A balancer that checks its servers takes its own time to call one up. */
    private void awaitServing(String node) throws FaultException {
        var deadline = crew.clock().instant().plus(crew.cluster().rollout().within());
        while (true) {
            var down = downOn(node);
            if (down.isEmpty()) {
                return;
            }
            if (crew.clock().instant().isAfter(deadline)) {
                throw Faults.notServing(node, String.join(", ", down) + " observe it down.")
                        .on(node)
                        .thrown();
            }
            crew.pause(crew.rhythm());
        }
    }

    private List<String> downOn(String node) throws FaultException {
        var down = new java.util.ArrayList<String>();
        for (var port : crew.ports().balancers().values()) {
            boolean any =
                    port.read().of(node).stream()
                            .anyMatch(
                                    server ->
                                            server.admin() == AdminState.READY
                                                    && server.check() == CheckState.DOWN);
            if (any) {
                down.add(port.name());
            }
        }
        return down;
    }

    private Result soak(Work work) throws FaultException {
        var soak = crew.cluster().rollout().soak();
        var until = crew.clock().instant().plus(soak);
        int bad = 0;
        while (crew.clock().instant().isBefore(until)) {
            var why = unwell(work.node());
            bad = why.isPresent() ? bad + 1 : 0;
            if (bad >= crew.cluster().health().fall()) {
                throw Faults.soak(work.node(), why.orElseThrow()).on(work.node()).thrown();
            }
            crew.pause(crew.cluster().health().every());
        }
        return new Result.Done("healthy for " + Words.of(soak));
    }

    private Optional<String> unwell(String node) {
        try {
            var health = crew.ports().nodes().get(node).health();
            boolean well = health.http() == CheckState.UP && health.websocket() == CheckState.UP;
            return well
                    ? Optional.empty()
                    : Optional.of(health.reason().orElse("it does not answer as it should."));
        } catch (FaultException e) {
            return Optional.of(e.fault().why());
        }
    }

    /**
     * An abort begins no update; one that runs on a node is let end, so that nothing changes after
     * the abort.
     */
    private Result settleUpdates(Work work) throws FaultException {
        var waited = settle(work);
        return new Result.Done(
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

    private Result rollBackPreflight(Work work) throws FaultException {
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
        return new Result.Done("every node still has its revision before");
    }
}
