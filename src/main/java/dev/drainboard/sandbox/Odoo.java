package dev.drainboard.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * One run of an Odoo, from its start to its end. As the real one it opens 8069 before it can
 * answer, and 8072 some time after; speaks HTTP/1.0 on the one, a request a connection, and
 * HTTP/1.1 and websockets on the other; drops its websockets when it is told to stop and finishes
 * its requests.
 */
final class Odoo implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(120);

    /** A worker gives up on a connection that brings no request. */
    private static final int IMPATIENCE = 2_000;

    private static final int ATTEMPTS = 500;

    private final Site site;
    private final OdooPages pages;
    private final long pid;
    private final Workers workers = new Workers();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread boot;
    private volatile Optional<Port> http = Optional.empty();
    private volatile Optional<Port> websocket = Optional.empty();
    private volatile boolean failing;
    private volatile boolean over;
    private boolean frozen;

    /** Where a node listens and writes. */
    record Site(String node, String address, int http, int websocket, NodeLog log) {}

    Odoo(Site site, Release release, long pid, Duration boot) {
        this.site = site;
        this.pages = new OdooPages(site.node(), release);
        this.pid = pid;
        this.boot = Thread.ofVirtual().name(site.node() + "-boot").start(() -> boot(boot));
    }

    private void boot(Duration time) {
        log("INFO", "? odoo: Odoo version " + release().name());
        try {
            Thread.sleep(time.multipliedBy(4).dividedBy(5));
            http = Optional.of(open("http", site.http(), this::request));
            log("INFO", "? odoo.service.server: HTTP service (werkzeug) running");
            Thread.sleep(
                    time.dividedBy(5)); // the port is open and nobody answers: the registry loads
            ready.countDown();
            log("INFO", "odoo odoo.modules.registry: Registry loaded");
            Thread.sleep(time.dividedBy(4));
            websocket = Optional.of(open("websocket", site.websocket(), this::longConnection));
            log("INFO", "? odoo.service.server: Evented Service (longpolling) running");
            if (over) {
                close();
            }
        } catch (InterruptedException stopped) {
            close();
        } catch (IOException e) {
            log("CRITICAL", "? odoo.service.server: " + e.getMessage());
        }
    }

    /** The run before may not have let go of the port yet. */
    private Port open(String what, int number, java.util.function.Consumer<Visit> serves)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Port(
                        site.node() + "-" + what, Loopback.bound(site.address(), number), serves);
            } catch (BindException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
                Thread.sleep(10);
            }
        }
    }

    Release release() {
        return pages.release();
    }

    long pid() {
        return pid;
    }

    Workers workers() {
        return workers;
    }

    /** The ports that it listens on, or that still have connections. */
    List<Port> ports() {
        return Stream.of(http, websocket).flatMap(Optional::stream).toList();
    }

    boolean ready() {
        return websocket.isPresent() && !over;
    }

    private void log(String level, String rest) {
        site.log().line(pid, level, rest);
    }

    // --- 8069

    private void request(Visit visit) {
        try {
            visit.socket().setSoTimeout(IMPATIENCE);
            thaw();
            ready.await();
            var head = HttpHead.read(visit.in());
            if (head.isPresent()) {
                HttpBody.ofRequest(head.get()).copy(visit.in(), OutputStream.nullOutputStream());
                respond(visit, head.get());
                visit.socket().shutdownOutput();
            }
        } catch (IOException gone) {
            // whoever asked has left
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    private void respond(Visit visit, HttpHead head) throws IOException, InterruptedException {
        long began = System.nanoTime();
        workers.during(head.method() + " " + head.path(), pages.work(head));
        thaw();
        if (over) {
            throw new IOException("it was killed");
        }
        var answer = pages.to(head, failing);
        visit.out().write(answer.message("HTTP/1.0", head.method(), false));
        if (!head.path().endsWith("/health")) {
            long millis = (System.nanoTime() - began) / 1_000_000;
            var peer = head.field("x-forwarded-for").orElse(visit.peer().getHostString());
            site.log().access(pid, "werkzeug", peer, head, answer.status(), millis);
        }
    }

    // --- 8072

    private void longConnection(Visit visit) {
        try {
            boolean keeps = true;
            while (keeps) {
                thaw();
                var head = HttpHead.read(visit.in());
                if (head.isEmpty()) {
                    return;
                }
                HttpBody.ofRequest(head.get()).copy(visit.in(), OutputStream.nullOutputStream());
                thaw();
                boolean upgrade =
                        head.get().path().equals("/websocket")
                                && head.get().says("upgrade", "websocket");
                keeps = upgrade ? handshake(visit, head.get()) : page(visit, head.get());
                if (upgrade && keeps) {
                    frames(visit);
                    return;
                }
            }
        } catch (IOException gone) {
            // closed by either side
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean page(Visit visit, HttpHead head) throws IOException {
        boolean keeps = head.keepsAlive();
        visit.out().write(pages.to(head, failing).message("HTTP/1.1", head.method(), keeps));
        return keeps;
    }

    private boolean handshake(Visit visit, HttpHead head) throws IOException {
        var missing =
                Stream.of("origin", "sec-websocket-key", "sec-websocket-version")
                        .filter(name -> head.field(name).isEmpty())
                        .toList();
        if (!missing.isEmpty()) {
            var words = "Empty or missing header(s): " + String.join(", ", missing);
            var answer = Answer.of(400, Answer.HTML, words);
            visit.out().write(answer.message("HTTP/1.1", head.method(), false));
            return false;
        }
        visit.out()
                .write(
                        new HttpHead("HTTP/1.1 101 Switching Protocols", List.of())
                                .with("Upgrade", "websocket")
                                .with("Connection", "Upgrade")
                                .with(
                                        "Sec-WebSocket-Accept",
                                        WebsocketFrame.accept(
                                                head.field("sec-websocket-key").orElseThrow()))
                                .bytes());
        return true;
    }

    private void frames(Visit visit) throws IOException, InterruptedException {
        for (var frame = WebsocketFrame.read(visit.in());
                frame.isPresent();
                frame = WebsocketFrame.read(visit.in())) {
            thaw();
            var payload = frame.get().payload();
            switch (frame.get().opcode()) {
                case WebsocketFrame.PING ->
                        visit.out()
                                .write(
                                        new WebsocketFrame(WebsocketFrame.PONG, payload)
                                                .fromServer());
                case WebsocketFrame.CLOSE -> {
                    visit.out()
                            .write(new WebsocketFrame(WebsocketFrame.CLOSE, payload).fromServer());
                    return;
                }
                case WebsocketFrame.TEXT ->
                        visit.out()
                                .write(
                                        WebsocketFrame.text("{\"node\": \"" + site.node() + "\"}")
                                                .fromServer());
                default -> {
                    // a pong, or the rest of something longer
                }
            }
        }
    }

    // --- ailments

    synchronized void freeze(boolean wanted) {
        frozen = wanted;
        notifyAll();
    }

    private synchronized void thaw() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }

    void fail(boolean wanted) {
        failing = wanted;
    }

    // --- the end

    /** As SIGTERM: websockets are cut at once, requests are answered. */
    void stop() {
        log("INFO", "? odoo.service.server: Initiating shutdown");
        boot.interrupt();
        freeze(false);
        websocket.ifPresent(Port::close);
        http.ifPresent(Port::shut);
        try {
            if (!workers.finish(GRACE)) {
                log("WARNING", "? odoo.service.server: Forced shutdown.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // what was answered last may not have left yet
        http.ifPresent(Odoo::awaitLast);
        close();
    }

    private static void awaitLast(Port port) {
        for (int i = 0; i < 100 && !port.visits().isEmpty(); i++) {
            Quietly.sleep(Duration.ofMillis(5));
        }
    }

    @Override
    public void close() {
        over = true;
        boot.interrupt();
        ports().forEach(Port::close);
        freeze(false);
        workers.release();
    }
}
