package dev.drainboard.driver;

import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Every address from which a balancer may connect: what its name resolves to, and what its host
 * says of itself (it may have several, and a floating one). Found out aside, so that a balancer
 * that cannot be asked delays nobody.
 */
final class BalancerAddresses implements Supplier<Optional<Set<String>>> {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Script SCRIPT =
            Script.of(
                    "balancer: addresses",
                    "ip -o addr show | sed -n 's#.* inet6* \\([^/ ]*\\).*#\\1#p'");

    private final Map<String, Optional<Shell>> hosts;
    private final InstantSource clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Optional<Set<String>> known = Optional.empty();
    private volatile Instant askedAt = Instant.MIN;

    /**
     * @param hosts name or address of each balancer, and its shell if it has one
     */
    BalancerAddresses(Map<String, Optional<Shell>> hosts, InstantSource clock) {
        this.hosts = new LinkedHashMap<>(hosts);
        this.clock = clock;
    }

    /** Empty until all were asked once: whoever is connected cannot be called a stranger before. */
    @Override
    public Optional<Set<String>> get() {
        var now = clock.instant();
        if (askedAt.isBefore(now.minus(LIFE)) && asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("balancer-addresses").start(() -> ask(now));
        }
        return known;
    }

    private void ask(Instant now) {
        try {
            var found = new HashSet<String>();
            hosts.forEach(
                    (host, shell) -> {
                        found.addAll(NodeAddresses.resolved(host));
                        shell.ifPresent(reached -> found.addAll(of(reached)));
                    });
            known = Optional.of(Set.copyOf(found));
            askedAt = now;
        } finally {
            asking.set(false);
        }
    }

    private static Set<String> of(Shell shell) {
        try {
            var said = shell.ask(SCRIPT, Remote.READING);
            return Set.copyOf(said.text().lines().map(Connection::plain).distinct().toList());
        } catch (ShellException e) {
            // its name's addresses must do
            return Set.of();
        }
    }
}
