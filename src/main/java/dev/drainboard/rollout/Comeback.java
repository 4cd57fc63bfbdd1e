package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry.Kind;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Lets a node back in: past the gate, warm, into rotation as it was, and watched for a while. */
final class Comeback {

    /** Longest wait for a node that was not just started to pass: it does by now, or does not. */
    private static final Duration STANDING_WITHIN = Duration.ofSeconds(20);

    /** A watch of at most so long ends before a pause. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Crew crew;
    private final Rotation rotation;
    private final Progressed progress;

    Comeback(Crew crew, Rotation rotation, Progressed progress) {
        this.crew = crew;
        this.rotation = rotation;
        this.progress = progress;
    }

    Deeds.Result gate(Work work) throws FaultException {
        boolean abort = work.operation().course.word().equals("abort");
        boolean nothingStarts = abort || work.operation().intent instanceof Intent.Restore;
        var within = crew.cluster().rollout().within();
        if (nothingStarts && STANDING_WITHIN.compareTo(within) < 0) {
            within = STANDING_WITHIN;
        }
        var verdict =
                new Gate(crew)
                        .ask(
                                work.operation().id,
                                work.node(),
                                wantedOfGate(work),
                                within,
                                checks -> progress.tell(work.step(), failing(checks)),
                                rounds -> progress.asked(work.step(), rounds));
        if (verdict.passed()) {
            return new Deeds.Result.Done("passed after " + Words.of(verdict.took()));
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
            return new Deeds.Result.Done(detail);
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
                Optional.of(Renewal.wantedRevision(work))
                        .filter(revision -> !revision.name().isEmpty() || !revision.id().isEmpty()),
                Optional.ofNullable(work.operation().instanceBefore.get(work.node())));
    }

    private static String failing(List<GateCheck> checks) {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(check -> check.name() + ": " + check.got())
                .collect(Collectors.joining("; "));
    }

    Deeds.Result warmUp(Work work) throws FaultException {
        for (var path : crew.cluster().rollout().warmUp()) {
            var check = crew.ports().nodes().get(work.node()).warm(path);
            if (!check.passed()) {
                throw Faults.warmUp(work.node(), check).on(work.node()).thrown();
            }
        }
        return new Deeds.Result.Done(
                String.join(", ", crew.cluster().rollout().warmUp()) + " answered");
    }

    Deeds.Result restore(Work work) throws FaultException {
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
        return new Deeds.Result.Done(detail);
    }

    /** In rotation already is a success; taken out by somebody else is not ours to undo. */
    private Deeds.Result nothingOfOurs(String node) throws FaultException {
        for (var port : crew.ports().balancers().values()) {
            if (port.read().of(node).stream()
                    .anyMatch(server -> server.admin() != AdminState.READY)) {
                throw Faults.nothingOut(node).thrown();
            }
        }
        return new Deeds.Result.Skipped("is in rotation");
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

    /**
     * @param toPause whether somebody asked for a pause: a long watch is let go then, and begins
     *     anew when the rollout goes on
     */
    Deeds.Result soak(Work work, BooleanSupplier toPause) throws FaultException {
        var soak = crew.cluster().rollout().soak(isFirst(work));
        var until = crew.clock().instant().plus(soak);
        int bad = 0;
        while (crew.clock().instant().isBefore(until)) {
            var why = unwell(work.node());
            bad = why.isPresent() ? bad + 1 : 0;
            if (bad >= crew.cluster().health().fall()) {
                throw Faults.soak(work.node(), why.orElseThrow()).on(work.node()).thrown();
            }
            if (soak.compareTo(LONG) > 0 && toPause.getAsBoolean()) {
                throw Faults.watchLetGo(work.node()).thrown();
            }
            crew.pause(crew.cluster().health().every());
        }
        return new Deeds.Result.Done("healthy for " + Words.of(soak));
    }

    private static boolean isFirst(Work work) {
        return work.operation().course.tasks().stream()
                .filter(task -> task.step().kind() == StepKind.SOAK)
                .findFirst()
                .filter(task -> task.step().equals(work.step()))
                .isPresent();
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
}
