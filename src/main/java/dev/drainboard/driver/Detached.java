package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.port.Rest;
import dev.drainboard.wire.Script;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Work on a host that goes on without us. It is begun once under one operation id, whoever asks how
 * often and whatever happens to the connection; everybody else attaches to it, reads its log from
 * the start and learns its exit code. It lives in {@code <state>/<cluster>/ops/<operation>}: {@code
 * pid}, {@code start} (of the process, in ticks), {@code rc} once it ended, {@code log}.
 */
final class Detached {

    private static final Script FOLLOW =
            Script.resource(Detached.class, "update: follow", "detached-follow.sh").root();

    /** How long a host that was lost is looked for again before the caller is told. */
    private static final Duration LOST = Duration.ofSeconds(60);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int NONE = 3;
    private static final int KILLED = 4;

    private final Remote remote;
    private final InstantSource clock;
    private final Rest rest;

    Detached(Remote remote, InstantSource clock, Rest rest) {
        this.remote = remote;
        this.clock = clock;
        this.rest = rest;
    }

    /**
     * How it ended.
     *
     * @param exit empty: it was killed, or the host went down under it
     * @param log its last lines
     */
    record Ended(Optional<Integer> exit, String log) {}

    /**
     * Begins the work, or attaches to it, and waits for its end.
     *
     * @param limit of the waiting; the work itself is not ended by it
     * @throws FaultException HELD if the fence's token is too old; UNKNOWN if the work may still
     *     run: asking again with the same fence attaches
     */
    Ended run(Script work, Fence fence, Duration limit, Consumer<String> line, String what)
            throws FaultException {
        var until = clock.instant().plus(limit);
        var begin =
                Fenced.script(work.name(), Script.text(Detached.class, "detached-begin.sh"), fence)
                        .with("WORK", work.render())
                        .with("RUNNER", Script.text(Detached.class, "runner.sh"));
        remote.run(begin, Remote.CHANGE, what);
        return attach(fence, until, line, what)
                .orElseThrow(
                        () ->
                                Fault.of(
                                                Fault.Kind.UNKNOWN,
                                                "detached.work.gone",
                                                what,
                                                "It was begun, and its files on the host are gone.",
                                                "Look at the host, then say --resume.")
                                        .on(remote.host())
                                        .thrown());
    }

    /**
     * Sees to it that nothing under this fence can begin any more with an older token, and waits
     * for the end of what had begun.
     *
     * @return empty if nothing had
     */
    Optional<Ended> settle(Fence fence, Duration limit, Consumer<String> line, String what)
            throws FaultException {
        var until = clock.instant().plus(limit);
        var settle =
                Fenced.script(
                        "update: settle", Script.text(Detached.class, "detached-settle.sh"), fence);
        var found = remote.tryRun(settle, Remote.CHANGE, what);
        return switch (found.exit()) {
            case 0 -> attach(fence, until, line, what);
            case NONE -> Optional.empty();
            default -> throw remote.failed(settle, found, what);
        };
    }

    private Optional<Ended> attach(Fence fence, Instant until, Consumer<String> line, String what)
            throws FaultException {
        var tail = new Tail(line);
        Optional<Instant> lostSince = Optional.empty();
        while (true) {
            var script = Fenced.named(FOLLOW, fence).with("FROM", tail.told());
            var tried = clock.instant();
            var left = Duration.between(tried, until);
            try {
                var end = remote.tryFollow(script, atLeast(left), tail, what);
                return switch (end.exit()) {
                    case 0 -> Optional.of(new Ended(Optional.of(code(end.errors())), tail.end()));
                    case NONE -> Optional.empty();
                    case KILLED -> Optional.of(new Ended(Optional.empty(), tail.end()));
                    default -> throw remote.failed(script, end, what);
                };
            } catch (FaultException e) {
                var now = clock.instant();
                if (!lost(e.fault())) {
                    throw e;
                }
                if (now.isAfter(until)) {
                    throw stillRuns(what);
                }
                boolean hadIt = now.isAfter(tried.plus(Remote.READING));
                var since = hadIt ? now : lostSince.orElse(now);
                if (now.isAfter(since.plus(LOST))) {
                    throw e;
                }
                lostSince = Optional.of(since);
                pause(what);
            }
        }
    }

    private static Duration atLeast(Duration left) {
        return left.compareTo(Remote.READING) < 0 ? Remote.READING : left;
    }

    private static boolean lost(Fault fault) {
        return fault.code().equals("ssh.command.unknown")
                || fault.code().equals("ssh.host.unreachable");
    }

    private static int code(String errors) {
        return Integer.parseInt(errors.strip());
    }

    private FaultException stillRuns(String what) {
        return Fault.of(
                        Fault.Kind.UNKNOWN,
                        "detached.work.slow",
                        what,
                        "It still runs on the host, or the host cannot be asked.",
                        "Look at its log on the host; --resume waits for its end.")
                .on(remote.host())
                .thrown();
    }

    private void pause(String what) throws FaultException {
        try {
            rest.pause(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stillRuns(what);
        }
    }

    /** Hands lines on, counts them and keeps the last. */
    private static final class Tail implements Consumer<String> {
        private static final int KEPT = 40;
        private final Consumer<String> line;
        private final java.util.ArrayDeque<String> last = new java.util.ArrayDeque<>();
        private int told;

        Tail(Consumer<String> line) {
            this.line = line;
        }

        @Override
        public void accept(String text) {
            told++;
            last.add(text);
            if (last.size() > KEPT) {
                last.remove();
            }
            line.accept(Faults.printable(text));
        }

        int told() {
            return told;
        }

        String end() {
            return Faults.end(String.join("\n", last));
        }
    }
}
