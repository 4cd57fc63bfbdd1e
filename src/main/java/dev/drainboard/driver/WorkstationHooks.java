package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Hook;
import dev.drainboard.port.HooksPort;
import dev.drainboard.wire.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hooks by this machine's {@code sh -c}, as the user who runs the program: standard input closed,
 * the user's environment but for what the cluster file names as a secret.
 */
final class WorkstationHooks implements HooksPort {

    /** Longer than a backup of a large database takes is for a job that the hook starts. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final int KEPT = 40;

    /** What is printed by then is read; what it left running may hold its output open for ever. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final Map<String, String> environment;
    private final Set<String> secrets;
    private final Duration limit;

    /**
     * @param environment of this process
     * @param secrets names of variables that a hook does not see
     */
    WorkstationHooks(Map<String, String> environment, Set<String> secrets, Duration limit) {
        this.environment = Map.copyOf(environment);
        this.secrets = Set.copyOf(secrets);
        this.limit = limit;
    }

    @Override
    public void run(Hook hook, String command, Moment moment, Consumer<String> line)
            throws FaultException {
        var what =
                "The hook "
                        + hook.word()
                        + moment.node().map(node -> " for " + node).orElse("")
                        + " failed.";
        var said = new Said(line);
        var process = start(command, moment, what);
        var reader = Thread.ofVirtual().name("hook " + hook.word()).start(() -> said.read(process));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                end(process);
            }
            reader.join(LAST_WORDS);
            if (!ended) {
                throw failed(
                                "hook.late",
                                what,
                                "It did not end within " + limit.toSeconds() + " s.")
                        .said(said.end())
                        .thrown();
            }
            if (process.exitValue() != 0) {
                throw failed("hook.failed", what, "It ended with " + process.exitValue() + ".")
                        .ran(command, process.exitValue(), said.end())
                        .thrown();
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw Fault.of(
                            Fault.Kind.UNKNOWN,
                            "hook.left",
                            what,
                            "Drainboard was told to leave while it ran.",
                            "Say --resume: it runs once more.")
                    .on("workstation")
                    .thrown();
        }
    }

    private Process start(String command, Moment moment, String what) throws FaultException {
        var builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        var variables = builder.environment();
        variables.clear();
        variables.putAll(environment);
        variables.keySet().removeAll(secrets);
        variables.remove("DRAINBOARD_FAULT");
        variables.put("DRAINBOARD_OPERATION", moment.operation());
        variables.put("DRAINBOARD_NODE", moment.node().orElse(""));
        variables.put("DRAINBOARD_REVISION", moment.revision().orElse(""));
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw failed(
                            "hook.no-shell",
                            what,
                            "There is no `sh` on this machine: " + e.getMessage())
                    .thrown();
        }
    }

    private static Fault failed(String code, String what, String why) {
        return Fault.of(
                        Fault.Kind.FAILED,
                        code,
                        what,
                        why,
                        "Mend what its output names, then --retry; or --roll-back, or --abort.")
                .on("workstation");
    }

    /** The shell first, so that it cannot start anything more. */
    private static void end(Process process) {
        var children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Hands lines on, and keeps the last. */
    private static final class Said {
        private final Consumer<String> line;
        private final ArrayDeque<String> last = new ArrayDeque<>();

        Said(Consumer<String> line) {
            this.line = line;
        }

        void read(Process process) {
            var lines = new Lines(this::keep);
            try (var stream = process.getInputStream()) {
                var some = new byte[8192];
                for (int count = stream.read(some); count >= 0; count = stream.read(some)) {
                    lines.add(Arrays.copyOf(some, count));
                }
            } catch (IOException closed) {
                // it was ended
            }
            lines.end();
        }

        private synchronized void keep(String raw) {
            var text = Faults.printable(raw);
            last.add(text);
            if (last.size() > KEPT) {
                last.remove();
            }
            line.accept(text);
        }

        synchronized String end() {
            return Faults.end(String.join("\n", last));
        }
    }
}
