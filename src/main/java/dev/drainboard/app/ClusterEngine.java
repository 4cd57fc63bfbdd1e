package dev.drainboard.app;

import dev.drainboard.cli.Engine;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.CommandRun;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.HostCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Step;
import dev.drainboard.model.Word;
import dev.drainboard.port.Notation;
import dev.drainboard.port.Ports;
import dev.drainboard.rollout.Conductor;
import dev.drainboard.rollout.Crew;
import dev.drainboard.rollout.FaultPoint;
import dev.drainboard.rollout.Ledger;
import dev.drainboard.rollout.Progressed;
import dev.drainboard.watch.CommandLog;
import dev.drainboard.watch.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One cluster with its drivers, its engine and its watch put together. */
final class ClusterEngine implements Engine {

    /** As docs/design.md promises: status returns within 6 s. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Of that, for the journal alone. */
    private static final Duration LEARNING = Duration.ofMillis(1500);

    private static final InstantSource CLOCK = InstantSource.system();

    private final Cluster cluster;
    private final Ports ports;
    private final Notation notation;
    private final String operator;
    private final boolean readOnly;
    private final Optional<String> fault;
    private final Supplier<List<HostCheck>> checks;
    private final CommandLog commands;
    private final Runnable closing;
    private volatile List<JournalEntry> recent = List.of();
    private volatile Optional<GateRounds> gate = Optional.empty();
    private final AtomicReference<Conductor> conducting = new AtomicReference<>();

    /**
     * @param fault DRAINBOARD_FAULT
     * @param commands what was run on the hosts
     * @param closing ends all connections
     */
    ClusterEngine(
            Cluster cluster,
            Ports ports,
            Notation notation,
            String operator,
            boolean readOnly,
            Optional<String> fault,
            Supplier<List<HostCheck>> checks,
            CommandLog commands,
            Runnable closing) {
        this.cluster = cluster;
        this.ports = ports;
        this.notation = notation;
        this.operator = operator;
        this.readOnly = readOnly;
        this.fault = fault;
        this.checks = checks;
        this.commands = commands;
        this.closing = closing;
    }

    Ports ports() {
        return ports;
    }

    String operator() {
        return operator;
    }

    boolean readOnly() {
        return readOnly;
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }

    @Override
    public Snapshot look() {
        var end = CLOCK.instant().plus(LOOK);
        learnOurDrains();
        var left = Duration.between(CLOCK.instant(), end);
        return Watch.once(ports, cluster, this::operation, CLOCK, Thread::sleep, left);
    }

