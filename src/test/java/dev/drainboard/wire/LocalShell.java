package dev.drainboard.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * This machine in the place of a host: scripts run in its own {@code sh}, framed exactly as over
 * SSH, so that drivers are tested against the real sh, coreutils and flock without a server and
 * without root. It passes the same contract test as {@link SshShell}. Root scripts run as the user
 * who runs the tests.
 */
public final class LocalShell implements Shell {

    private final String host;
    private final List<Path> binaries;
    private final Map<String, String> environment;
    private final Queue<Process> running = new ConcurrentLinkedQueue<>();
    private final Queue<Script> told = new ConcurrentLinkedQueue<>();
    private final Queue<Forward> forwards = new ConcurrentLinkedQueue<>();

    public LocalShell() {
        this("local", List.of(), Map.of());
    }

    /**
     * @param binaries directories that come first on PATH: stand-ins for docker, systemctl, sudo
     * @param environment added to the scripts' environment
     */
    public LocalShell(String host, List<Path> binaries, Map<String, String> environment) {
        this.host = host;
        this.binaries = List.copyOf(binaries);
        this.environment = Map.copyOf(environment);
    }

    /** Every script that was run, asked or followed, in order. */
    public List<Script> told() {
        return List.copyOf(told);
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public Output run(Script script, Duration deadline) throws ShellException {
        return carry(script, deadline, Reply::to);
    }

    @Override
    public Output ask(Script script, Duration deadline) throws ShellException {
        return run(script, deadline);
    }

    @Override
    public Output follow(Script script, Duration deadline, Consumer<String> line)
            throws ShellException {
        return carry(script, deadline, frame -> Reply.to(frame, line));
    }

    private Output carry(
            Script script, Duration time, java.util.function.Function<Frame, Reply> reply)
            throws ShellException {
        told.add(script);
        var deadline = Deadline.in(time);
        var frame = Frame.of(script);
        var answer = reply.apply(frame);
        var process = start(frame, answer);
        try {
            return switch (answer.await(deadline)) {
                case COMPLETE -> answer.output();
                case LATE -> throw failure(script.name() + " had no end within " + deadline.text());
                case CUT -> throw failure(script.name() + " ended without its sentinel");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hangUp(process);
            throw failure(script.name() + " was interrupted");
        } finally {
            if (!process.isAlive()) {
                running.remove(process);
            }
        }
    }

    /** As an sshd whose channel is closed: nobody reads, and what runs notices when it writes. */
    private static void hangUp(Process process) {
        for (var stream : List.of(process.getInputStream(), process.getErrorStream())) {
            try {
                stream.close();
            } catch (IOException e) {
                // it is closed then
            }
        }
    }

    private Process start(Frame frame, Reply reply) {
        try {
            var builder = new ProcessBuilder("sh");
            builder.environment().putAll(environment);
            var path = new StringBuilder();
            binaries.forEach(directory -> path.append(directory).append(':'));
            builder.environment().merge("PATH", path.toString(), (old, more) -> more + old);
            var process = builder.start();
            running.add(process);
            var err = pump("err", process.getErrorStream(), reply.err());
            var out = pump("out", process.getInputStream(), reply.out());
            Thread.ofVirtual()
                    .name("local-shell-end")
                    .start(
                            () -> {
                                join(out);
                                join(err);
                                reply.close();
                            });
            try (var feed = process.getOutputStream()) {
                feed.write(frame.feed());
            } catch (IOException gone) {
                // the shell ended before it had read all: its missing sentinel tells
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("no sh on this machine", e);
        }
    }

    private static Thread pump(String name, InputStream from, OutputStream to) {
        return Thread.ofVirtual()
                .name("local-shell-" + name)
                .start(
                        () -> {
                            try (from) {
                                from.transferTo(to);
                            } catch (IOException closed) {
                                // the end of the stream, only ruder
                            }
                        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Forward forward(String address, int port) throws ShellException {
        try {
            var relay = new Relay(address, port);
            forwards.add(relay);
            return relay;
        } catch (IOException e) {
            throw failure("no forward to " + address + ":" + port);
        }
    }

    @Override
    public byte[] socket(String path, byte[] request, Duration deadline) throws ShellException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            var guard = Thread.ofVirtual().start(() -> closeAfter(deadline, channel));
            channel.write(ByteBuffer.wrap(request));
            channel.shutdownOutput();
            var answer = new Kept();
            var buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0) {
                answer.add(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            guard.interrupt();
            return answer.bytes();
        } catch (java.nio.channels.ClosedChannelException e) {
            throw failure("no answer from " + path);
        } catch (IOException e) {
            throw new ShellException(
                    ShellException.Kind.UNUSABLE, host, "no way to " + path, "use a script", e);
        }
    }

    private static void closeAfter(Duration time, SocketChannel channel) {
        try {
            Thread.sleep(time);
            channel.close();
        } catch (InterruptedException | IOException done) {
            // answered in time
        }
    }

    private ShellException failure(String message) {
        return new ShellException(
                ShellException.Kind.UNKNOWN, host, message, "look at the host again", null);
    }

    /**
     * Ends what still runs, and its children; the shell before them, which would otherwise live
     * long enough to report a killed child as the end of its script.
     */
    @Override
    public void close() {
        for (var process : running) {
            var children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        running.clear();
        forwards.forEach(Forward::close);
        forwards.clear();
    }
}
