package dev.drainboard.app;

import dev.drainboard.cli.Engine;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.History;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LogLine;
import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Settings;
import dev.drainboard.model.Status;
import dev.drainboard.model.Step;
import dev.drainboard.model.Word;
import dev.drainboard.port.LogPort;
import dev.drainboard.store.HistoryFile;
import dev.drainboard.store.Home;
import dev.drainboard.store.SettingsFile;
import dev.drainboard.ui.frame.Window;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Order;
import dev.drainboard.ui.kit.Preview;
import dev.drainboard.ui.kit.Tails;
import dev.drainboard.watch.Chronicle;
import dev.drainboard.watch.Watch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** The window on one cluster: what it looks at, and where its orders go. */
final class Desktop {

    /** As many lines of the journal as the window's list shows. */
    private static final int EVENTS = 200;

    private final ClusterEngine engine;
    private final Home home;
    private final AtomicReference<Settings> settings;
    private final boolean readOnly;

    /** One order at a time; a second one waits for its turn. */
    private final ReentrantLock mailbox = new ReentrantLock(true);

    Desktop(ClusterEngine engine, Home home, boolean readOnly) {
        this.home = home;
        this.settings = new AtomicReference<>(new SettingsFile(home).read());
        this.engine = engine;
        this.readOnly = readOnly;
    }

    /**
     * Returns when the window is closed. The hosts are asked once it is there: nobody waits for a
     * picture while eight handshakes have the processor.
     */
    static void open(
            CompletableFuture<Void> toolkit, ClusterEngine engine, Home home, boolean readOnly)
            throws FaultException {
        var desktop = new Desktop(engine, home, readOnly);
        try (var watch = engine.watch();
                var chronicle = desktop.chronicle(watch)) {
            Window.openUntilClosed(
                    toolkit,
                    desktop.door(watch, chronicle),
                    () -> {
                        watch.start();
                        chronicle.start();
                    });
        }
    }

    Chronicle chronicle(Watch watch) throws FaultException {
        var clock = InstantSource.system();
        return new Chronicle(
                engine.cluster().nodes().stream().map(NodeSpec::name).toList(),
                () -> Status.of(watch.latest().get(), clock.instant()),
                Optional.of(new HistoryFile(home, engine.cluster().name())),
                clock,
                Thread::sleep);
    }

    Door door(Watch watch, History history) {
        return new Door(
                watch.latest()::get,
                watch.latest()::onKnock,
                () -> engine.recent(EVENTS),
                engine::commands,
                engine::gate,
                history,
                this::follow,
                this::config,
                watch::ask,
                settings::get,
                this::keep,
                this::preview,
                this::carryOut,
                engine.operator(),
                readOnly,
                InstantSource.system(),
                ZoneId.systemDefault());
    }

    private void keep(Settings wanted) {
        settings.set(wanted);
        Thread.ofVirtual().name("settings").start(() -> new SettingsFile(home).keep(wanted));
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

    private Preview preview(Intent intent) {
        try {
            return new Preview.Planned(engine.preview(intent));
        } catch (FaultException e) {
            return new Preview.Refused(e.fault());
        }
    }

    private Optional<Fault> carryOut(Order order) {
        try {
            return switch (order) {
                case Order.Wanted wanted -> carryOut(wanted.intent());
                case Order.Said said -> say(said.said());
            };
        } catch (FaultException e) {
            return Optional.of(e.fault());
        }
    }

    private Optional<Fault> carryOut(Intent intent) throws FaultException {
        mailbox.lock();
        try {
            return engine.carryOut(intent, Optional.empty(), QUIET).fault();
        } finally {
            mailbox.unlock();
        }
    }

    /** A pause is for an operation under way, here or elsewhere; every other word begins one. */
    private Optional<Fault> say(Word.Said said) throws FaultException {
        if (said.word() == Word.PAUSE
                && engine.lock().filter(lock -> !lock.abandoned()).isPresent()) {
            engine.pause();
            engine.askToPause();
            return Optional.empty();
        }
        mailbox.lock();
        try {
            return engine.say(said, QUIET).fault();
        } finally {
            mailbox.unlock();
        }
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
