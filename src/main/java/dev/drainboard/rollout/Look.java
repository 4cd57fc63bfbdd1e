package dev.drainboard.rollout;

import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.BalancerSpec;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Cluster;
import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HealthFacts;
import dev.drainboard.model.Intent;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the guard asks for, read now: every balancer and every node's health, and the connections of
 * the nodes that must be reachable. All at once; what does not answer within its port's deadline is
 * unknown.
 */
final class Look {

    private final Crew crew;

    Look(Crew crew) {
        this.crew = crew;
    }

    private interface Question<T> {
        T ask() throws FaultException;
    }

    /**
     * The nodes whose hosts the guard wants to answer too: of one that only leaves, nothing. Names
     * that the cluster file does not have are the guard's to refuse.
     */
    static List<String> reachable(Intent intent, Cluster cluster) {
        return named(intent, cluster).stream()
                .filter(node -> cluster.find(node).isPresent())
                .toList();
    }

    private static List<String> named(Intent intent, Cluster cluster) {
        return switch (intent) {
            case Intent.Drain drain -> List.of();
            case Intent.Maint maint -> List.of();
            case Intent.Restore restore -> restore.nodes();
            case Intent.Update update -> update.nodes();
            case Intent.Rollout rollout ->
                    rollout.nodes().isEmpty()
                            ? cluster.nodes().stream().map(NodeSpec::name).toList()
                            : rollout.nodes();
        };
    }

    /**
     * @param reachable the nodes whose hosts must answer too
     */
    Snapshot now(Collection<String> reachable) throws FaultException {
        var cluster = crew.cluster();
        var names = cluster.nodes().stream().map(NodeSpec::name).toList();
        var balancerNames = cluster.balancers().stream().map(BalancerSpec::name).toList();
        var asked = new java.util.ArrayList<String>();
        balancerNames.forEach(name -> asked.add("balancer " + name));
        names.forEach(name -> asked.add("health " + name));
        reachable.forEach(name -> asked.add("connections " + name));
        var answers = new LinkedHashMap<String, Reading<?>>();
        for (var answer : AllAtOnce.each(asked, "look", what -> Map.entry(what, read(what)))) {
            answers.put(answer.getKey(), answer.getValue());
        }
        var balancers = new LinkedHashMap<String, Reading<BalancerFacts>>();
        balancerNames.forEach(name -> balancers.put(name, cast(answers.get("balancer " + name))));
        var nodes = new LinkedHashMap<String, Snapshot.NodeReadings>();
        for (var name : names) {
            nodes.put(
                    name,
                    node(
                            cast(answers.get("health " + name)),
                            Optional.ofNullable(cast(answers.get("connections " + name)))));
        }
        return new Snapshot(
                cluster,
                crew.clock().instant(),
                balancers,
                nodes,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Reading<?> read(String what) {
        var name = what.substring(what.indexOf(' ') + 1);
        var ports = crew.ports();
        return switch (what.substring(0, what.indexOf(' '))) {
            case "balancer" -> reading(() -> ports.balancers().get(name).read());
            case "health" -> reading(() -> ports.nodes().get(name).health());
            default -> reading(() -> ports.nodes().get(name).connections());
        };
    }

    private <T> Reading<T> reading(Question<T> question) {
        try {
            return new Reading.Got<>(question.ask(), crew.clock().instant());
        } catch (FaultException e) {
            return new Reading.Failed<>(e.fault(), crew.clock().instant(), Optional.empty());
        }
    }

    /** One answer stands for itself: rise and fall are for those who watch. */
    private static Snapshot.NodeReadings node(
            Reading<HealthFacts> health, Optional<Reading<ConnectionFacts>> connections) {
        return new Snapshot.NodeReadings(
                Optional.of(health),
                health.value().map(HealthFacts::http).orElse(CheckState.UNKNOWN),
                health.value().map(HealthFacts::websocket).orElse(CheckState.UNKNOWN),
                connections,
                Optional.empty());
    }

    @SuppressWarnings(
            "unchecked") // the name of the question decides the type of its answer, in read()
    private static <T> Reading<T> cast(Reading<?> reading) {
        return (Reading<T>) reading;
    }
}