    /**
     * A balancer that is asked before its driver knows our drains takes them for others'. What the
     * journal does not answer soon, the look itself tells as unknown.
     */
    private void learnOurDrains() {
        var learning =
                Thread.ofVirtual()
                        .name("learn-our-drains")
                        .start(
                                () -> {
                                    try {
                                        operationNow();
                                    } catch (FaultException e) {
                                        // the look asks again, and tells
                                    }
                                });
        try {
            learning.join(LEARNING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void watch(Consumer<Snapshot> snapshots) {
        learnOurDrains();
        try (var watch = watch()) {
            snapshots.accept(watch.startWhole(LOOK));
            var knocks = new java.util.concurrent.Semaphore(1);
            watch.latest()
                    .onKnock(
                            () -> {
                                knocks.drainPermits();
                                knocks.release();
                            });
            while (true) {
                knocks.acquire();
                snapshots.accept(watch.latest().get());
                Thread.sleep(cluster.health().every());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Still to be started; the caller closes it. */
    Watch watch() {
        return new Watch(ports, cluster, this::operation, CLOCK, Thread::sleep);
    }

    /**
     * The newest operation, as the journal and the lock tell it together; drivers learn which
     * drains are ours on the way.
     */
    Optional<OperationView> operation() throws FaultException {
        var view = operationNow();
        boolean cutOff = view.filter(now -> now.phase() == OperationView.Phase.CUT_OFF).isPresent();
        // it may have ended between the two questions: then the journal says so by now
        return cutOff ? operationNow() : view;
    }

    private Optional<OperationView> operationNow() throws FaultException {
        var entries = ports.journal().read();
        recent = entries;
        var ledger = Ledger.of(entries, notation);
        ports.balancers().values().forEach(port -> port.remember(ledger.outstanding()));
        return ledger.view(ports.lock().read());
    }

    /** The newest lines of the journal as the watch read them last, newest last; asks nobody. */
    List<JournalEntry> recent(int lines) {
        var all = recent;
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** The newest commands that ran on hosts, newest last; asks nobody. */
    List<CommandRun> commands() {
        return commands.runs();
    }

    /** What the last gate that this process conducted has heard; asks nobody. */
    Optional<GateRounds> gate() {
        return gate;
    }

    /** Reads what earlier processes ran; blocks. */
    void recallCommands() {
        commands.recall();
    }

    @Override
    public List<HostCheck> check() {
        return checks.get();
    }

    @Override
    public Plan preview(Intent intent) throws FaultException {
        return conductor(NOBODY).preview(intent);
    }

    @Override
    public Plan preview(Word.Said said) throws FaultException {
        return conductor(NOBODY).preview(said);
    }

    @Override
    public Plan plan(Intent intent) {
        return conductor(NOBODY).plan(intent);
    }

    @Override
    public Ending carryOut(Intent intent, Optional<String> override, Listener listener)
            throws FaultException {
        return ending(with(listener, conductor -> conductor.carryOut(intent, override)));
    }

    @Override
    public Ending say(Word.Said said, Listener listener) throws FaultException {
        return ending(with(listener, conductor -> conductor.say(said)));
    }

    private interface Deed {
        Conductor.Outcome by(Conductor conductor) throws FaultException;
    }

    private Conductor.Outcome with(Listener listener, Deed deed) throws FaultException {
        refuseIfReadOnly();
        var conductor = conductor(listener);
        conducting.set(conductor);
        try {
            return deed.by(conductor);
        } finally {
            conducting.set(null);
        }
    }

    private Conductor conductor(Listener listener) {
        var crew =
                new Crew(
                        cluster,
                        ports,
                        notation,
                        CLOCK,
                        Thread::sleep,
                        new FaultPoint(fault, new PowerCut()));
        return new Conductor(
                crew,
                operator,
                listener::entry,
                new Progressed() {
                    @Override
                    public void tell(Step step, String line) {
                        listener.progress(step, line);
                    }

                    @Override
                    public void asked(Step step, GateRounds rounds) {
                        gate = Optional.of(rounds);
                    }
                });
    }

    private void refuseIfReadOnly() throws FaultException {
        if (readOnly) {
            throw Fault.of(
                            Fault.Kind.REFUSED,
                            "read-only",
                            "Nothing was changed: this is --read-only.",
                            "A read-only Drainboard has no way to change anything.",
                            "Start it without --read-only.")
                    .thrown();
        }
    }

    @Override
    public void pause() {
        var conductor = conducting.get();
        if (conductor != null) {
            conductor.pause();
        }
    }

    @Override
    public Optional<LockFacts> lock() throws FaultException {
        return ports.lock().read();
    }

    @Override
    public void askToPause() throws FaultException {
        refuseIfReadOnly();
        ports.lock().say(operator, Word.PAUSE.word());
    }

    @Override
    public void unlock(boolean force) throws FaultException {
        refuseIfReadOnly();
        conductor(NOBODY).unlock(force);
    }

    @Override
    public List<JournalEntry> journal() throws FaultException {
        return ports.journal().read();
    }

    @Override
    public List<String> verify() throws FaultException {
        return ports.journal().verify();
    }

    @Override
    public void close() {
        closing.run();
    }

    private static Ending ending(Conductor.Outcome outcome) {
        var nodes = new LinkedHashMap<String, NodeEnding>();
        for (var step : outcome.view().steps()) {
            step.step()
                    .node()
                    .ifPresent(
                            node ->
                                    nodes.merge(
                                            node,
                                            new NodeEnding(
                                                    node,
                                                    word(step.progress()),
                                                    step.step().kind().word()),
                                            ClusterEngine::further));
        }
        return new Ending(
                outcome.operation(),
                outcome.status(),
                outcome.fault(),
                List.copyOf(nodes.values()),
                outcome.left(),
                outcome.stands());
    }

    /** The step at which a node is: the last one that is not waiting, unless none was begun. */
    private static NodeEnding further(NodeEnding sofar, NodeEnding next) {
        return next.status().equals("waiting") ? sofar : next;
    }

    private static String word(Progress progress) {
        return Map.of(
                        Progress.WAITING, "waiting",
                        Progress.RUNNING, "running",
                        Progress.DONE, "succeeded",
                        Progress.SKIPPED, "skipped",
                        Progress.FAILED, "failed")
                .get(progress);
    }

    private static final Listener NOBODY =
            new Listener() {
                @Override
                public void entry(JournalEntry entry) {}

                @Override
                public void progress(Step step, String line) {}
            };
}
