package dev.drainboard.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * One process of one operator's machine, as it stands in a lock.
 *
 * @param home tells this machine from another of the same name
 * @param host the machine's name
 * @param start when the process began, ISO 8601; empty string if the platform does not tell
 */
record HolderProcess(String home, String host, long pid, String start) {

    /** Linux tells start times by a clock that is set again with each boot, to some seconds. */
    private static final Duration BLUR = Duration.ofSeconds(3);

    HolderProcess {
        Objects.requireNonNull(home);
        Objects.requireNonNull(host);
        Objects.requireNonNull(start);
    }

    /** This process. */
    static HolderProcess here(Home home) {
        var self = ProcessHandle.current();
        return new HolderProcess(home.id(), name(), self.pid(), start(self));
    }

    private static String start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    /** Without asking a name server, which may take its time. */
    private static String name() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            var told = System.getenv("COMPUTERNAME");
            return told == null ? localHost() : told;
        }
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Whether {@code other} was a process of the same machine and home that is no more. */
    boolean sawTheEndOf(HolderProcess other) {
        return home.equals(other.home) && host.equals(other.host) && !other.runs();
    }

    private boolean runs() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> sameStart(start(process)))
                .orElse(false);
    }

    private boolean sameStart(String now) {
        try {
            return Duration.between(Instant.parse(start), Instant.parse(now)).abs().compareTo(BLUR)
                    <= 0;
        } catch (DateTimeException notTold) {
            return true;
        }
    }
}
