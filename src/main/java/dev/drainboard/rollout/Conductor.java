package dev.drainboard.rollout;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Guard;
import dev.drainboard.model.Hook;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.JournalEntry.Kind;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.Plan;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import dev.drainboard.port.HooksPort;
import dev.drainboard.port.LockPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries operations out: lock, journal, one step after the other, until the course is at its end,
 * a step fails or somebody says a word. One call at a time; the caller's thread does the work.
 */
public final class Conductor {

    private final Crew crew;
    private final String operator;
    private final Consumer<JournalEntry> listener;
    private final Progressed progress;
    private volatile boolean pause;

    /**
     * @param operator who acts, as the journal and the lock name them
     * @param listener hears every line of the journal once it is on disk
     * @param progress hears what happens within a step
     */
    public Conductor(
            Crew crew, String operator, Consumer<JournalEntry> listener, Progressed progress) {
        this.crew = crew;
        this.operator = operator;
        this.listener = listener;
        this.progress = progress;
    }

    /**
     * How an operation ended, or stands.
     *
     * @param status succeeded, failed, aborted or paused, as in {@code --json}
     * @param fault why it did not succeed
     * @param view the course it is on, and how far
     * @param left nodes that an abort left out of rotation
     * @param stands it reserves the cluster until somebody says a word
     */
    public record Outcome(
            String operation,
            String status,
            Optional<Fault> fault,
            OperationView view,
            List<String> left,
            boolean stands) {}

    /** What would be done, or why it is refused; asks the cluster, changes nothing. */
    public Plan preview(Intent intent) throws FaultException {
        var ledger = ledger();
        remember(ledger);
        var reserved = ledger.reserving();
        if (reserved.isPresent() && !(intent instanceof Intent.Restore)) {
            throw Faults.reserved(reserved.get()).thrown();
        }
        var snapshot = new Look(crew).now(Look.reachable(intent, crew.cluster()));
        var refused = Guard.refusal(intent, snapshot, snapshot.at(), false);
        if (refused.isPresent()) {
            throw refused.get().thrown();
        }
        return plan(intent);
    }

    /** What would be done if nothing stood against it. Asks nobody. */
    public Plan plan(Intent intent) {
        return new Planner(crew.cluster(), new DriversAsScribe(crew.ports())).plan(intent);
    }

    /**
     * What a word would do to the rollout that stands or was cut off: the steps that are left, or
     * those of the way back or out. Asks the journal, changes nothing.
     *
     * @throws FaultException WRONG if there is none, it is not the one that was looked at, or the
     *     word does not fit it
     */
    public Plan preview(Word.Said said) throws FaultException {
        var ledger = ledger();
        var operation = meant(said, ledger);
        return course(said.word(), operation, ledger)
                .orElseGet(
                        () -> new Plan(operation.intent, Decision.left(operation), operation.notes))
                .with(Notes.of(said.word(), operation, out(operation, ledger)));
    }

    /** Lets the step under way end, or a wait for idleness go, then stands. */
    public void pause() {
        pause = true;
    }

    /** Leaves the word "pause" for whoever conducts this cluster's rollout, here or elsewhere. */
    public void askToPause() throws FaultException {
        crew.ports().lock().say(operator, Word.PAUSE.word());
    }

    /**
     * @param override why it may go below the minimum, or on with requests in use; empty: it may
     *     not
     * @throws FaultException if it could not begin: somebody else holds the cluster, a rollout
     *     reserves it, or it cannot be reached
     */
    public Outcome carryOut(Intent intent, Optional<String> override) throws FaultException {
        var unknown = Guard.unknownNode(intent, crew.cluster());
        if (unknown.isPresent()) {
            throw unknown.get().thrown();
        }
        var id = OperationId.next(crew.clock());
        Greeting.of(crew, Look.reachable(intent, crew.cluster()));
        try (var held = crew.ports().lock().take(operator, intent.purpose(), id)) {
            crew.faults().pass("lock.taken");
            var ledger = ledger();
            var reserved = ledger.reserving();
            if (reserved.isPresent() && !(intent instanceof Intent.Restore)) {
                throw Faults.reserved(reserved.get()).thrown();
            }
            remember(ledger);
            var recorder = recorder(held, ledger);
            recorder.now(opened(recorder, intent, override, held));
            crew.faults().pass("journal.opened");
            return conduct(ledger.latest().orElseThrow(), held, recorder, ledger);
        } finally {
            crew.faults().pass("lock.returned");
        }
    }

