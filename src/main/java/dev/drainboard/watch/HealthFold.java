package dev.drainboard.watch;

import dev.drainboard.model.CheckState;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
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
    private boolean answeredLast;

    HealthFold(String node, HealthSpec spec) {
        this.node = node;
        this.spec = spec;
    }

    /**
     * The answer, if it is one. A node of which neither port was reached did not answer, or it
     * would count as seen just now. Nor is the first silence after an answer believed to be a busy
     * node: a cable that is cut while a question is under way looks the same (seen in the lab:
     * "degraded" for 3 s, then unknown). A busy one is silent again.
     *
     * @throws FaultException the node did not answer
     */
    HealthFacts believed(HealthFacts facts) throws FaultException {
        boolean answered = answeredLast;
        answeredLast = false;
        if (facts.http() == CheckState.UNKNOWN && facts.websocket() == CheckState.UNKNOWN) {
            throw silent(facts.reason().orElse("Neither port was reached")).thrown();
        }
        if (facts.saturated() && answered) {
            throw silent(facts.reason().orElse("It accepts and does not answer in time")).thrown();
        }
        answeredLast = !facts.saturated();
        return facts;
    }

    private Fault silent(String why) {
        return Fault.of(
                Fault.Kind.UNREACHABLE,
                "watch.node.silent",
                node + " does not answer.",
                why.endsWith(".") ? why : why + ".",
                "See `check` for what does not answer.");
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
                                        readings.runtime(),
                                        readings.ownRate(),
                                        readings.quiet()));
    }

    /** An answer that does not count yet: the next one is wanted at the quick rhythm. */
    boolean pending() {
        return http.pending() || websocket.pending();
    }
}
