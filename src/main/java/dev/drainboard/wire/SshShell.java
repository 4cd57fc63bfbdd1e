package dev.drainboard.wire;

import dev.drainboard.wire.ShellException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * {@link Shell} over SSH. What runs on the host is {@code sh}, whatever the login shell is, or
 * {@code sudo -n sh -s}; scripts reach it on standard input, framed ({@link Frame}).
 *
 * <p>What was fed to a shell and did not come back whole is {@code UNKNOWN}; what failed before
 * that is not, and is tried once more on a new connection, because nothing can have happened.
 */
public final class SshShell implements Shell {

    private static final Duration FORWARDING = Duration.ofSeconds(40);

    /** Connections that turn out to be dead before anything was sent. */
    private static final int ATTEMPTS = 2;

    /** Nanoseconds: a death that took longer to notice is a network that is down. */
    private static final long QUICK = Duration.ofSeconds(3).toNanos();

    private final Target target;
    private final Line line;
    private final Runnable hangUp;
    private final Set<ForwardPort> forwards = ConcurrentHashMap.newKeySet();

    /** A host with connections of its own. */
    public SshShell(Target target, Workstation workstation) {
        this(target, new Dialer(workstation, Limits.USUAL), InstantSource.system());
    }

    private SshShell(Target target, Dialer dialer, InstantSource clock) {
        this(target, new Line(target, dialer, clock), dialer::close);
    }

    /**
     * @param hangUp closes what is not shared with other hosts
     */
    SshShell(Target target, Line line, Runnable hangUp) {
        this.target = Objects.requireNonNull(target);
        this.line = line;
        this.hangUp = hangUp;
    }

    @Override
    public String host() {
        return target.host();
    }

    @Override
    public Output run(Script script, Duration time) throws ShellException {
        var deadline = Deadline.in(time);
        var connection = line.connection(deadline);
        Optional<Loops.Loop> loop;
        try {
            loop = connection.loops().takeFresh(who(script), command(script), deadline);
        } catch (Connection.Unusable | Connection.Busy e) {
            loop = Optional.empty(); // a channel of its own says why, or finds a way
        } catch (InterruptedException e) {
            throw interrupted(script);
        }
        return loop.isPresent()
                ? runInLoop(connection, loop.get(), script, deadline)
                : inOwnChannel(script, Frame.of(script), Optional.empty(), deadline);
    }

    /** Fed once: what did not come back whole is in doubt, and never fed again from here. */
    private Output runInLoop(
            Connection connection, Loops.Loop loop, Script script, Deadline deadline)
            throws ShellException {
        try {
            var answer = askLoop(connection, loop, script, deadline);
            if (answer.isPresent()) {
                return answer.get();
            }
            loop.channel().end();
            if (loop.channel().exitStatus() >= 0) { // that shell ended before it took our script
                return inOwnChannel(script, Frame.of(script), Optional.empty(), deadline);
            }
            line.giveUp(connection);
            throw say().unknown(script, "the connection broke before it answered");
        } catch (InterruptedException e) {
            throw interrupted(script);
        }
    }

    @Override
    public Output follow(Script script, Duration deadline, Consumer<String> line)
            throws ShellException {
        return inOwnChannel(script, Frame.of(script), Optional.of(line), Deadline.in(deadline));
    }

    @Override
    public Output ask(Script script, Duration time) throws ShellException {
        var deadline = Deadline.in(time);
        for (int attempt = 1; ; attempt++) {
            var connection = line.connection(deadline);
            long began = System.nanoTime();
            try {
                var loop = connection.loops().take(who(script), command(script), deadline);
                if (loop.isEmpty()) {
                    return inOwnChannel(script, Frame.of(script), Optional.empty(), deadline);
                }
                var answer = askLoop(connection, loop.get(), script, deadline);
                if (answer.isPresent()) {
                    return answer.get();
                }
                // it, or the connection, had died unnoticed; a channel that closes has an end
                if (loop.get().channel().exitStatus() < 0) {
                    line.giveUp(connection);
                }
                if (System.nanoTime() - began > QUICK) {
                    throw say().unknown(script, "the connection broke");
                }
            } catch (Connection.Unusable e) {
                line.giveUp(connection);
                if (attempt > ATTEMPTS || System.nanoTime() - began > QUICK) {
                    throw say().noChannel(script, e);
                }
            } catch (Connection.Busy e) {
                throw say().busy(script, deadline);
            } catch (InterruptedException e) {
                throw interrupted(script);
            }
            if (attempt > 1) {
                return inOwnChannel(script, Frame.of(script), Optional.empty(), deadline);
            }
        }
    }