    /**
     * Says a word of the rollout that stands or was cut off.
     *
     * @throws FaultException WRONG if there is none, or it is not the one that was looked at
     */
    public Outcome say(Word.Said said) throws FaultException {
        var standing = meant(said, ledger());
        var purpose = said.word().word() + " of " + standing.intent.purpose();
        try (var held = crew.ports().lock().take(operator, purpose, standing.id)) {
            crew.faults().pass("lock.taken");
            var ledger = ledger();
            var operation = meant(said, ledger);
            remember(ledger);
            var recorder = recorder(held, ledger);
            recorder.now(said(recorder, said, operation, ledger, held));
            crew.faults().pass("word.said");
            if (said.word() == Word.PAUSE) {
                return end(operation, held, recorder, ledger, "paused", Optional.empty());
            }
            return conduct(operation, held, recorder, ledger);
        } finally {
            crew.faults().pass("lock.returned");
        }
    }

    private static Operation meant(Word.Said said, Ledger ledger) throws FaultException {
        var stands = ledger.reserving();
        if (stands.isEmpty()) {
            throw Faults.nothingStands(said.word().word()).thrown();
        }
        if (!said.of().map(stands.get().id::equals).orElse(true)) {
            throw Faults.another(stands.get()).thrown();
        }
        return stands.get();
    }

    /**
     * Frees the cluster from a holder that is gone, or by force from one that is not, and leaves
     * the evidence in the journal.
     *
     * @throws FaultException HELD if the holder is alive and {@code force} was not said
     */
    public void unlock(boolean force) throws FaultException {
        var id = OperationId.next(crew.clock());
        var lock = crew.ports().lock();
        try (var held =
                force ? lock.force(operator, "unlock", id) : lock.take(operator, "unlock", id)) {
            var recorder = recorder(held, ledger());
            var evidence = takenOver(recorder, held);
            if (evidence.isPresent()) {
                recorder.now(evidence.get());
            }
        }
    }

    private Outcome conduct(
            Operation operation, LockPort.Held held, Recorder recorder, Ledger ledger)
            throws FaultException {
        try (var rotation = new Rotation(crew)) {
            var deeds = new Deeds(crew, rotation, progress, () -> toPause(held, recorder));
            reassure(operation, held, recorder, ledger, rotation);
            while (true) {
                if (!held.stillOurs()) {
                    throw Faults.lockLost(operation.id).thrown();
                }
                if (toPause(held, recorder)) {
                    return end(operation, held, recorder, ledger, "paused", Optional.empty());
                }
                switch (Decision.next(operation)) {
                    case Decision.Next.Finished finished -> {
                        return end(
                                operation,
                                held,
                                recorder,
                                ledger,
                                statusOf(operation),
                                operation.takenBack.map(Faults::takenBack));
                    }
                    case Decision.Next.Do next -> {
                        var work =
                                new Work(
                                        operation,
                                        next.task(),
                                        next.inDoubt(),
                                        held.fence(),
                                        recorder,
                                        ledger);
                        var fault = doStep(work, deeds);
                        if (fault.filter(why -> takesBackByItself(work, why)).isPresent()) {
                            recordFailure(work, fault.get());
                            recorder.now(takenBack(recorder, operation, ledger));
                            crew.faults().pass("word.said");
                        } else if (fault.isPresent()) {
                            return failed(work, held, fault.get());
                        }
                    }
                }
            }
        }
    }

