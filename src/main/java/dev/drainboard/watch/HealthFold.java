package dev.drainboard.watch;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.HealthFacts;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Snapshot.NodeReadings;
import java.util.Optional;

/** One node's health after rise and fall. Belongs to one loop, so to one thread at a time. */
final class HealthFold {

    private final String node;
    private final HealthSpec spec;
    private Damping http = Damping.NEW;
    private Damping websocket = Damping.NEW;

    HealthFold(String node, HealthSpec spec) {
        this.node = node;
        this.spec = spec;
    }

    /** Takes the reading into the row; called once for each. */
    Fold<HealthFacts> after(Reading<HealthFacts> reading) {
        var facts = reading.value();
        http =
                http.next(
                        facts.map(HealthFacts::http).orElse(CheckState.UNKNOWN),
                        spec.rise(),
                        spec.fall());
        websocket =
                websocket.next(
                        facts.map(HealthFacts::websocket).orElse(CheckState.UNKNOWN),
                        spec.rise(),
                        spec.fall());
        var damped = http.state();
        var dampedWebsocket = websocket.state();
        return (old, read) ->
                Fold.node(
                        old,
                        read,
                        node,
                        readings ->
                                new NodeReadings(
                                        Optional.of(read),
                                        damped,
                                        dampedWebsocket,
                                        readings.connections(),
                                        readings.runtime()));
    }

    /** An answer that does not count yet: the next one is wanted at the quick rhythm. */
    boolean pending() {
        return http.pending() || websocket.pending();
    }
}
