package dev.drainboard.driver;

import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is connected to a node, counted by its host's kernel; within the namespace of its container
 * where the host's own {@code ss} does not see it (published ports, bridges).
 *
 * <p>Probes of ours that are under way the whole time are not counted. A balancer's health check
 * cannot be told from a request of its users while it lasts, which is milliseconds: who waits for
 * idle looks twice.
 */
final class NodeConnections {

    private static final Duration WHERE_LIFE = Duration.ofSeconds(30);
    private static final int GONE = 3;

    /** More than these are a number and no list. */
    private static final int NAMED = 50;

    private final NodeSpec node;
    private final Remote remote;
    private final Supplier<Optional<Set<String>>> balancers;
    private final Remembered<String, NodeNamespace> where;

    /**
     * @param balancers every address from which a balancer may connect; empty: not known yet
     */
    NodeConnections(
            NodeSpec node,
            Remote remote,
            Supplier<Optional<Set<String>>> balancers,
            InstantSource clock) {
        this.node = node;
        this.remote = remote;
        this.balancers = balancers;
        this.where = new Remembered<>(clock, WHERE_LIFE);
    }

    /**
     * @param ours probes of ours, http and websocket, that were under way when this was asked
     */
    ConnectionFacts read(Probes ours) throws FaultException {
        var what = "The connections of " + node.name() + " could not be counted.";
        for (int attempt = 0; ; attempt++) {
            var place = where.get(node.name(), () -> where(what));
            if (!place.nowhere().isEmpty()) {
                where.forget();
                return new ConnectionFacts(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        "unknown: " + place.nowhere(),
                        List.of(),
                        machine(what));
            }
            var before = ours.underWay();
            var script = sockets(place);
            var said = remote.tryAsk(script, Remote.READING, what);
            if (said.exit() == GONE && attempt == 0) {
                where.forget();
                continue;
            }
            if (!said.ok()) {
                where.forget();
                throw remote.failed(script, said, what);
            }
            return facts(place, said, before.least(ours.underWay()));
        }
    }

    private NodeNamespace where(String what) throws FaultException {
        boolean compose = node.runtime() instanceof RuntimeSpec.Compose;
        var script =
                Script.of("node: where it listens", NodeHost.text("node-where.sh"))
                        .root()
                        .with("HTTP", node.http())
                        .with("WEBSOCKET", node.websocket())
                        .with("SERVICE", compose ? compose().service() : "")
                        .with("DIRECTORY", compose ? compose().directory() : "")
                        .after(Script.PRELUDE);
        return NodeNamespace.of(remote.ask(script, Remote.READING, what).text(), node);
    }

    private RuntimeSpec.Compose compose() {
        return (RuntimeSpec.Compose) node.runtime();
    }

    /** As the user where it is this host's own namespace; another one is root's to enter. */
    private static Script sockets(NodeNamespace place) {
        var script = Script.of("node: connections", NodeHost.text("node-sockets.sh"));
        return (place.pid().isEmpty() ? script : script.root())
                .with("HTTP", place.http())
                .with("WEBSOCKET", place.websocket())
                .with("PID", place.pid())
                .with("START", place.start())
                .after(Script.PRELUDE);
    }

    private ConnectionFacts facts(NodeNamespace place, Shell.Output said, Probes.UnderWay ours) {
        var text = said.text();
        var by = line(text, "by ");
        var all = by.startsWith("/proc") ? Connection.ofProc(text) : Connection.ofSs(text);
        var http = all.stream().filter(one -> one.port() == place.http()).toList();
        var websocket = all.stream().filter(one -> one.port() == place.websocket()).toList();
        boolean told = http.stream().allMatch(Connection::told) && !by.startsWith("/proc");
        int inUse = (int) http.stream().filter(Connection::inUse).count();
        int open = (int) websocket.stream().filter(Connection::asked).count();
        return new ConnectionFacts(
                OptionalInt.of(Math.max(0, inUse - ours.http())),
                told ? OptionalInt.of(http.size() - inUse) : OptionalInt.empty(),
                OptionalInt.of(Math.max(0, open - ours.websocket())),
                by,
                direct(http, place, line(text, "asked-from ")),
                line(text, "machine "),
                oldest(http, ours.http()));
    }

    /** Of those in use the oldest; the youngest are probes of ours, as many as are under way. */
    private static List<ConnectionFacts.InUse> oldest(List<Connection> http, int ours) {
        var inUse =
                http.stream()
                        .filter(Connection::inUse)
                        .filter(one -> one.quiet().isPresent())
                        .map(
                                one ->
                                        new ConnectionFacts.InUse(
                                                one.peer(),
                                                Duration.ofMillis(one.quiet().getAsLong())))
                        .sorted(Comparator.comparing(ConnectionFacts.InUse::quiet).reversed())
                        .toList();
        return inUse.subList(0, Math.clamp(inUse.size() - ours, 0, NAMED));
    }

    /** Peers that are neither a balancer, nor this machine, nor the node itself. */
    private List<String> direct(List<Connection> http, NodeNamespace place, String askedFrom) {
        if (balancers.get().isEmpty()) {
            return List.of();
        }
        var known = balancers.get().get();
        return List.copyOf(
                http.stream()
                        .map(Connection::peer)
                        .filter(peer -> !peer.startsWith("127.") && !peer.equals("::1"))
                        .filter(peer -> !known.contains(peer))
                        .filter(peer -> !place.gateways().contains(peer))
                        .filter(peer -> !peer.equals(Connection.plain(askedFrom)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private String machine(String what) throws FaultException {
        var script = Script.of("node: machine", "cat /etc/machine-id 2>/dev/null; exit 0");
        return remote.ask(script, Remote.READING, what).text().strip();
    }

    private static String line(String text, String prefix) {
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse("");
    }
}
