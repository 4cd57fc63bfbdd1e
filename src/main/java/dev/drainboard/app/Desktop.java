package dev.drainboard.app;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Notice;
import dev.drainboard.model.Settings;
import dev.drainboard.port.NoticePort;
import dev.drainboard.store.Home;
import dev.drainboard.store.RecentClusters;
import dev.drainboard.store.SettingsFile;
import dev.drainboard.ui.frame.Window;
import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Door;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The window's clusters: the one that is shown, those that are left and still at work, and the way
 * from one to another. Only what is shown or at work has an engine, threads and connections.
 */
final class Desktop implements Clusters, AutoCloseable {

    /** Makes an engine from a cluster file, which is read anew. */
    interface Opener {
        Opened open(Path file) throws FaultException;
    }

    /**
     * What came of it.
     *
     * @param home where this machine keeps what it knows of the cluster
     * @param kept whether it is remembered; a sandbox is not
     */
    record Opened(ClusterEngine engine, Home home, boolean kept) {}

    /** Where a cluster is shown in place of another; {@code shown} is run when it can be seen. */
    interface Screen {
        void show(Door door, Runnable shown);

        /** Whether a person looks at it. */
        boolean inFront();

        /** Says it there. */
        void notice(Notice notice);
    }

    private record Place(Path file, OpenCluster cluster) {
        Known known(Now now) {
            var cluster = this.cluster.engine().cluster();
            return new Known(file, cluster.name(), cluster.environment(), now);
        }
    }

    private final Opener opener;
    private final RecentClusters recent;
    private final NoticePort notices;
    private final SettingsFile file;
    private final AtomicReference<Settings> settings;
    private volatile List<RecentClusters.Recent> remembered;
    private volatile List<Place> places = List.of();
    private volatile Optional<Screen> screen = Optional.empty();
    private boolean closed;

    /**
     * @param home for how this person wants the window
     */
    Desktop(Opener opener, RecentClusters recent, NoticePort notices, Home home) {
        this.opener = opener;
        this.notices = notices;
        this.recent = recent;
        this.remembered = recent.all();
        this.file = new SettingsFile(home);
        this.settings = new AtomicReference<>(file.read());
    }

    /**
     * Returns when the window is closed. The hosts are asked once it is there: nobody waits for a
     * picture while eight handshakes have the processor.
     */
    void openUntilClosed(CompletableFuture<Void> toolkit, Path first) throws FaultException {
        var begun = begin(first);
        places = List.of(begun);
        Window.openUntilClosed(
                toolkit,
                begun.cluster().door(),
                window -> {
                    showOn(on(window));
                    begun.cluster().start();
                });
    }

    private static Screen on(Window window) {
        return new Screen() {
            @Override
            public void show(Door door, Runnable shown) {
                window.show(door, shown);
            }

            @Override
            public boolean inFront() {
                return window.inFront();
            }

            @Override
            public void notice(Notice notice) {
                window.notice(notice);
            }
        };
    }

    synchronized void showOn(Screen where) {
        screen = Optional.of(where);
    }

    private Place begin(Path named) throws FaultException {
        var file = named.toAbsolutePath().normalize();
        var opened = opener.open(file);
        if (opened.kept()) {
            keep(file, opened.engine().cluster());
        }
        try {
            return new Place(file, new OpenCluster(opened.engine(), this, opened.home()));
        } catch (FaultException e) {
            opened.engine().close();
            throw e;
        }
    }

    /** Names it among those that can be opened. */
    void keep(Path file, Cluster cluster) {
        recent.keep(file, cluster.name(), cluster.environment());
        remembered = recent.all();
    }

    @Override
    public List<Known> known() {
        var known = new ArrayList<Known>();
        places.stream().limit(1).forEach(place -> known.add(place.known(Now.SHOWN)));
        places.stream()
                .skip(1)
                .filter(place -> place.cluster().working())
                .forEach(place -> known.add(place.known(Now.WORKING)));
        remembered.stream()
                .filter(each -> known.stream().noneMatch(on -> on.file().equals(each.file())))
                .map(each -> new Known(each.file(), each.name(), each.environment(), Now.CLOSED))
                .toList()
                .forEach(known::add);
        return known;
    }

    @Override
    public synchronized Optional<Fault> open(Path named) {
        if (closed) {
            return Optional.empty();
        }
        var file = named.toAbsolutePath().normalize();
        try {
            var atWork = places.stream().filter(place -> comesBack(place, file)).findFirst();
            var next = atWork.isPresent() ? atWork.get() : begin(file);
            var before = places.stream().limit(1).filter(place -> place != next).toList();
            var now = new ArrayList<Place>(List.of(next));
            places.stream()
                    .filter(place -> place != next && place.cluster().working())
                    .forEach(now::add);
            places = List.copyOf(now);
            Runnable shown = atWork.isPresent() ? () -> {} : next.cluster()::start;
            screen.ifPresent(where -> where.show(next.cluster().door(), shown));
            before.forEach(place -> place.cluster().leave());
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(e.fault());
        }
    }

    @Override
    public List<String> atWork() {
        return places.stream()
                .map(Place::cluster)
                .filter(OpenCluster::working)
                .map(cluster -> cluster.engine().cluster().name())
                .toList();
    }

    @Override
    public void stand() {
        places.forEach(place -> place.cluster().stand());
    }

    @Override
    public void goOn() {
        places.forEach(place -> place.cluster().goOn());
    }

    /** One that is at work is shown as it is; any other file is read anew. */
    private static boolean comesBack(Place place, Path file) {
        return place.file().equals(file) && place.cluster().working() && place.cluster().comeBack();
    }

    /**
     * Tells a person, who sees the shown cluster by themselves while they look at the window.
     *
     * @param of the cluster that it is about
     */
    void tell(OpenCluster of, Notice notice) {
        boolean sees = screen.filter(Screen::inFront).isPresent();
        boolean shown = places.stream().limit(1).anyMatch(place -> place.cluster() == of);
        if (!sees) {
            Thread.ofVirtual().name("notice").start(() -> notices.show(notice));
        }
        if (!sees || !shown) {
            screen.ifPresent(where -> where.notice(notice));
        }
    }

    Settings settings() {
        return settings.get();
    }

    void keep(Settings wanted) {
        settings.set(wanted);
        Thread.ofVirtual().name("settings").start(() -> file.keep(wanted));
    }

    /** Ends all; what is at work is cut off, as by a closed terminal, and can be resumed. */
    @Override
    public void close() {
        List<Place> left;
        synchronized (this) {
            closed = true;
            left = places;
        }
        left.forEach(place -> place.cluster().close());
    }
}
