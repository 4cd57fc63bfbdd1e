package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run of an Odoo, from its start to its end. As the real one it opens 8069 before it can
 * answer, and 8072 some time after; told to stop it drops its websockets at once and finishes its
 * requests.
 */
final class Odoo implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(120);

    /** Each 10 ms: the run before may not have let go of a port yet. */
    private static final int ATTEMPTS = 500;

    private final Site site;
    private final Release release;
    private final long pid;
    private final Workers workers = new Workers();
    private final Mood mood = new Mood();
    private final CountDownLatch registry = new CountDownLatch(1);
    private final Thread boot;
    private volatile Optional<Port> http = Optional.empty();
    private volatile Optional<Port> websocket = Optional.empty();

    /** Where a node listens and writes. */
    record Site(String node, String address, int http, int websocket, NodeLog log) {}

    Odoo(Site site, Release release, long pid, Duration boot) {
        this.site = site;
        this.release = release;
        this.pid = pid;
        this.boot = Thread.ofVirtual().name(site.node() + "-boot").start(() -> boot(boot));
    }

    private void boot(Duration time) {
        var pages = new OdooPages(site.node(), release);
        try {
            log("INFO", "? odoo: Odoo version " + release.name());
            Thread.sleep(time.multipliedBy(4).dividedBy(5));
            var werkzeug = new Werkzeug(site, pages, pid, workers, mood, registry);
            http = Optional.of(open("http", site.http(), werkzeug::serve));
            log("INFO", "? odoo.service.server: HTTP service (werkzeug) running");
            Thread.sleep(time.dividedBy(5)); // the port is open, and nobody is answered yet
            registry.countDown();
            log("INFO", "odoo odoo.modules.registry: Registry loaded");
            Thread.sleep(time.dividedBy(4));
            var gevent = new Gevent(site.node(), pages, mood);
            websocket = Optional.of(open("websocket", site.websocket(), gevent::serve));
            log("INFO", "? odoo.service.server: Evented Service (longpolling) running");
            if (mood.over()) {
                close();
            }
        } catch (InterruptedException stopped) {
            close();
        } catch (IOException e) {
            log("CRITICAL", "? odoo.service.server: " + e.getMessage());
        }
    }

    private Port open(String what, int number, Consumer<Visit> serves)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                var listener = Loopback.bound(site.address(), number);
                return new Port(site.node() + "-" + what, listener, serves);
            } catch (BindException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
                Thread.sleep(10);
            }
        }
    }

    private void log(String level, String rest) {
        site.log().line(pid, level, rest);
    }

    Release release() {
        return release;
    }

    /** As the database and systemctl name it. */
    long pid() {
        return pid;
    }

    Workers workers() {
        return workers;
    }

    Mood mood() {
        return mood;
    }

    /** Those that it listens on, or that still have connections; 8072 last. */
    List<Port> ports() {
        return Stream.of(http, websocket).flatMap(Optional::stream).toList();
    }

    /** Whether it has come up, on both ports. */
    boolean ready() {
        return websocket.isPresent() && !mood.over();
    }

    /** As SIGTERM: websockets are cut at once, requests are answered. */
    void stop() {
        log("INFO", "? odoo.service.server: Initiating shutdown");
        boot.interrupt();
        mood.freeze(false);
        websocket.ifPresent(Port::close);
        http.ifPresent(Port::shut);
        try {
            if (!workers.finish(GRACE)) {
                log("WARNING", "? odoo.service.server: Forced shutdown.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.ifPresent(Odoo::awaitLast);
        close();
    }

    /** What was answered last may not have left yet. */
    private static void awaitLast(Port port) {
        for (int i = 0; i < 100 && !port.visits().isEmpty(); i++) {
            Quietly.sleep(Duration.ofMillis(5));
        }
    }

    /** As SIGKILL. */
    @Override
    public void close() {
        boot.interrupt();
        mood.end();
        ports().forEach(Port::close);
        workers.release();
    }
}
