package dev.drainboard.rollout;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry.Kind;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.model.StepKind;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings a new revision to the nodes: fetched on all of them first, then run on one after the
 * other.
 */
final class Renewal {

    private final Crew crew;
    private final Rotation rotation;
    private final Progressed progress;

    Renewal(Crew crew, Rotation rotation, Progressed progress) {
        this.crew = crew;
        this.rotation = rotation;
        this.progress = progress;
    }

    Deeds.Result prePull(Work work) throws FaultException {
        var to = to(work.operation().intent);
        var found =
                AllAtOnce.each(
                        Preflight.nodesOf(work),
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
        return new Deeds.Result.Done("every node holds " + target);
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
    boolean runsTargetAlready(Work work, String node) {
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

    Deeds.Result update(Work work) throws FaultException {
        var node = work.node();
        var target = wantedRevision(work);
        var runtime = crew.ports().runtimes().get(node);
        var deed = work.deed(crew.number(node), "");
        crew.faults().pass(StepKind.UPDATE, "begun");
        rotation.untilKnown(
                () -> runtime.update(target, deed, line -> progress.tell(work.step(), line)));
        return new Deeds.Result.Done("runs " + target);
    }

    static Revision wantedRevision(Work work) {
        return work.operation().course.word().equals("roll-back")
                ? work.operation().revisionBefore.get(work.node())
                : work.operation().target.orElseThrow();
    }
}
