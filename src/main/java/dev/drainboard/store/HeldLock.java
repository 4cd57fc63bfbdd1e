package dev.drainboard.store;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.LockFacts;
import dev.drainboard.port.LockPort;
import dev.drainboard.wire.Shell;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A lock that is had, and its heart: one virtual thread a host, so that a slow host does not stop
 * the others' heartbeats.
 *
 * <p>How long a heartbeat is ago is measured from before it was sent, on a clock that nobody sets:
 * so this side gives up no later than the host does.
 */
final class HeldLock implements LockPort.Held {

    private static final Duration LONGEST_BEAT = Duration.ofSeconds(8);

    private final StateHosts hosts;
    private final Fence fence;
    private final Optional<LockFacts> takenFrom;
    private final Duration stale;
    private final Duration beat;
    private final Map<Shell, Long> beaten = new ConcurrentHashMap<>();
    private final Queue<String> words = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean lost;

    /**
     * @param began on {@link System#nanoTime}, before the first host was asked
     */
    HeldLock(
            StateHosts hosts,
            Fence fence,
            Optional<LockFacts> takenFrom,
            long began,
            Duration stale,
            Duration beat) {
        this.hosts = hosts;
        this.fence = fence;
        this.takenFrom = takenFrom;
        this.stale = stale;
        this.beat = beat;
        for (var shell : hosts.shells()) {
            beaten.put(shell, began);
            Thread.ofVirtual()
                    .name("lock-heartbeat-" + hosts.label(shell))
                    .start(() -> beatUntilClosedOrLost(shell));
        }
    }

    private void beatUntilClosedOrLost(Shell shell) {
        long heard = 0;
        try {
            while (!closed.await(beat.toMillis(), TimeUnit.MILLISECONDS) && stillOurs()) {
                heard += beat(shell, heard);
            }
        } catch (InterruptedException e) {
            lost = true;
        }
    }

    /**
     * @return how many bytes of words were heard
     */
    private int beat(Shell shell, long heard) {
        var script =
                hosts.lockScript("lock: heartbeat", "lock-beat.sh")
                        .with("TOKEN", fence.token())
                        .with("OPERATION", fence.operation())
                        .with("HEARD", heard);
        long began = System.nanoTime();
        try {
            var said = HostScript.ask(shell, script, shortest(LONGEST_BEAT, stale)).out();
            beaten.put(shell, began);
            return hear(said);
        } catch (FaultException e) {
            // a host that cannot be reached may be there again with the next; a refusal is for ever
            if (e.fault().kind() == Fault.Kind.HELD && closed.getCount() > 0) {
                lost = true;
            }
            return 0;
        }
    }

    private static Duration shortest(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whole lines only: one that is being written is heard with the next heartbeat. */
    private int hear(byte[] said) {
        int whole = said.length;
        while (whole > 0 && said[whole - 1] != '\n') {
            whole--;
        }
        new String(said, 0, whole, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .forEach(words::add);
        return whole;
    }

    @Override
    public Fence fence() {
        return fence;
    }

    @Override
    public Optional<LockFacts> takenFrom() {
        return takenFrom;
    }

    @Override
    public boolean stillOurs() {
        long now = System.nanoTime();
        if (beaten.values().stream().anyMatch(when -> now - when > stale.toNanos())) {
            lost = true;
        }
        return !lost;
    }

    @Override
    public Optional<String> heard() {
        return Optional.ofNullable(words.poll());
    }

    /** A heartbeat under way does no harm: it renews no lock that was given back. */
    @Override
    public void close() {
        if (closed.getCount() > 0) {
            closed.countDown();
            release(hosts, fence);
        }
    }

    /** On every host that can be reached; on another it goes stale by itself. */
    static void release(StateHosts hosts, Fence fence) {
        var script =
                hosts.lockScript("lock: give back", "lock-release.sh")
                        .with("TOKEN", fence.token())
                        .with("OPERATION", fence.operation());
        hosts.each("release", shell -> HostScript.ask(shell, script));
    }
}
