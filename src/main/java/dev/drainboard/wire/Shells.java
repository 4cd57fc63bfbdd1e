package dev.drainboard.wire;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hosts of a cluster: one {@link Shell} for each, however often it is asked for, and one
 * connection to each jump host. Safe for many threads.
 */
public final class Shells implements AutoCloseable {

    private final Dialer dialer;
    private final InstantSource clock;
    private final Map<Target, SshShell> shells = new ConcurrentHashMap<>();

    public Shells(Workstation workstation) {
        this(new Dialer(workstation, Limits.USUAL), InstantSource.system());
    }

    Shells(Dialer dialer, InstantSource clock) {
        this.dialer = dialer;
        this.clock = clock;
    }

    /** Nothing is connected by this. */
    public Shell of(Target target) {
        return shells.computeIfAbsent(
                target, key -> new SshShell(key, new Line(key, dialer, clock), () -> {}));
    }

    /** Hangs up everywhere, for good: a probe that asks a little later does not connect anew. */
    @Override
    public void close() {
        List.copyOf(shells.values()).forEach(SshShell::end);
        dialer.close();
    }
}
