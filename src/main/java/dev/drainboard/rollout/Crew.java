package dev.drainboard.rollout;

import dev.drainboard.model.Cluster;
import dev.drainboard.port.Notation;
import dev.drainboard.port.Ports;
import dev.drainboard.port.Rest;
import java.time.Duration;
import java.time.InstantSource;

/** What every deed needs and none changes. */
public record Crew(
        Cluster cluster,
        Ports ports,
        Notation notation,
        InstantSource clock,
        Rest rest,
        FaultPoint faults) {

    /**
     * The rhythm of everything that waits for a change: quick, and never slower than health is
     * asked.
     */
    Duration rhythm() {
        var health = cluster.health();
        return health.quick().compareTo(health.every()) < 0 ? health.quick() : health.every();
    }

    int number(String node) {
        return cluster.nodes().indexOf(cluster.node(node)) + 1;
    }

    int balancerNumber(String balancer) {
        int number = 0;
        for (var spec : cluster.balancers()) {
            number++;
            if (spec.name().equals(balancer)) {
                return number;
            }
        }
        throw new IllegalArgumentException("no balancer " + balancer);
    }

    void pause(Duration duration) throws dev.drainboard.model.FaultException {
        try {
            rest.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.leaving().thrown();
        }
    }
}
