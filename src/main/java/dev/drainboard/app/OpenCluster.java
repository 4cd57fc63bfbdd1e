package dev.drainboard.app;

import dev.drainboard.cli.Engine;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.LogLine;
import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Status;
import dev.drainboard.model.Step;
import dev.drainboard.model.Word;
import dev.drainboard.port.LogPort;
import dev.drainboard.store.HistoryFile;
import dev.drainboard.ui.frame.Notices;
import dev.drainboard.ui.frame.Troubles;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Order;
import dev.drainboard.ui.kit.Preview;
import dev.drainboard.ui.kit.Tails;
import dev.drainboard.watch.Chronicle;
import dev.drainboard.watch.Turns;
import dev.drainboard.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One cluster that is open in the window: its engine, what watches it, and where its orders go.
 * When the window shows another one it ends by itself, but not before everything that was ordered
 * here has ended or stands.
 */
final class OpenCluster implements AutoCloseable {

    /** As many lines of the journal as the window's list shows. */
    private static final int EVENTS = 200;

    /** After the last order, so that what came of it is still read, written down and told. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(3);

    private enum Life {
        LOOKED_AT,
        LEFT,
        CLOSED
    }

    private final ClusterEngine engine;
    private final Desktop desktop;
    private final Watch watch;
    private final Chronicle chronicle;

    /** One order at a time; a second one waits for its turn. */
    private final ReentrantLock mailbox = new ReentrantLock(true);

    private final Turns turns = new Turns();
    private final Troubles troubles = new Troubles();

    /** Of a second ago; only the history's thread looks. */
    private Optional<Status> before = Optional.empty();

    /** The window is to be closed as soon as nothing runs: what waits its turn is not begun. */
    private volatile boolean standing;

    private Life life = Life.LOOKED_AT;
    private int orders;

    /** Of the frame that shows it now: those before it hear nothing more, and can go. */
    private volatile Runnable knock = () -> {};

    /** Asks nobody before {@link #start}. */
    OpenCluster(ClusterEngine engine, Desktop desktop, dev.drainboard.store.Home home)
            throws FaultException {
        this.engine = engine;
        this.desktop = desktop;
        this.watch = engine.watch();
        var clock = InstantSource.system();
        this.chronicle =
                new Chronicle(
                        engine.cluster().nodes().stream().map(NodeSpec::name).toList(),
                        () -> looked(Status.of(watch.latest().get(), clock.instant())),
                        Optional.of(new HistoryFile(home, engine.cluster().name())),
                        clock,
                        Thread::sleep);
        watch.latest().onKnock(() -> knock.run());
    }

    /** Once a second, whether the window can be seen or not. */
    private Status looked(Status now) {
        var news = turns.take(now);
        before.flatMap(then -> Notices.between(then, now))
                .ifPresent(notice -> desktop.tell(this, notice));
        troubles.of(news, now.cluster(), now.at()).forEach(notice -> desktop.tell(this, notice));
        before = Optional.of(now);
        return now;
    }

    /** Begins to ask. */
    void start() {
        watch.start();
        chronicle.start();
        Thread.ofVirtual().name("commands").start(engine::recallCommands);
    }

    ClusterEngine engine() {
        return engine;
    }

    Door door() {
        return new Door(
                watch.latest()::get,
                frame -> knock = frame,
                () -> engine.recent(EVENTS),
                turns::all,
                engine::commands,
                engine::gate,
                chronicle,
                this::follow,
                this::config,
                watch::ask,
                desktop,
                desktop::settings,
                desktop::keep,
                this::preview,
                this::carryOut,
                engine.operator(),
                engine.readOnly(),
                InstantSource.system(),
                ZoneId.systemDefault());
    }

    /** Whether something that was ordered here is still carried out. */
    synchronized boolean working() {
        return orders > 0 && life != Life.CLOSED;
    }

    /** What runs stands after its step; what waits for its end is not begun. */
    void stand() {
        standing = true;
        if (working()) {
            engine.pause();
        }
    }

    /** Orders are begun again. */
    void goOn() {
        standing = false;
    }

    /** Nobody looks any more. */
    void leave() {
        synchronized (this) {
            if (life == Life.LOOKED_AT) {
                life = Life.LEFT;
            }
        }
        closeIfDone();
    }

    /**
     * Somebody looks again.
     *
     * @return false: too late, it is closed
     */
    synchronized boolean comeBack() {
        if (life == Life.CLOSED) {
            return false;
        }
        life = Life.LOOKED_AT;
        return true;
    }