    /**
     * The step from its announcement to its result, which is written with the next line of the
     * journal.
     */
    private Optional<Fault> doStep(Work work, Deeds deeds) throws FaultException {
        var step = work.step();
        var recorder = work.recorder();
        var needless = deeds.needless(work);
        if (needless.isPresent()) {
            recorder.later(recorder.of(Kind.SKIPPED, step, needless.get(), Map.of()));
            return Optional.empty();
        }
        var about = recorder.of(Kind.ABOUT, step, step.text(), announced(work));
        if (looksFirst(step.kind())) {
            recorder.soon(about);
        } else {
            recorder.now(about);
        }
        crew.faults().pass(step.kind(), "announced");
        try {
            var result = deeds.carryOut(work);
            crew.faults().pass(step.kind(), "acted");
            var kind = result instanceof Deeds.Result.Done ? Kind.DID : Kind.SKIPPED;
            recorder.later(recorder.of(kind, step, result.detail(), Map.of()));
            return Optional.empty();
        } catch (FaultException e) {
            if (Thread.currentThread().isInterrupted() || e.fault().kind() == Fault.Kind.HELD) {
                throw e; // nothing may be written any more: the step is in doubt
            }
            return Optional.of(e.fault());
        }
    }

    /**
     * Such a step need not wait until its announcement is on disk: it changes nothing, or, as the
     * drain does, first looks and has what it found on disk, and this with it, before it changes
     * anything.
     */
    private static boolean looksFirst(StepKind kind) {
        return switch (kind) {
            case DRAIN, AWAIT_IDLE, GATE, WARM_UP, SOAK -> true;
            case PREFLIGHT,
                    PRE_PULL,
                    BEFORE,
                    BEFORE_NODE,
                    MAINT,
                    UPDATE,
                    RESTORE,
                    AFTER_NODE,
                    ASK,
                    AFTER ->
                    false;
        };
    }

    private Map<String, String> announced(Work work) {
        if (work.step().kind() != StepKind.UPDATE) {
            return Map.of();
        }
        return Map.of("deed", work.deed(crew.number(work.node()), "").operation());
    }

    /**
     * After a pause or a crash a node that is out may have been put in by a reload: first of all it
     * is taken out again.
     */
    private void reassure(
            Operation operation,
            LockPort.Held held,
            Recorder recorder,
            Ledger ledger,
            Rotation rotation)
            throws FaultException {
        if (Decision.next(operation) instanceof Decision.Next.Do next
                && next.task().step().node().isPresent()
                && next.task().step().kind() != StepKind.DRAIN
                && next.task().step().kind() != StepKind.RESTORE) {
            var work =
                    new Work(
                            operation, next.task(), next.inDoubt(), held.fence(), recorder, ledger);
            boolean isOut = !ledger.outstanding(operation.id, work.node()).isEmpty();
            if (isOut && operation.changesRevisions()) {
                rotation.reassure(work);
            }
        }
    }

    private boolean toPause(LockPort.Held held, Recorder recorder) {
        var heard = held.heard();
        heard.ifPresent(
                word ->
                        recorder.later(
                                recorder.of(
                                        Kind.SAID,
                                        Optional.empty(),
                                        word,
                                        Map.of(
                                                "word",
                                                "pause",
                                                "by",
                                                word.replaceFirst(": [^:]*$", "")))));
        pause |= heard.isPresent();
        return pause;
    }

    private Outcome failed(Work work, LockPort.Held held, Fault fault) throws FaultException {
        var recorder = work.recorder();
        recordFailure(work, fault);
        var status = fault.kind() == Fault.Kind.ASKED ? "paused" : "failed";
        return end(work.operation(), held, recorder, work.ledger(), status, Optional.of(fault));
    }

    /**
     * As {@code rollout.onFailure} says. Not for a question to somebody, nor where nothing was
     * changed yet, nor without every revision before, nor a second time: what fails on the way back
     * stands.
     */
    private boolean takesBackByItself(Work work, Fault fault) {
        var operation = work.operation();
        return crew.cluster().rollout().onFailure() == RolloutSpec.OnFailure.ROLLBACK
                && operation.course.number() == 0
                && fault.kind() != Fault.Kind.ASKED
                && !operation.touched.isEmpty()
                && operation.revisionBefore.keySet().containsAll(operation.touched);
    }

