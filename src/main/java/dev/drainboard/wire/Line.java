package dev.drainboard.wire;

import dev.drainboard.wire.ShellException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one connection to a host: opened when first needed, and again after it broke. One attempt at
 * a time, on a thread of its own, which all callers wait for and none cancels: a host that takes 25
 * s to sign us in is there for the caller after the one who gave up.
 *
 * <p>After a failure the next attempt waits, longer each time up to two seconds, and never exactly
 * as long. After two refusals of our keys it waits five minutes, or for {@link #close}: whoever
 * guards the host (fail2ban, PerSourcePenalties) takes us for a guesser of passwords otherwise.
 */
final class Line {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final int REFUSALS = 2;
    private static final Duration REFUSED_WAIT = Duration.ofMinutes(5);

    private final Target target;
    private final Dialer dialer;
    private final Sleep sleep;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Connection> current = Optional.empty();
    private Optional<CompletableFuture<Connection>> attempt = Optional.empty();
    private int failures;
    private int refusals;
    private long notBefore = System.nanoTime();
    private Optional<ShellException> lastRefusal = Optional.empty();
    private Optional<String> user = Optional.empty();
    private boolean ended;

    Line(Target target, Dialer dialer, InstantSource clock) {
        this.target = target;
        this.dialer = dialer;
        this.sleep = new Sleep(clock);
    }

    /**
     * @throws ShellException if there is none before the deadline; nothing was sent then
     */
    Connection connection(Deadline deadline) throws ShellException {
        CompletableFuture<Connection> mine;
        lock.lock();
        try {
            if (ended) {
                throw new ShellException(
                        Kind.UNREACHABLE,
                        target.host(),
                        "no connection to " + target.host() + ": this cluster was closed",
                        "open it again",
                        new IllegalStateException("hung up for good"));
            }
            if (sleep.since()) {
                // what looks connected was cut off while this machine slept; should something
                // still run on it, that ends by itself or by its keep-alive
                current.ifPresent(Connection::retire);
                current = Optional.empty();
            }
            if (current.filter(Connection::alive).isPresent()) {
                return current.get();
            }
            if (refusals >= REFUSALS && System.nanoTime() - notBefore < 0) {
                throw noFurtherAttempt();
            }
            if (attempt.isEmpty()) {
                attempt = Optional.of(attempt());
            }
            mine = attempt.get();
        } finally {
            lock.unlock();
        }
        return awaited(mine, deadline);
    }

    private Connection awaited(CompletableFuture<Connection> attempt, Deadline deadline)
            throws ShellException {
        try {
            return attempt.get(Math.max(1, deadline.left()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ShellException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new ShellException(
                    Kind.UNREACHABLE,
                    target.host(),
                    "no connection to " + target.host() + " within " + deadline.text(),
                    "see whether it is up; if it is only slow to sign in, try again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellException(
                    Kind.UNREACHABLE,
                    target.host(),
                    "we stopped waiting for a connection to " + target.host(),
                    "try again",
                    e);
        }
    }

    private CompletableFuture<Connection> attempt() {
        var result = new CompletableFuture<Connection>();
        Thread.ofVirtual().name("ssh-dial-" + target.host()).start(() -> dial(result));
        return result;
    }

    private ShellException noFurtherAttempt() {
        var last = lastRefusal.orElseThrow();
        return new ShellException(
                last.kind(),
                last.host(),
                last.getMessage() + "; not tried again, so that we are not locked out",
                last.fix(),
                last);
    }

    private void dial(CompletableFuture<Connection> result) {
        try {
            long wait = notBefore - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
            var connection = new Connection(dialer.dial(target));
            done(Optional.of(connection), Optional.empty());
            result.complete(connection);
        } catch (ShellException e) {
            done(Optional.empty(), Optional.of(e));
            result.completeExceptionally(e);
        } catch (InterruptedException | RuntimeException e) {
            done(Optional.empty(), Optional.empty());
            result.completeExceptionally(e);
        }
    }

    private void done(Optional<Connection> connection, Optional<ShellException> failure) {
        lock.lock();
        try {
            attempt = Optional.empty();
            if (ended) {
                connection.ifPresent(Connection::close);
                dialer.close(); // and the jump hosts that it came through
                return;
            }
            current = connection;
            if (connection.isPresent()) {
                failures = 0;
                refusals = 0;
                sleep.awake();
                return;
            }
            failures++;
            boolean refused = failure.filter(f -> f.kind() == Kind.REFUSED).isPresent();
            if (refused) {
                refusals++;
                lastRefusal = failure;
            }
            notBefore = System.nanoTime() + pause(refused).toNanos();
        } finally {
            lock.unlock();
        }
    }

    private Duration pause(boolean refused) {
        if (refused && refusals >= REFUSALS) {
            return REFUSED_WAIT;
        }
        var pause = SHORTEST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        long most = Math.min(pause.toMillis(), LONGEST_WAIT.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    /** This connection is of no more use for new calls. */
    void giveUp(Connection connection) {
        lock.lock();
        try {
            if (current.filter(c -> c == connection).isPresent()) {
                current = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
        connection.retire();
    }

    /**
     * In whose name we sign in.
     *
     * @throws IllegalStateException never after a connection was had
     */
    String user() {
        lock.lock();
        try {
            if (user.isEmpty()) {
                var route = Hop.route(dialer.workstation(), target);
                user = Optional.of(route.getLast().options().user());
            }
            return user.get();
        } catch (ShellException e) {
            throw new IllegalStateException("the configuration was read before", e);
        } finally {
            lock.unlock();
        }
    }

    /** Hangs up for good: an attempt that is under way leaves nothing behind either. */
    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        close();
    }

    void close() {
        Optional<Connection> open;
        lock.lock();
        try {
            open = current;
            current = Optional.empty();
            failures = 0;
            refusals = 0;
            notBefore = System.nanoTime();
        } finally {
            lock.unlock();
        }
        open.ifPresent(Connection::close);
    }
}
