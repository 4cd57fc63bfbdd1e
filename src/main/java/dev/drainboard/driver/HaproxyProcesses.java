package dev.drainboard.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The haproxy processes of a host, as {@code haproxy-read.sh} lists them, and which of them serve
 * an earlier configuration: after a reload the new process says that nothing is in use while the
 * old one still holds every websocket (measured).
 */
record HaproxyProcesses(List<Process> all) {

    private static final Pattern LINE = Pattern.compile("([0-9]+) ([0-9]+) ([0-9]+) ?(.*)");

    /** {@code inner} is its id within its own namespace, which it tells of itself. */
    record Process(long pid, long parent, long inner, List<String> command) {

        /** What it reads its configuration from: two with the same are one service. */
        List<String> configs() {
            var configs = new ArrayList<String>();
            for (int i = 0; i + 1 < command.size(); i++) {
                if (command.get(i).equals("-f")) {
                    configs.add(command.get(i + 1));
                }
            }
            return configs;
        }

        /** A path that {@code -S} names, before its options. */
        Optional<String> masterSocket() {
            int at = command.indexOf("-S");
            if (at < 0 || at + 1 >= command.size()) {
                return Optional.empty();
            }
            var path = command.get(at + 1).split(",", 2)[0];
            return Optional.of(path.startsWith("unix@") ? path.substring(5) : path)
                    .filter(HaproxyUnixSocket::isPath);
        }
    }

    /**
     * @param processes of earlier configurations
     * @param masterSocket where each of them can be asked, as root sees it, since the master may
     *     live in a container; empty: nowhere
     */
    record Old(List<Process> processes, Optional<String> masterSocket) {
        List<Long> pids() {
            return processes.stream().map(Process::pid).toList();
        }
    }

    static HaproxyProcesses of(List<String> lines) {
        var all = new ArrayList<Process>();
        for (var line : lines) {
            var match = LINE.matcher(line.strip());
            if (match.matches()) {
                all.add(
                        new Process(
                                Long.parseLong(match.group(1)),
                                Long.parseLong(match.group(2)),
                                Long.parseLong(match.group(3)),
                                List.of(match.group(4).strip().split(" +"))));
            }
        }
        return new HaproxyProcesses(all);
    }

    /**
     * @param current the process that answers, as it numbers itself
     * @return empty: it cannot be told which process answers, so neither which are old
     */
    Optional<Old> old(long current) {
        var answering = all.stream().filter(process -> process.inner() == current).toList();
        if (answering.size() != 1) {
            return Optional.empty();
        }
        var now = answering.getFirst();
        var master = all.stream().filter(process -> process.pid() == now.parent()).findFirst();
        var old =
                all.stream()
                        .filter(process -> process != now)
                        .filter(process -> !isMaster(process))
                        .filter(
                                process ->
                                        isChildOf(process, master)
                                                || process.configs().equals(now.configs()))
                        .toList();
        return Optional.of(new Old(old, master.flatMap(HaproxyProcesses::masterSocket)));
    }

    private static Optional<String> masterSocket(Process master) {
        return master.masterSocket().map(path -> "/proc/" + master.pid() + "/root" + path);
    }

    private boolean isMaster(Process process) {
        return all.stream().anyMatch(other -> other.parent() == process.pid());
    }

    private static boolean isChildOf(Process process, Optional<Process> master) {
        return master.filter(parent -> parent.pid() == process.parent()).isPresent();
    }
}
