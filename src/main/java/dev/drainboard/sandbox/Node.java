package dev.drainboard.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A node: what its host starts and stops, one run of an Odoo after the other. */
final class Node implements AutoCloseable {

    /** As a kernel numbers processes, so that no two runs have one. */
    private static final AtomicLong PIDS = new AtomicLong(24_000);

    private final Odoo.Site site;
    private final Duration boot;
    private final Consumer<Boolean> runs;
    private volatile Optional<Odoo> running = Optional.empty();
    private volatile Optional<Release> last = Optional.empty();
    private volatile boolean closed;
    private volatile long startedAt;

    /**
     * @param runs hears whether anything runs, when a fault or its end changed that
     */
    Node(Odoo.Site site, Duration boot, Consumer<Boolean> runs) {
        this.site = site;
        this.boot = boot;
        this.runs = runs;
    }

    /** When its run began, in nanoseconds since this machine started, where that can be told. */
    long startedAt() {
        return startedAt;
    }

    Odoo.Site site() {
        return site;
    }

    String name() {
        return site.node();
    }

    /** Empty: nothing runs. */
    Optional<Odoo> running() {
        return running;
    }

    /** Ends what runs, as a runtime does it, and starts this. */
    synchronized void replace(Release release) {
        stop();
        start(release, boot);
    }

    /** Without the time that a start takes. */
    synchronized void startAtOnce(Release release) {
        start(release, Duration.ZERO);
    }

    private void start(Release release, Duration time) {
        if (!closed) {
            last = Optional.of(release);
            startedAt = System.nanoTime();
            running = Optional.of(new Odoo(site, release, PIDS.incrementAndGet(), time));
        }
    }

    private void stop() {
        var ending = running;
        ending.ifPresent(Odoo::stop);
        running = Optional.empty();
    }

    synchronized void suffer(Ailment ailment) {
        switch (ailment) {
            case STOP -> {
                stop();
                runs.accept(false);
            }
            case KILL -> {
                running.ifPresent(Odoo::close);
                running = Optional.empty();
                runs.accept(false);
            }
            case FREEZE -> running.ifPresent(odoo -> odoo.mood().freeze(true));
            case SATURATE -> running.ifPresent(odoo -> odoo.workers().occupy());
            case FAIL -> running.ifPresent(odoo -> odoo.mood().fail(true));
            case LOG ->
                    site.log()
                            .line(
                                    running.map(Odoo::pid).orElse(0L),
                                    "ERROR",
                                    "odoo odoo.sql_db: bad query: SELECT 1 FROM nowhere\nERROR: relation"
                                            + " \"nowhere\" does not exist");
            case HEAL -> heal();
        }
    }

    private void heal() {
        if (running.isEmpty()) {
            last.ifPresent(release -> start(release, boot));
            runs.accept(true);
            return;
        }
        running.get().mood().freeze(false);
        running.get().workers().release();
        running.get().mood().fail(false);
    }

    /** Everything that its host's kernel would show. */
    List<Port> ports() {
        return running.map(Odoo::ports).orElse(List.of());
    }

    boolean ready() {
        return running.filter(Odoo::ready).isPresent();
    }

    @Override
    public synchronized void close() {
        closed = true;
        running.ifPresent(Odoo::close);
        running = Optional.empty();
        site.log().close();
    }
}
