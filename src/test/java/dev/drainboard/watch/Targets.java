package dev.drainboard.watch;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Holder;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.port.ConfigPort;
import dev.drainboard.port.DatabasePort;
import dev.drainboard.port.JournalPort;
import dev.drainboard.port.LockPort;
import dev.drainboard.port.LogPort;
import dev.drainboard.port.NodePort;
import dev.drainboard.port.Ports;
import dev.drainboard.port.RuntimePort;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Ports that answer as a hand-made snapshot says, and that can hang. Whatever would change
 * something is an error: a watch only reads.
 */
final class Targets {

    private static final Set<String> READS =
            Set.of(
                    "read",
                    "health",
                    "connections",
                    "filestore",
                    "node",
                    "name",
                    "rate",
                    "holders",
                    "sessions",
                    "workers");

    private final Snapshot snapshot;
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    final CountDownLatch never = new CountDownLatch(1);

    /** Every question that was asked, as "node1 health", in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    Targets(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Targets hang(String question) {
        hanging.add(question);
        return this;
    }

    Ports ports() {
        var balancers = new LinkedHashMap<String, BalancerPort>();
        snapshot.balancers()
                .forEach(
                        (name, reading) ->
                                balancers.put(
                                        name,
                                        port(BalancerPort.class, name, m -> balancer(m, reading))));
        var nodes = new LinkedHashMap<String, NodePort>();
        var runtimes = new LinkedHashMap<String, RuntimePort>();
        snapshot.nodes()
                .forEach(
                        (name, readings) -> {
                            Map<String, Optional<? extends Reading<?>>> of =
                                    Map.of(
                                            "health",
                                            readings.health(),
                                            "connections",
                                            readings.connections(),
                                            "filestore",
                                            Optional.of(optional(snapshot.filestore().get(name))));
                            nodes.put(
                                    name, port(NodePort.class, name, m -> of.get(m).orElseThrow()));
                            runtimes.put(
                                    name,
                                    port(
                                            RuntimePort.class,
                                            name,
                                            m -> readings.runtime().orElseThrow()));
                        });
        return new Ports(
                balancers,
                nodes,
                runtimes,
                snapshot.database().map(db -> port(DatabasePort.class, "database", m -> db)),
                port(JournalPort.class, "journal", m -> null),
                port(LockPort.class, "lock", m -> snapshot.lock().orElseThrow()),
                logs(),
                configs(),
                (hook, command, moment, line) -> {
                    throw new AssertionError("a reading runs no hook");
                });
    }

    /** Nobody can be named, and nobody is bound. */
    private static Reading<?> balancer(String method, Reading<BalancerFacts> reading) {
        return switch (method) {
            case "holders" -> new Reading.Got<>(Optional.<List<Holder>>empty(), reading.at());
            case "sessions" -> new Reading.Got<>(BoundSessions.unknown("no"), reading.at());
            default -> reading;
        };
    }

    /** Of the nodes whose log tells a rate. */
    private Map<String, LogPort> logs() {
        var logs = new LinkedHashMap<String, LogPort>();
        snapshot.nodes()
                .forEach(
                        (name, readings) ->
                                readings.ownRate()
                                        .ifPresent(
                                                rate ->
                                                        logs.put(
                                                                name,
                                                                port(
                                                                        LogPort.class,
                                                                        name,
                                                                        m -> optional(rate)))));
        return logs;
    }

    /** Of the nodes whose workers are known. */
    private Map<String, ConfigPort> configs() {
        var configs = new LinkedHashMap<String, ConfigPort>();
        snapshot.workers()
                .forEach(
                        (name, workers) ->
                                configs.put(
                                        name,
                                        port(ConfigPort.class, name, m -> optional(workers))));
        return configs;
    }

    Question<Optional<OperationView>> operation() {
        return () -> answer("journal read", snapshot.operation().orElseThrow());
    }

    private static <T> Reading<Optional<T>> optional(Reading<T> reading) {
        return switch (reading) {
            case Reading.Got<T> got -> new Reading.Got<>(Optional.of(got.got()), got.at());
            case Reading.Failed<T> failed -> new Reading.Failed<>(failed.fault(), failed.at());
        };
    }

    private <P> P port(
            Class<P> type, String target, java.util.function.Function<String, Reading<?>> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            var name = method.getName();
                            if (!READS.contains(name)) {
                                throw new AssertionError("a watch changes nothing: " + name);
                            }
                            return answer(target + " " + name, answers.apply(name));
                        }));
    }

    private <T> T answer(String question, Reading<T> reading) throws FaultException {
        asked.add(question);
        if (hanging.contains(question) || hanging.contains(question.split(" ")[0])) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return switch (reading) {
            case Reading.Got<T> got -> got.got();
            case Reading.Failed<T> failed -> throw failed.fault().thrown();
        };
    }
}