    private JournalEntry takenBack(Recorder recorder, Operation operation, Ledger ledger) {
        return recorder.of(
                Kind.SAID,
                Optional.empty(),
                "roll-back, as rollout.onFailure of the cluster file says",
                Map.of(
                        "word",
                        Word.ROLL_BACK.word(),
                        "by",
                        "onFailure",
                        "plan",
                        crew.notation().of(wayBack(operation, ledger))));
    }

    private void recordFailure(Work work, Fault fault) throws FaultException {
        var recorder = work.recorder();
        recorder.later(recorder.failed(work.step(), fault, work.evidence()));
        var command = Optional.ofNullable(crew.cluster().rollout().hooks().get(Hook.ON_FAILURE));
        if (command.isPresent()
                && work.operation().changesRevisions()
                && fault.kind() != Fault.Kind.ASKED) {
            recorder.now(); // the hook may take minutes, and everybody sees the failure meanwhile
            recorder.later(
                    recorder.of(
                            Kind.SAID,
                            work.step().node(),
                            onFailure(work, command.get()),
                            Map.of("word", "hook")));
        }
    }

    /** How the hook went; the rollout has failed already, whatever becomes of it. */
    private String onFailure(Work work, String command) {
        var moment =
                new HooksPort.Moment(
                        work.operation().id, work.step().node(), work.operation().wanted());
        try {
            crew.ports()
                    .hooks()
                    .run(
                            Hook.ON_FAILURE,
                            command,
                            moment,
                            line -> progress.tell(work.step(), line));
            return "the hook onFailure ended with 0";
        } catch (FaultException e) {
            return e.fault().what() + " " + e.fault().why();
        }
    }

    private static String statusOf(Operation operation) {
        if (operation.takenBack.isPresent()) {
            return "failed";
        }
        return operation.course.word().equals("abort") ? "aborted" : "succeeded";
    }

    /**
     * A rollout that is not through stands and reserves the cluster, unless nothing was changed
     * yet; all else is over.
     */
    private Outcome end(
            Operation operation,
            LockPort.Held held,
            Recorder recorder,
            Ledger ledger,
            String status,
            Optional<Fault> fault)
            throws FaultException {
        boolean through =
                status.equals("succeeded")
                        || status.equals("aborted")
                        || status.equals("failed") && isOver(operation);
        boolean stands =
                !through && operation.changesRevisions() && !onlyPreflight(operation, fault);
        var kind = stands ? Kind.STOPPED : Kind.CLOSED;
        recorder.now(
                recorder.end(
                        kind,
                        operation.intent.purpose() + " " + closing(operation, status),
                        Map.of("status", status),
                        fault));
        crew.faults().pass(stands ? "journal.stopped" : "journal.closed");
        return new Outcome(
                operation.id,
                status,
                fault,
                operation.view(Optional.empty()),
                List.copyOf(operation.left),
                stands);
    }

    private static String closing(Operation operation, String status) {
        if (!operation.course.word().equals(Word.ROLL_BACK.word())) {
            return status;
        }
        return switch (status) {
            case "succeeded" -> "rolled back";
            case "failed" -> isOver(operation) ? "failed, rolled back" : status;
            default -> status;
        };
    }

    private static boolean isOver(Operation operation) {
        return Decision.next(operation) instanceof Decision.Next.Finished;
    }

    private static boolean onlyPreflight(Operation operation, Optional<Fault> fault) {
        return fault.isPresent()
                && operation.course.number() == 0
                && operation.course.tasks().stream()
                        .filter(task -> task.progress() != Progress.WAITING)
                        .allMatch(task -> task.step().kind() == StepKind.PREFLIGHT);
    }

    private JournalEntry[] opened(
            Recorder recorder, Intent intent, Optional<String> override, LockPort.Held held) {
        var data = new LinkedHashMap<String, String>();
        data.put("plan", crew.notation().of(plan(intent)));
        data.put("token", Long.toString(held.fence().token()));
        override.ifPresent(reason -> data.put("override", reason));
        var entries = new ArrayList<JournalEntry>();
        entries.add(recorder.of(Kind.OPENED, Optional.empty(), intent.purpose(), data));
        takenOver(recorder, held).ifPresent(entries::add);
        return entries.toArray(JournalEntry[]::new);
    }

