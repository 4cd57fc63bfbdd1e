package dev.drainboard.store;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.LockFacts;
import dev.drainboard.port.LockPort;
import dev.drainboard.store.StateHosts.Answer;
import dev.drainboard.wire.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The lock of one cluster: a file on each of its state hosts, had on all or on none.
 *
 * <p>The <em>token</em> is one above the highest that any host has seen. A host gives the lock only
 * to a token above all that it has seen and keeps it as the highest, so whoever held it before is
 * refused by every fenced script from then on, whatever that one still believes. Hosts are asked in
 * name order, so of two who begin at once the second is refused by the first host. Whether a
 * heartbeat is too old is decided on the clock of the host that keeps it.
 */
public final class HostLock implements LockPort {

    /** The heartbeat of a healthy holder. */
    public static final Duration BEAT = Duration.ofSeconds(5);

    private static final int HELD = 74;

    /** How often others may be quicker before we give up. */
    private static final int ATTEMPTS = 10;

    private final StateHosts hosts;
    private final HolderProcess self;
    private final Duration stale;
    private final Duration beat;

    public HostLock(StateHosts hosts, Home home) {
        this(hosts, HolderProcess.here(home), LockFacts.STALE, BEAT);
    }

    /**
     * @param stale a heartbeat older than this may be taken over
     * @param beat several times shorter
     */
    HostLock(StateHosts hosts, HolderProcess self, Duration stale, Duration beat) {
        this.hosts = hosts;
        this.self = self;
        this.stale = stale;
        this.beat = beat;
    }

    /** What one host said. */
    private record Seen(long token, Optional<LockText> lock) {
        long highest() {
            return Math.max(token, lock.map(text -> text.facts().token()).orElse(0L));
        }
    }

    @Override
    public Optional<LockFacts> read() throws FaultException {
        var faults = new ArrayList<FaultException>();
        var found = new ArrayList<LockFacts>();
        for (var answer : hosts.each("lock", this::look)) {
            switch (answer) {
                case Answer.Got<Seen> got ->
                        got.value().lock().ifPresent(text -> found.add(text.seenBy(self)));
                case Answer.Failed<Seen> failed -> faults.add(failed.fault());
            }
        }
        if (faults.size() == hosts.shells().size()) {
            throw faults.getFirst();
        }
        return found.stream().max(Comparator.comparingLong(LockFacts::token));
    }

    private Seen look(Shell shell) throws FaultException {
        var script = hosts.lockScript("lock: look", "lock-read.sh");
        var lines = HostScript.look(shell, script).text().lines().toList();
        return new Seen(
                Long.parseLong(lines.getFirst()), LockText.read(lines.subList(1, lines.size())));
    }

    @Override
    public Held take(String operator, String purpose, String operation) throws FaultException {
        return take(operator, purpose, operation, lock -> dead(lock, operator));
    }

    @Override
    public Held force(String operator, String purpose, String operation) throws FaultException {
        return take(operator, purpose, operation, lock -> true);
    }

    /** The operator's own process on this machine that is no more: nobody to wait for. */
    private boolean dead(LockText lock, String operator) {
        return lock.facts().holder().equals(operator) && self.sawTheEndOf(lock.process());
    }

    private Held take(
            String operator, String purpose, String operation, Predicate<LockText> displace)
            throws FaultException {
        var facts = LockText.of(operator, purpose, self);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var seen = hosts.all("lock", this::look);
            long token = seen.stream().mapToLong(Seen::highest).max().orElse(0) + 1;
            var fence = new Fence(hosts.cluster(), hosts.directory(), token, operation);
            var displaced = new ArrayList<LockFacts>();
            long began = System.nanoTime();
            if (takeAll(fence, facts, seen, displace, displaced)) {
                return new HeldLock(
                        hosts,
                        fence,
                        displaced.stream().max(Comparator.comparingLong(LockFacts::token)),
                        began,
                        stale,
                        beat);
            }
        }
        throw Fault.of(
                        Fault.Kind.HELD,
                        "lock.contended",
                        "The cluster " + hosts.cluster() + " could not be locked.",
                        "Others take and release its lock all the time.",
                        "Try again.")
                .thrown();
    }

    /**
     * @return false if somebody with a token as high was quicker; then nothing is had
     */
    private boolean takeAll(
            Fence fence,
            String facts,
            List<Seen> seen,
            Predicate<LockText> displace,
            List<LockFacts> displaced)
            throws FaultException {
        boolean complete = false;
        try {
            for (int host = 0; host < seen.size(); host++) {
                var may = seen.get(host).lock().filter(displace);
                if (!takeOne(hosts.shells().get(host), fence, facts, may, displaced)) {
                    return false;
                }
            }
            complete = true;
            return true;
        } finally {
            if (!complete) {
                // also on the host that failed: it may have done it and the answer been lost
                HeldLock.release(hosts, fence);
            }
        }
    }

    private boolean takeOne(
            Shell shell,
            Fence fence,
            String facts,
            Optional<LockText> may,
            List<LockFacts> displaced)
            throws FaultException {
        var output =
                HostScript.ask(
                        shell,
                        hosts.lockScript("lock: take", "lock-take.sh")
                                .with("TOKEN", fence.token())
                                .with("OPERATION", fence.operation())
                                .with("TTL", stale.toMillis())
                                .with("MAY", may.map(lock -> lock.facts().token()).orElse(-1L))
                                .with("FACTS", facts),
                        HELD,
                        HostScript.OLD_TOKEN);
        var lock = LockText.read(output.text().lines().toList()).map(LockText::facts);
        switch (output.exit()) {
            case 0 -> lock.ifPresent(displaced::add);
            case HELD -> throw held(lock.orElseThrow()).on(shell.host()).thrown();
            default -> {
                return false;
            }
        }
        return true;
    }

    private Fault held(LockFacts lock) {
        long silent = Math.max(0, Duration.between(lock.heartbeat(), lock.now()).toSeconds());
        return Fault.of(
                Fault.Kind.HELD,
                "lock.held",
                lock.holder() + " holds the cluster " + hosts.cluster() + ".",
                "From "
                        + lock.host()
                        + " (process "
                        + lock.pid()
                        + "), since "
                        + lock.since()
                        + ", for: "
                        + lock.purpose()
                        + "; last heard "
                        + silent
                        + " s ago.",
                "Wait until it is given back, or ask "
                        + lock.holder()
                        + "; if that process is lost for good: drainboard unlock CLUSTER --force");
    }

    @Override
    public void say(String operator, String word) throws FaultException {
        var script =
                hosts.lockScript("lock: leave a word", "lock-say.sh")
                        .with("TTL", stale.toMillis())
                        .with("WORD", (operator + ": " + word).replaceAll("\\p{Cntrl}", " "));
        var faults = new ArrayList<FaultException>();
        for (var shell : hosts.shells()) {
            try {
                if (HostScript.ask(shell, script, HostScript.CHANGED).ok()) {
                    return;
                }
            } catch (FaultException e) {
                faults.add(e);
            }
        }
        if (faults.size() == hosts.shells().size()) {
            throw faults.getFirst();
        }
        throw Fault.of(
                        Fault.Kind.WRONG,
                        "lock.nobody",
                        "There is nobody to say '" + word + "' to.",
                        "No process holds the cluster " + hosts.cluster() + ".",
                        "See what stands there with `drainboard status`.")
                .thrown();
    }
}
