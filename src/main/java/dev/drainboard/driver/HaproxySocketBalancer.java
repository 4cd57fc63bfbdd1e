package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAdmin.Word;
import dev.drainboard.dialect.HaproxyAnswer;
import dev.drainboard.dialect.HaproxyServer;
import dev.drainboard.dialect.HaproxySession;
import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.Before;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Command;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.Holder;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.TcpLineSocket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * HAProxy by its Runtime API: {@code set server ... state} on every server of the node in every
 * backend. What is set so is gone after a reload (measured; works as designed there), so it has to
 * be looked at again and again, and {@link #apply} may be asked again with the same record.
 */
public final class HaproxySocketBalancer implements BalancerPort {

    /** Somebody may change the servers between our reading and our change, but not for ever. */
    private static final int ATTEMPTS = 4;

    private final BalancerSpec.Haproxy spec;
    private final List<NodeSpec> nodes;
    private final HaproxyFaults faults;
    private final HaproxySocket socket;
    private volatile Set<Before> outstanding = Set.of();
    private volatile Optional<HaproxyReading> last = Optional.empty();

    /**
     * @param shell the balancer's host; empty only with a TCP socket, which does not need it
     * @param clock for how long a name's addresses are believed
     */
    public HaproxySocketBalancer(
            BalancerSpec.Haproxy spec,
            List<NodeSpec> nodes,
            Optional<Shell> shell,
            InstantSource clock) {
        this(spec, nodes, socket(spec, nodes, shell, clock));
    }

    HaproxySocketBalancer(BalancerSpec.Haproxy spec, List<NodeSpec> nodes, HaproxySocket socket) {
        this.spec = Objects.requireNonNull(spec);
        this.nodes = List.copyOf(nodes);
        this.faults = new HaproxyFaults(spec.name());
        this.socket = Objects.requireNonNull(socket);
    }

    private static HaproxySocket socket(
            BalancerSpec.Haproxy spec,
            List<NodeSpec> nodes,
            Optional<Shell> shell,
            InstantSource clock) {
        var faults = new HaproxyFaults(spec.name());
        return switch (spec.socket()) {
            case BalancerSpec.Socket.Unix unix ->
                    new HaproxyUnixSocket(
                            shell.orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "a unix socket needs a host")),
                            faults,
                            unix.path(),
                            nodes.stream()
                                    .flatMap(node -> node.addresses().stream())
                                    .collect(Collectors.toSet()),
                            clock);
            case BalancerSpec.Socket.Tcp tcp ->
                    new HaproxyTcpSocket(
                            new TcpLineSocket(tcp.host(), tcp.port()), tcp.host(), faults);
        };
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public boolean knowsDrain() {
        return true;
    }

    @Override
    public void remember(Set<Before> outstanding) {
        this.outstanding =
                outstanding.stream()
                        .filter(before -> before.balancer().equals(name()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public BalancerFacts read() throws FaultException {
        var reading = reading();
        return HaproxyFacts.of(reading, whose(reading), outstanding, socket.fenced());
    }

    private HaproxyReading reading() throws FaultException {
        var reading = socket.read();
        last = Optional.of(reading);
        return reading;
    }

    @Override
    public Optional<List<Holder>> holders(String node) throws FaultException {
        var reading = last.isPresent() ? last.get() : reading();
        var said = socket.sessions();
        if (said.isBlank() || said.contains("Permission denied")) {
            return Optional.empty();
        }
        var whose = whose(reading);
        var own =
                servers(reading, whose, node).stream()
                        .collect(
                                Collectors.toMap(
                                        HaproxyServer::path,
                                        server -> whose.of(server).orElseThrow().endpoint(),
                                        (first, second) -> first));
        return Optional.of(
                HaproxySession.of(said).stream()
                        .filter(session -> session.path().filter(own::containsKey).isPresent())
                        .map(session -> holder(session, own.get(session.path().orElseThrow())))
                        .toList());
    }

    @Override
    public BoundSessions sessions() throws FaultException {
        var reading = last.isPresent() ? last.get() : reading();
        return new HaproxyTables(socket, reading, whose(reading)).read();
    }

    private Holder holder(HaproxySession session, Endpoint endpoint) {
        var age = Optional.of(session.age());
        return switch (endpoint) {
            case HTTP -> new Holder.Request(session.client(), age, name());
            case WEBSOCKET -> new Holder.Websocket(session.client(), age, name());
        };
    }

    private HaproxyNodes whose(HaproxyReading reading) {
        return new HaproxyNodes(nodes, spec.pools(), reading.names());
    }

    private static List<HaproxyServer> servers(
            HaproxyReading reading, HaproxyNodes whose, String node) {
        return reading.answer().servers().stream()
                .filter(
                        server ->
                                whose.of(server)
                                        .filter(owned -> owned.node().name().equals(node))
                                        .isPresent())
                .toList();
    }

    @Override
    public Before plan(String node, AdminState wanted) throws FaultException {
        var reading = reading();
        var answer = reading.answer();
        var own = servers(reading, whose(reading), node);
        if (own.isEmpty()) {
            throw nowhere(node, answer).thrown();
        }
        var level = answer.level().filter(word -> !word.equals("admin"));
        if (level.isPresent()) {
            throw faults.level(node + " cannot leave " + name() + ".", level.get())
                    .on(socket.host())
                    .thrown();
        }
        if (answer.processes() > 1) {
            throw faults.severalProcesses(node, answer.processes()).on(socket.host()).thrown();
        }
        return new Before(
                name(),
                node,
                own.stream()
                        .map(
                                server ->
                                        HaproxyRecord.of(
                                                server, HaproxyFacts.admin(server), answer.pid()))
                        .toList());
    }

    private dev.drainboard.model.Fault nowhere(String node, HaproxyAnswer answer) {
        var lookedFor =
                nodes.stream()
                        .filter(one -> one.name().equals(node))
                        .findFirst()
                        .map(
                                one ->
                                        "It is looked for as "
                                                + String.join(", ", one.addresses())
                                                + " on "
                                                + one.http()
                                                + " and "
                                                + one.websocket()
                                                + ". ")
                        .orElse("");
        var backends =
                answer.servers().stream().map(HaproxyServer::backend).distinct().limit(20).toList();
        return faults.nowhere(node, lookedFor, backends).on(socket.host());
    }

    @Override
    public void apply(Before planned, AdminState wanted, Fence fence) throws FaultException {
        var what = planned.node() + " could not be taken out of " + name() + ".";
        var missing = new ArrayList<String>();
        change(
                answer -> {
                    missing.clear();
                    missing.addAll(missing(answer, planned));
                    return HaproxyChange.out(answer, planned, wanted);
                },
                fence,
                what);
        if (missing.size() == planned.entries().size() && !missing.isEmpty()) {
            throw faults.gone(what, missing).on(socket.host()).thrown();
        }
    }

    private static List<String> missing(HaproxyAnswer answer, Before planned) {
        var paths = answer.servers().stream().map(HaproxyServer::path).collect(Collectors.toSet());
        return planned.entries().stream()
                .map(HaproxyRecord::path)
                .filter(path -> !paths.contains(path))
                .toList();
    }

    @Override
    public void putBack(Before before, Fence fence) throws FaultException {
        change(
                answer -> HaproxyChange.back(answer, before),
                fence,
                before.node() + " could not be put back in " + name() + ".");
    }

    /** What is to be done, given what is. */
    private interface Decision {
        HaproxyChange of(HaproxyAnswer answer);
    }

    /**
     * Decides on the newest reading, and anew where HAProxy turns out to be another than that: what
     * acts does nothing unless it finds what was decided on.
     */
    private void change(Decision decision, Fence fence, String what) throws FaultException {
        var reading = last.isPresent() ? last.get() : reading();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (socket.change(decision.of(reading.answer()), fence, what)) {
                return;
            }
            reading = reading();
        }
        throw faults.restless(what).on(socket.host()).thrown();
    }

    @Override
    public List<Command> commands(String node, AdminState wanted) {
        var word =
                switch (wanted) {
                    case READY, UNKNOWN -> Word.READY;
                    case DRAIN -> Word.DRAIN;
                    case MAINT -> Word.MAINT;
                };
        var own = last.map(reading -> servers(reading, whose(reading), node)).orElse(List.of());
        if (own.isEmpty()) {
            return List.of(socket.typed("set server BACKEND/" + node + " state " + word));
        }
        return own.stream()
                .map(server -> socket.typed("set server " + server.path() + " state " + word))
                .toList();
    }
}
