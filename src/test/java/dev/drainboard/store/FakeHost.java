package dev.drainboard.store;

import dev.drainboard.wire.LocalShell;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A state host that is a directory of this machine: the scripts run unchanged in its own sh, on a
 * state directory of their own. The way there can be cut, before a script runs or after.
 */
final class FakeHost implements Shell {

    private final LocalShell shell;
    private final Path root;
    private final String interpreter;
    private final AtomicInteger unreachable = new AtomicInteger();
    private final AtomicInteger lostAnswers = new AtomicInteger();
    private volatile String lostScript = "";
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>();
    private volatile String interrupted = "";

    FakeHost(String name, Path root) {
        this(name, root, List.of(), "");
    }

    /**
     * @param binaries directories that come first on PATH
     * @param interpreter of scripts, as a shell command; empty: this machine's sh
     */
    FakeHost(String name, Path root, List<Path> binaries, String interpreter) {
        this.shell = new LocalShell(name, binaries, java.util.Map.of());
        this.interpreter = interpreter;
        this.root = root.resolve(name);
    }

    /** The next calls fail before anything runs. */
    void unreachable(int calls) {
        unreachable.set(calls);
    }

    /** The next calls run, and nobody hears how they ended. */
    void loseAnswers(int calls) {
        loseAnswersOf("", calls);
    }

    /** As {@link #loseAnswers}, of scripts whose names begin so. */
    void loseAnswersOf(String script, int calls) {
        lostScript = script;
        lostAnswers.set(calls);
    }

    /** Once, just before the next script whose name begins so. */
    void before(String script, Runnable deed) {
        interrupted = script;
        meanwhile.set(deed);
    }

    Path state() {
        return root;
    }

    Path file(String name) {
        return root.resolve("erp").resolve(name);
    }

    List<Script> told() {
        return shell.told();
    }

    @Override
    public String host() {
        return shell.host();
    }

    @Override
    public Output run(Script script, Duration deadline) throws ShellException {
        if (unreachable.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new ShellException(
                    ShellException.Kind.UNREACHABLE, host(), "no route", "plug it in", null);
        }
        if (meanwhile.get() != null && script.name().startsWith(interrupted)) {
            meanwhile.getAndSet(null).run();
        }
        var data = new LinkedHashMap<>(script.data());
        data.put("STATE", root.toString());
        var output = shell.run(interpreted(script, data), deadline);
        if (script.name().startsWith(lostScript)
                && lostAnswers.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new ShellException(
                    ShellException.Kind.UNKNOWN, host(), "the link broke", "look again", null);
        }
        return output;
    }

    private Script interpreted(Script script, LinkedHashMap<String, String> data) {
        if (interpreter.isEmpty()) {
            return new Script(script.name(), script.body(), data, script.asRoot());
        }
        var names = String.join(" ", data.keySet());
        data.put("BODY", script.body());
        return new Script(
                script.name(),
                "export " + names + "; exec " + interpreter + " -c \"$BODY\"",
                data,
                script.asRoot());
    }

    @Override
    public Output ask(Script script, Duration deadline) throws ShellException {
        return run(script, deadline);
    }

    @Override
    public Output follow(Script script, Duration deadline, Consumer<String> line) {
        throw new UnsupportedOperationException("the store follows nothing");
    }

    @Override
    public Forward forward(String address, int port) {
        throw new UnsupportedOperationException("the store forwards nothing");
    }

    @Override
    public byte[] socket(String path, byte[] request, Duration deadline) {
        throw new UnsupportedOperationException("the store speaks to no socket");
    }

    @Override
    public void close() {
        shell.close();
    }
}
