package dev.drainboard.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All processes of one sandbox. Those that were started here are known; those that left their
 * parents ({@code setsid}) are known by the sandbox's directory in their environment or arguments.
 */
final class Processes implements AutoCloseable {

    private static final Path PROC = Path.of("/proc");
    private static final int ROUNDS = 200;

    private final Path root;
    private final Set<Process> started = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Processes(Path root) {
        this.root = root;
    }

    /** Starts a process on a host, in its directory and with its PATH. */
    Process start(Host host, Map<String, String> more, String... command) throws IOException {
        if (closed) {
            throw new IOException("the sandbox ends");
        }
        var builder = new ProcessBuilder(command).directory(host.directory().toFile());
        var environment = builder.environment();
        environment.clear();
        environment.put("PATH", host.bin() + ":" + String.join(":", Host.path()));
        environment.put("HOME", host.directory().toString());
        environment.put("USER", "ops");
        environment.put("SHELL", "/bin/sh");
        environment.put("PLACE", host.directory().toString());
        environment.putAll(more);
        var process = builder.start();
        started.add(process);
        process.onExit().thenRun(() -> started.remove(process));
        return process;
    }

    @Override
    public void close() {
        closed = true;
        for (var process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        var left = strays();
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            left.forEach(ProcessHandle::destroyForcibly);
            Quietly.sleep(Duration.ofMillis(5));
            left = strays(); // one that was about to start another may have done so
        }
    }

    private List<ProcessHandle> strays() {
        var mark = root.toString();
        var own = ProcessHandle.current().pid();
        var found = new ArrayList<ProcessHandle>();
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != own)
                .filter(process -> isOurs(process, mark))
                .forEach(found::add);
        return found;
    }

    /** Where there is no /proc, arguments have to do. */
    private static boolean isOurs(ProcessHandle process, String mark) {
        var environment = PROC.resolve(process.pid() + "/environ");
        if (Files.isReadable(environment)) {
            try {
                var text = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
                return ("\0" + text).contains("\0PLACE=" + mark);
            } catch (IOException ended) {
                return false;
            }
        }
        return process.info().commandLine().filter(line -> line.contains(mark + "/")).isPresent();
    }
}