    private void closeIfDone() {
        synchronized (this) {
            if (life != Life.LEFT || orders > 0) {
                return;
            }
            life = Life.CLOSED;
        }
        end();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (life == Life.CLOSED) {
                return;
            }
            life = Life.CLOSED;
        }
        end();
    }

    private void end() {
        chronicle.close();
        watch.close();
        engine.close();
    }

    private Tails.Tail follow(String node, int last, Tails.Reader reader) {
        var tail =
                engine.ports()
                        .logs()
                        .get(node)
                        .follow(
                                last,
                                new LogPort.Reader() {
                                    @Override
                                    public void lines(List<LogLine> lines, long dropped) {
                                        reader.lines(node, lines, dropped);
                                    }

                                    @Override
                                    public void ended(Optional<Fault> why) {
                                        reader.ended(node, why);
                                    }
                                });
        return tail::close;
    }

    private Reading<NodeConfig> config(String node) {
        try {
            var config = engine.ports().configs().get(node).read();
            return new Reading.Got<>(config, Instant.now());
        } catch (FaultException e) {
            return new Reading.Failed<>(e.fault(), Instant.now());
        }
    }

    private Preview preview(Order order) {
        try {
            return new Preview.Planned(
                    switch (order) {
                        case Order.Wanted wanted -> engine.preview(wanted.intent());
                        case Order.Said said -> engine.preview(said.said());
                    });
        } catch (FaultException e) {
            return new Preview.Refused(e.fault());
        }
    }

    private Optional<Fault> carryOut(Order order) {
        if (!begin()) {
            return Optional.of(closed());
        }
        try {
            return outcome(order);
        } finally {
            finish();
        }
    }

    private Optional<Fault> outcome(Order order) {
        try {
            return switch (order) {
                case Order.Wanted wanted -> carryOut(wanted.intent());
                case Order.Said said -> say(said.said());
            };
        } catch (FaultException e) {
            if (left()) {
                // what was asked for it is not shown any more, and the journal may not say it
                desktop.tell(this, Notices.of(e.fault(), engine.cluster().name()));
            }
            return Optional.of(e.fault());
        }
    }

    private synchronized boolean left() {
        return life == Life.LEFT;
    }

    /**
     * False: what was confirmed in the last moment before another cluster was shown is too late.
     */
    private synchronized boolean begin() {
        if (life == Life.CLOSED) {
            return false;
        }
        orders++;
        return true;
    }

    private Fault closed() {
        var name = engine.cluster().name();
        return Fault.of(
                Fault.Kind.REFUSED,
                "window.cluster.closed",
                "Nothing was done: " + name + " is not open any more.",
                "Another cluster was opened in its place at the same moment.",
                "Open " + name + " again, and look at it first.");
    }

    private void finish() {
        try {
            if (left()) {
                Thread.sleep(LAST_LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                orders--;
            }
            closeIfDone();
        }
    }

    private Optional<Fault> carryOut(Intent intent) throws FaultException {
        mailbox.lock();
        try {
            refuseIfStanding();
            return engine.carryOut(intent, Optional.empty(), QUIET).fault();
        } finally {
            mailbox.unlock();
        }
    }

    private void refuseIfStanding() throws FaultException {
        if (standing) {
            throw Fault.of(
                            Fault.Kind.REFUSED,
                            "window.closing",
                            "Nothing was done: this window is being closed.",
                            "It was asked to close as soon as what runs stands.",
                            "Choose Stay, and ask for it again.")
                    .thrown();
        }
    }

    /** A pause is for an operation under way, here or elsewhere; every other word begins one. */
    private Optional<Fault> say(Word.Said said) throws FaultException {
        if (said.word() == Word.PAUSE) {
            var lock = engine.lock().filter(held -> !held.abandoned());
            if (lock.isPresent()) {
                return pause(said, lock.get());
            }
        }
        mailbox.lock();
        try {
            refuseIfStanding();
            return engine.say(said, QUIET).fault();
        } finally {
            mailbox.unlock();
        }
    }

    private Optional<Fault> pause(Word.Said said, LockFacts lock) throws FaultException {
        var another = Meant.refusal(said, lock, engine.operator());
        if (another.isPresent()) {
            return another;
        }
        if (Meant.here(lock, engine.operator(), ProcessHandle.current().pid())) {
            engine.pause();
        }
        engine.askToPause();
        return Optional.empty();
    }

    /** What the window shows of an operation it reads from the journal. */
    private static final Engine.Listener QUIET =
            new Engine.Listener() {
                @Override
                public void entry(JournalEntry entry) {}

                @Override
                public void progress(Step step, String line) {}
            };
}
