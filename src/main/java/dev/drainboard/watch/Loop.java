package dev.drainboard.watch;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question to one target, asked again and again until its thread is interrupted.
 *
 * <p>The rhythm is from one asking to the next, so that a slow answer is not made older by a pause
 * on top. A target that cannot be reached is asked less and less often, down to every ten seconds:
 * each try may be a login, and a host that counts failed logins would shut us out.
 */
final class Loop<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private static final Duration SELDOM = Duration.ofSeconds(10);

    /** Between two questions to a target that takes longer than its rhythm. */
    private static final Duration BREATH = Duration.ofMillis(100);

    /** What is done with a reading, and whether the next is wanted at once. */
    interface Into<T> {
        /**
         * @return whether the answer was unlike the last, so that the next is wanted soon
         */
        boolean take(Reading<T> reading);
    }

    private final String target;
    private final Probe probe;
    private final Cluster cluster;
    private final Question<T> question;
    private final Into<T> into;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private Optional<Reading.Got<T>> last = Optional.empty();
    private int unreachable;
    private boolean mistaken;

    Loop(
            String target,
            Probe probe,
            Cluster cluster,
            Question<T> question,
            Into<T> into,
            InstantSource clock) {
        this.target = target;
        this.probe = probe;
        this.cluster = cluster;
        this.question = question;
        this.into = into;
        this.clock = clock;
    }

    String target() {
        return target;
    }

    Probe probe() {
        return probe;
    }

    /** "watch node1 health". */
    String name() {
        return "watch " + target + " " + probe.name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Asks once and hands the reading on; a second caller waits for the first.
     *
     * @return how long to pause before the next
     */
    Duration look() {
        asking.lock();
        try {
            var began = clock.instant();
            var reading = read();
            boolean soon = into.take(reading);
            return pause(soon, Duration.between(began, clock.instant()));
        } finally {
            asking.unlock();
        }
    }

    private Reading<T> read() {
        try {
            var value = question.ask();
            var got = new Reading.Got<>(value, clock.instant());
            last = Optional.of(got);
            unreachable = 0;
            return got;
        } catch (FaultException e) {
            unreachable = e.fault().kind() == Fault.Kind.UNREACHABLE ? unreachable + 1 : 0;
            return failed(e.fault());
        } catch (RuntimeException bug) {
            if (!mistaken) {
                LOG.error("{} met a mistake of ours; it goes on asking", name(), bug);
            }
            mistaken = true;
            unreachable = 0;
            return failed(mistake(bug));
        }
    }

    private Reading<T> failed(Fault fault) {
        return new Reading.Failed<>(
                fault, clock.instant(), last.map(Reading.Got::at), last.map(Reading.Got::got));
    }

    private Duration pause(boolean soon, Duration spent) {
        var rhythm = soon ? cluster.health().quick() : probe.every(cluster);
        var rest = rhythm.minus(spent);
        var least = BREATH.compareTo(rhythm) < 0 ? BREATH : rhythm;
        var pause = rest.compareTo(least) < 0 ? least : rest;
        var seldom = SELDOM.compareTo(rhythm) < 0 ? rhythm : SELDOM;
        // health is asked without a login, and is what tells that a node is back
        for (int i = 1; i < unreachable && probe != Probe.HEALTH; i++) {
            pause = pause.multipliedBy(2);
            if (pause.compareTo(seldom) > 0) {
                return seldom;
            }
        }
        return pause;
    }

    private Fault mistake(RuntimeException bug) {
        return Fault.of(
                Fault.Kind.UNKNOWN,
                "watch.bug",
                target + " could not be read.",
                "A mistake in Drainboard: " + bug + ".",
                "Send the log to whoever keeps Drainboard.");
    }
}