    private Optional<Output> askLoop(
            Connection connection, Loops.Loop loop, Script script, Deadline deadline)
            throws ShellException, InterruptedException {
        var frame = Frame.of(script);
        var reply = Reply.to(frame);
        boolean answered = false;
        try {
            loop.ask(frame, reply);
            var end = reply.await(deadline);
            answered = end == Reply.End.COMPLETE;
            return end == Reply.End.CUT && !reply.begun()
                    ? Optional.empty()
                    : Optional.of(concluded(end, reply, loop.channel(), script, deadline));
        } finally {
            if (answered) {
                connection.loops().giveBack(loop);
            } else {
                connection.loops().abandon(loop);
            }
        }
    }

    private Output inOwnChannel(
            Script script, Frame frame, Optional<Consumer<String>> lines, Deadline deadline)
            throws ShellException {
        for (int attempt = 1; ; attempt++) {
            var connection = line.connection(deadline);
            long began = System.nanoTime();
            var reply = lines.map(to -> Reply.to(frame, to)).orElseGet(() -> Reply.to(frame));
            try {
                var channel = connection.exec(command(script), reply.out(), reply.err(), deadline);
                return fed(connection, channel, frame, reply, script, deadline);
            } catch (Connection.Unusable e) {
                line.giveUp(connection);
                if (attempt > ATTEMPTS || System.nanoTime() - began > QUICK) {
                    throw say().noChannel(script, e);
                }
            } catch (Connection.Busy e) {
                throw say().busy(script, deadline);
            } catch (InterruptedException e) {
                throw interrupted(script);
            }
        }
    }

    /** From here on something may have happened on the host. */
    private Output fed(
            Connection connection,
            ExecChannel channel,
            Frame frame,
            Reply reply,
            Script script,
            Deadline deadline)
            throws ShellException, InterruptedException {
        boolean answered = false;
        try {
            channel.closed().thenRun(reply::close);
            channel.feedAndEnd(frame.feed());
            var end = reply.await(deadline);
            answered = end == Reply.End.COMPLETE;
            return concluded(end, reply, channel, script, deadline);
        } finally {
            if (answered) {
                connection.leave(channel);
            } else {
                channel.disconnect();
            }
        }
    }

    private Output concluded(
            Reply.End end, Reply reply, ExecChannel channel, Script script, Deadline deadline)
            throws ShellException, InterruptedException {
        return switch (end) {
            case COMPLETE -> reply.output();
            case LATE ->
                    throw say().unknown(
                                    script,
                                    "it had no end within "
                                            + deadline.text()
                                            + " and may still run");
            case CUT -> {
                var how = channel.end();
                // output goes before an exit code on the wire: with one, the begin mark was not
                // lost
                if (channel.exitStatus() >= 0 && !reply.begun()) {
                    throw say().neverBegun(asRoot(script), reply, channel);
                }
                throw say().unknown(
                                script,
                                channel.exitStatus() < 0 && channel.signal().isEmpty()
                                        ? "the connection broke while it ran"
                                        : how);
            }
        };
    }

    private Loops.Who who(Script script) {
        return asRoot(script) ? Loops.Who.ROOT : Loops.Who.USER;
    }

    /** Exactly {@code sh}: every login shell can start that, and none has to understand more. */
    private String command(Script script) {
        return asRoot(script) ? "sudo -n sh -s" : "sh";
    }

    private boolean asRoot(Script script) {
        return script.asRoot() && target.sudo() && !line.user().equals("root");
    }

    private ShellException interrupted(Script script) {
        Thread.currentThread().interrupt();
        return say().unknown(script, "we stopped waiting for it");
    }

    private SshFailures say() {
        return new SshFailures(host(), line.user());
    }

    @Override
    public byte[] socket(String path, byte[] request, Duration time) throws ShellException {
        var deadline = Deadline.in(time);
        var connection = line.connection(deadline);
        try (var tunnel = connection.tunnel(path, deadline.leftMillis())) {
            return UnixSocket.exchange(tunnel, request, deadline);
        } catch (Tunnel.Refused e) {
            throw new ShellException(
                    Kind.UNUSABLE,
                    host(),
                    host() + " opens no way to " + path + ": " + e.getMessage(),
                    "use a program on the host, or AllowStreamLocalForwarding yes in sshd_config",
                    e);
        } catch (IOException e) {
            throw new ShellException(
                    Kind.UNKNOWN,
                    host(),
                    "what " + path + " on " + host() + " answered is unknown: " + e.getMessage(),
                    "ask it again",
                    e);
        }
    }

    @Override
    public Forward forward(String address, int port) throws ShellException {
        line.connection(Deadline.in(FORWARDING));
        try {
            var forward = new ForwardPort(line, address, port, forwards::remove);
            forwards.add(forward);
            return forward;
        } catch (IOException e) {
            throw new ShellException(
                    Kind.UNUSABLE,
                    host(),
                    "no port of this machine could be opened: " + e.getMessage(),
                    "see what limits this program (ulimit -n)",
                    e);
        }
    }

    /** As {@link #close}, and nothing connects any more. */
    void end() {
        line.end();
        close();
    }

    @Override
    public void close() {
        forwards.forEach(ForwardPort::close);
        line.close();
        hangUp.run();
    }
}
