package dev.drainboard.driver;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.HealthFacts;
import dev.drainboard.port.NodePort;
import dev.drainboard.wire.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * An Odoo as its users and its host see it.
 *
 * <p>Health is asked straight from this machine, or through a balancer's host where this machine
 * cannot reach the node. While no way is known all are tried at once; the first in order that
 * reaches the node is kept until it does not. A node that no way reaches is unknown, not down.
 */
final class OdooNode implements NodePort {

    private final String name;
    private final Remote remote;
    private final List<Way> ways;
    private final OdooQuestions questions;
    private final Probes probes;
    private final NodeConnections connections;
    private final Optional<NodeFilestore> filestore;
    private final AtomicReference<Optional<Way>> known = new AtomicReference<>(Optional.empty());

    /**
     * @param ways never empty; the straight one first
     */
    OdooNode(
            String name,
            Remote remote,
            List<Way> ways,
            OdooQuestions questions,
            Probes probes,
            NodeConnections connections,
            Optional<NodeFilestore> filestore) {
        this.name = name;
        this.remote = remote;
        this.ways = List.copyOf(ways);
        this.questions = questions;
        this.probes = probes;
        this.connections = connections;
        this.filestore = filestore;
    }

    @Override
    public String node() {
        return name;
    }

    /** What one way saw. */
    private record Seen(Way way, boolean reached, HealthFacts facts) {}

    @Override
    public HealthFacts health() throws FaultException {
        var way = known.get();
        try {
            var seen = way.isPresent() ? look(way.get()) : lookEveryWay();
            known.set(seen.reached() ? Optional.of(seen.way()) : Optional.empty());
            return seen.facts();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Seen lookEveryWay() throws InterruptedException {
        var all = atOnce(ways.stream().<Callable<Seen>>map(way -> () -> look(way)).toList());
        return all.stream().filter(Seen::reached).findFirst().orElse(all.getFirst());
    }

    private Seen look(Way way) throws InterruptedException {
        var ports =
                atOnce(
                        Stream.of(Endpoint.HTTP, Endpoint.WEBSOCKET)
                                .<Callable<OdooQuestions.PortHealth>>map(
                                        endpoint -> () -> questions.health(way, endpoint))
                                .toList());
        var http = ports.getFirst();
        var websocket = ports.getLast();
        boolean reached = http.reached() || websocket.reached();
        if (!reached) {
            way.forget();
        }
        var reason = reason(http.reason(), websocket.reason());
        return new Seen(
                way,
                reached,
                new HealthFacts(
                        http.state(),
                        http.state() == CheckState.UP
                                ? http.latencyMs()
                                : java.util.OptionalLong.empty(),
                        websocket.state(),
                        http.saturated(),
                        reason,
                        way.name()));
    }

    /** What is the same of both ports is said once. */
    private static Optional<String> reason(Optional<String> http, Optional<String> websocket) {
        if (http.isPresent() && http.equals(websocket)) {
            return http.map(words -> "both ports: " + words);
        }
        return Stream.of(
                        http.map(words -> "HTTP: " + words),
                        websocket.map(words -> "websocket: " + words))
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "; " + other);
    }

    @Override
    public ConnectionFacts connections() throws FaultException {
        return connections.read(probes);
    }

    @Override
    public Optional<FilestoreFacts> filestore() throws FaultException {
        return filestore.isEmpty() ? Optional.empty() : Optional.of(filestore.get().read());
    }

    @Override
    public List<GateCheck> gate() throws FaultException {
        try {
            return questions.gate(way());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    @Override
    public GateCheck warm(String path) throws FaultException {
        return questions.warm(way(), path);
    }

    private Way way() throws FaultException {
        if (known.get().isEmpty()) {
            health();
        }
        return known.get().orElse(ways.getFirst());
    }

    @Override
    public void fence(Fence fence) throws FaultException {
        var script = Fenced.script("node: fence", "need flock\nfence\n", fence);
        // asked, not run: taking the same token twice is taking it once
        remote.ask(script, Remote.CHANGE, name + " did not take our token.");
    }

    @Override
    public void greet() throws FaultException {
        remote.ask(Script.of("node: greet", ":"), Remote.READING, name + " could not be reached.");
    }

    private static <A> List<A> atOnce(List<Callable<A>> questions) throws InterruptedException {
        try (var threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("health-", 0).factory())) {
            var answers = new ArrayList<A>();
            for (var answer : threads.invokeAll(questions)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private FaultException interrupted() {
        Thread.currentThread().interrupt();
        return Fault.of(
                        Fault.Kind.UNKNOWN,
                        "node.question.interrupted",
                        name + " could not be asked.",
                        "The question was interrupted.",
                        "Ask again.")
                .thrown();
    }
}
