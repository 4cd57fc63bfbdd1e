package dev.drainboard.watch;

import dev.drainboard.model.History;
import dev.drainboard.model.Metric;
import dev.drainboard.model.Moment;
import dev.drainboard.model.Series;
import dev.drainboard.model.Status;
import dev.drainboard.port.HistoryPort;
import dev.drainboard.port.Rest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Writes down what is shown, once a second: the last hour as it was, the last day in means of a
 * minute, which outlive the process where there is a place for them. Nothing is made, read or asked
 * before {@link #start}.
 */
public final class Chronicle implements History, AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int HOUR_OF_SECONDS = 3600;
    private static final int DAY_OF_MINUTES = 24 * 60;

    private final List<String> nodes;
    private final Supplier<Status> status;
    private final Optional<HistoryPort> keeper;
    private final InstantSource clock;
    private final Rest rest;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Pages> pages = Optional.empty();
    private Optional<Thread> thread = Optional.empty();
    private boolean ended;

    /** What is written on: made at the start and not before. */
    private record Pages(Ring hour, Ring day, Mean minute) {}

    /**
     * @param nodes in the order of the cluster file
     * @param status what is shown now; asked once a second
     * @param keeper where a day is kept; empty: nowhere
     */
    public Chronicle(
            List<String> nodes,
            Supplier<Status> status,
            Optional<HistoryPort> keeper,
            InstantSource clock,
            Rest rest) {
        this.nodes = List.copyOf(nodes);
        this.status = Objects.requireNonNull(status);
        this.keeper = Objects.requireNonNull(keeper);
        this.clock = Objects.requireNonNull(clock);
        this.rest = Objects.requireNonNull(rest);
    }

    /** Begins to write, on a thread of its own; the second call does nothing. */
    public void start() {
        lock.lock();
        try {
            if (thread.isEmpty() && !ended) {
                thread =
                        Optional.of(
                                Thread.ofVirtual().name("history").start(this::writeUntilClosed));
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeUntilClosed() {
        try {
            open();
            while (true) {
                take(Moment.of(status.get()));
                rest.pause(untilNextSecond());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilNextSecond() {
        return Duration.ofMillis(1000 - Math.floorMod(clock.millis(), 1000L));
    }

    /** With what an earlier process kept. */
    void open() {
        var opened =
                new Pages(
                        new Ring(SECOND, HOUR_OF_SECONDS, nodes.size() + 1),
                        new Ring(MINUTE, DAY_OF_MINUTES, nodes.size() + 1),
                        new Mean(nodes));
        var now = clock.instant();
        keeper.map(port -> port.kept(nodes)).orElse(List.of()).stream()
                .filter(minute -> !minute.at().isAfter(now))
                .forEach(opened.day()::put);
        lock.lock();
        try {
            pages = Optional.of(opened);
        } finally {
            lock.unlock();
        }
    }

    void take(Moment moment) {
        var over = locked(open -> written(open, moment)).flatMap(minute -> minute);
        over.ifPresent(minute -> keeper.ifPresent(port -> port.keep(minute)));
    }

    private static Optional<Moment> written(Pages open, Moment moment) {
        open.hour().put(moment);
        var over = open.minute().add(moment);
        over.ifPresent(open.day()::put);
        return over;
    }

    private interface Look<T> {
        T at(Pages pages);
    }

    /** Empty: not begun. */
    private <T> Optional<T> locked(Look<T> look) {
        lock.lock();
        try {
            return pages.map(look::at);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Series series(String node, Metric metric, Duration span, int points) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException("no node " + node);
        }
        return series(index + 1, metric, span, points);
    }

    @Override
    public Series cluster(Metric metric, Duration span, int points) {
        return series(0, metric, span, points);
    }

    private Series series(int column, Metric metric, Duration span, int points) {
        checkSpan(span);
        if (points < 1) {
            throw new IllegalArgumentException("not a number of points: " + points);
        }
        long now = clock.millis();
        long step = Math.max(1, span.toMillis() / points);
        // whole steps since 1970: a part keeps its number while time goes on
        long from = (Math.floorDiv(now, step) + 1 - points) * step;
        var values = new double[points];
        java.util.Arrays.fill(values, Double.NaN);
        locked(
                open -> {
                    for (int i = 0; i < points; i++) {
                        values[i] = value(open, column, metric, from + i * step, step);
                    }
                    return true;
                });
        return new Series(Instant.ofEpochMilli(from), Duration.ofMillis(step), values);
    }

    /** Of the hour where we lived it, else of the day, which lacks the minute under way. */
    private static double value(Pages open, int column, Metric metric, long from, long step) {
        double fine = open.hour().mean(column, metric, from, from + step);
        if (open.hour().lived(from)) {
            return fine;
        }
        double coarse = open.day().mean(column, metric, from, from + step);
        return Double.isNaN(coarse) ? fine : coarse;
    }

    private static void checkSpan(Duration span) {
        if (span.isNegative() || span.isZero() || span.compareTo(DAY) > 0) {
            throw new IllegalArgumentException("not a span of history: " + span);
        }
    }

    @Override
    public void csv(Duration span, Appendable to) throws IOException {
        checkSpan(span);
        boolean fine = span.compareTo(SECOND.multipliedBy(HOUR_OF_SECONDS)) <= 0;
        var step = fine ? SECOND : MINUTE;
        int points = (int) span.dividedBy(step);
        var table = new Csv(nodes);
        table.head(to);
        var columns = new Series[nodes.size() + 1][];
        for (int column = 0; column <= nodes.size(); column++) {
            columns[column] = all(column, step, Math.max(1, points));
        }
        table.rows(columns, to);
    }

    private Series[] all(int column, Duration step, int points) {
        var metrics = Metric.values();
        var all = new Series[metrics.length];
        for (int i = 0; i < metrics.length; i++) {
            all[i] = series(column, metrics[i], step.multipliedBy(points), points);
        }
        return all;
    }

    /** The minute under way is kept as far as it came. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            thread.ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
        var left = locked(open -> open.minute().soFar()).flatMap(minute -> minute);
        keeper.ifPresent(
                port -> {
                    left.ifPresent(port::keep);
                    port.close();
                });
    }
}