    private static Optional<JournalEntry> takenOver(Recorder recorder, LockPort.Held held) {
        return held.takenFrom()
                .map(
                        from ->
                                recorder.of(
                                        Kind.SAID,
                                        Optional.empty(),
                                        "lock taken over from "
                                                + from.holder()
                                                + " on "
                                                + from.host()
                                                + ", process "
                                                + from.pid()
                                                + ", last heartbeat "
                                                + from.heartbeat(),
                                        Map.of(
                                                "word",
                                                "takeOver",
                                                "token",
                                                Long.toString(from.token()))));
    }

    private JournalEntry[] said(
            Recorder recorder,
            Word.Said said,
            Operation operation,
            Ledger ledger,
            LockPort.Held held)
            throws FaultException {
        var data = new LinkedHashMap<String, String>();
        data.put("word", said.word().word());
        said.override().ifPresent(reason -> data.put("override", reason));
        course(said.word(), operation, ledger)
                .ifPresent(plan -> data.put("plan", crew.notation().of(plan)));
        var entries = new ArrayList<JournalEntry>();
        entries.add(
                recorder.of(
                        Kind.SAID, Optional.empty(), said.word().word() + " by " + operator, data));
        takenOver(recorder, held).ifPresent(entries::add);
        return entries.toArray(JournalEntry[]::new);
    }

    /**
     * The course on which a word puts it; empty: it goes on along its own.
     *
     * @throws FaultException WRONG if the word does not fit it as it stands
     */
    private Optional<Plan> course(Word word, Operation operation, Ledger ledger)
            throws FaultException {
        switch (word) {
            case RESUME -> {}
            case PAUSE -> {
                if (operation.standing == Operation.Standing.STOPPED) {
                    throw Faults.standsAlready(operation).thrown();
                }
            }
            case RETRY -> {
                if (operation
                        .unfinished()
                        .filter(task -> task.progress() == Progress.FAILED)
                        .isEmpty()) {
                    throw Faults.notFailed().thrown();
                }
            }
            case ABORT -> {
                var planner = new Planner(crew.cluster(), new DriversAsScribe(crew.ports()));
                return Optional.of(planner.abort(operation, out(operation, ledger)));
            }
            case ROLL_BACK -> {
                return Optional.of(wayBack(operation, ledger));
            }
        }
        return Optional.empty();
    }

    /** First the nodes that are out: they serve nobody meanwhile. */
    private Plan wayBack(Operation operation, Ledger ledger) {
        var out = out(operation, ledger);
        var changed = new ArrayList<>(operation.touched).reversed();
        var order = new ArrayList<>(changed.stream().filter(out::contains).toList());
        changed.stream().filter(node -> !out.contains(node)).forEach(order::add);
        var onlyOut = out.stream().filter(node -> !operation.touched.contains(node)).toList();
        return new Planner(crew.cluster(), new DriversAsScribe(crew.ports()))
                .rollBack(operation, order, onlyOut);
    }

    /** The nodes that this operation took out and has not put back, in the order of the file. */
    private List<String> out(Operation operation, Ledger ledger) {
        return crew.cluster().nodes().stream()
                .map(node -> node.name())
                .filter(node -> !ledger.outstanding(operation.id, node).isEmpty())
                .toList();
    }

    private Ledger ledger() throws FaultException {
        return Ledger.of(crew.ports().journal().read(), crew.notation());
    }

    private Recorder recorder(LockPort.Held held, Ledger ledger) {
        return new Recorder(
                crew.ports().journal(),
                held.fence(),
                operator,
                ledger,
                crew.clock(),
                listener,
                crew.faults());
    }

    private void remember(Ledger ledger) {
        crew.ports().balancers().values().forEach(port -> port.remember(ledger.outstanding()));
    }
}
