package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Guard;
import dev.drainboard.model.Hook;
import dev.drainboard.model.Intent;
import dev.drainboard.port.HooksPort;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

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

    private final Crew crew;
    private final Rotation rotation;
    private final Progressed progress;
    private final BooleanSupplier toPause;
    private final Preflight preflight;
    private final Renewal renewal;
    private final Comeback comeback;

    /**
     * @param toPause whether somebody asked for a pause: what may take long does not wait on
     */
    Deeds(Crew crew, Rotation rotation, Progressed progress, BooleanSupplier toPause) {
        this.crew = crew;
        this.rotation = rotation;
        this.progress = progress;
        this.toPause = toPause;
        this.preflight = new Preflight(crew, progress);
        this.renewal = new Renewal(crew, rotation, progress);
        this.comeback = new Comeback(crew, rotation, progress);
    }

    /** Why the step is not needed, which is known without asking anybody; empty: it is. */
    Optional<String> needless(Work work) {
        var node = work.step().node();
        if (node.filter(work.operation().left::contains).isPresent()) {
            return Optional.of("left out of rotation");
        }
        if (node.filter(name -> renewal.runsTargetAlready(work, name)).isPresent()) {
            return Optional.of("runs " + work.operation().target.orElseThrow() + " already");
        }
        return Optional.empty();
    }

    Result carryOut(Work work) throws FaultException {
        return switch (work.step().kind()) {
            case PREFLIGHT -> preflight.ask(work);
            case PRE_PULL -> renewal.prePull(work);
            case BEFORE -> hook(work, Hook.BEFORE);
            case BEFORE_NODE -> hook(work, Hook.BEFORE_NODE);
            case DRAIN -> drain(work);
            case MAINT -> new Result.Done(rotation.takeOut(work, AdminState.MAINT));
            case AWAIT_IDLE -> awaitIdle(work);
            case UPDATE -> renewal.update(work);
            case GATE -> comeback.gate(work);
            case WARM_UP -> comeback.warmUp(work);
            case RESTORE -> comeback.restore(work);
            case SOAK -> comeback.soak(work, toPause);
            case AFTER_NODE -> hook(work, Hook.AFTER_NODE);
            case ASK -> asked(work);
            case AFTER -> hook(work, Hook.AFTER);
        };
    }

    /** The question stops the rollout; who resumes it has answered. */
    private static Result asked(Work work) throws FaultException {
        if (work.task().attempt() == 1) {
            throw Faults.question(work.node()).thrown();
        }
        return new Result.Done("somebody said to go on");
    }

    private Result hook(Work work, Hook hook) throws FaultException {
        var command = Optional.ofNullable(crew.cluster().rollout().hooks().get(hook));
        if (command.isEmpty()) {
            return new Result.Skipped("the cluster file has no hook " + hook.word() + " any more");
        }
        var moment =
                new HooksPort.Moment(
                        work.operation().id, work.step().node(), work.operation().wanted());
        crew.ports()
                .hooks()
                .run(hook, command.get(), moment, line -> progress.tell(work.step(), line));
        return new Result.Done("ended with 0");
    }

    private Result drain(Work work) throws FaultException {
        if (work.operation().changesRevisions() || work.operation().course.number() > 0) {
            var refused =
                    preflight.refusedForLong(
                            List.of(),
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
                new Idle(crew)
                        .await(
                                work,
                                policy,
                                wish,
                                line -> progress.tell(work.step(), line),
                                toPause);
        return switch (end) {
            case Idle.End.Reached reached -> new Result.Done(reached.detail());
            case Idle.End.LetGo early ->
                    throw Faults.letGo(
                                    work.node(),
                                    early.last().says(),
                                    work.operation().changesRevisions())
                            .thrown();
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
}
