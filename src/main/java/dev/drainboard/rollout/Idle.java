package dev.drainboard.rollout;

import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Waits until a node is idle: no request in use on 8069, on every balancer and on the node, in two
 * looks running, and no active cron or queue transaction of the node. Websockets are counted and
 * told, and never waited for unless the policy says so.
 */
final class Idle {

    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    /**
     * After a look that saw nothing the second follows so much sooner: longer than a round trip.
     */
    private static final int SOONER = 4;

    // no balancer is named so: names have no blanks
    private static final String NODE = "the node";
    private static final String DATABASE = "the database";

    private final Crew crew;

    Idle(Crew crew) {
        this.crew = crew;
    }

    /**
     * What one look saw. {@code known} is false where neither the node nor all balancers could be
     * asked; {@code byNode} is false where the balancers' counts stand alone.
     */
    record Look(boolean known, boolean byNode, int requests, int websockets, List<String> jobs) {

        boolean idle(boolean websocketsToo) {
            return known && requests == 0 && jobs.isEmpty() && (!websocketsToo || websockets == 0);
        }

        String says() {
            if (!known) {
                return "its connections cannot be counted";
            }
            var parts = new ArrayList<String>();
            if (requests > 0) {
                parts.add(Words.count(requests, "request"));
            }
            if (websockets > 0) {
                parts.add(Words.count(websockets, "websocket"));
            }
            parts.addAll(jobs);
            return parts.isEmpty() ? "nothing" : String.join(", ", parts);
        }
    }

    /** How the wait ended. */
    sealed interface End {
        record Reached(String detail) implements End {}

        record NotReached(Look last, Duration waited) implements End {}

        /** Somebody asked for a pause. */
        record LetGo(Look last) implements End {}
    }

    /**
     * @param tell hears what is still there every two seconds
     * @param toPause the wait is given up when it says so
     */
    End await(
            Work work,
            DrainSpec policy,
            Intent.DrainWish wish,
            java.util.function.Consumer<String> tell,
            java.util.function.BooleanSupplier toPause)
            throws FaultException {
        var began = crew.clock().instant();
        var patience = wish.patience().orElse(policy.patience());
        boolean websocketsToo = policy.websockets() == DrainSpec.Websockets.WAIT;
        int running = 0;
        Instant told = began;
        while (true) {
            var look = look(work.node());
            crew.faults().pass(dev.drainboard.model.StepKind.AWAIT_IDLE, "firstLook");
            running = look.idle(websocketsToo) ? running + 1 : 0;
            var now = crew.clock().instant();
            if (running == 2) {
                return new End.Reached(
                        "idle after "
                                + Words.of(Duration.between(began, now))
                                + (look.websockets() > 0
                                        ? "; "
                                                + Words.count(look.websockets(), "websocket")
                                                + " left to the restart"
                                        : "")
                                + (look.byNode()
                                        ? ""
                                        : "; counted by the balancers, the node could not be asked"));
            }
            if (now.isAfter(began.plus(patience)) && running == 0) {
                return new End.NotReached(look, Duration.between(began, now));
            }
            if (toPause.getAsBoolean()) {
                return new End.LetGo(look);
            }
            if (now.isAfter(told.plus(TELL_EVERY))) {
                told = now;
                tell.accept(look.says() + " left");
            }
            crew.pause(running == 1 ? crew.rhythm().dividedBy(SOONER) : crew.rhythm());
        }
    }

    /** The parts of one look, each asked of another host at the same time. */
    private sealed interface Part {
        /** What a balancer holds of the node; {@code known} is false where it cannot count. */
        record OnBalancer(boolean known, int requests, int websockets) implements Part {}

        record OnNode(OptionalInt requests, int websockets) implements Part {}

        record Jobs(List<String> names) implements Part {}
    }

    Look look(String node) throws FaultException {
        var questions = new ArrayList<>(crew.ports().balancers().keySet());
        questions.add(NODE);
        questions.add(DATABASE);
        var parts =
                AllAtOnce.each(
                        questions,
                        "idle",
                        who ->
                                switch (who) {
                                    case NODE -> onNode(node);
                                    case DATABASE -> new Part.Jobs(jobs(node));
                                    default -> onBalancer(who, node);
                                });
        int onBalancers = 0;
        int sockets = 0;
        int onNode = 0;
        boolean allBalancers = true;
        boolean known = false;
        List<String> jobs = List.of();
        for (var part : parts) {
            switch (part) {
                case Part.OnBalancer balancer -> {
                    allBalancers &= balancer.known();
                    onBalancers += balancer.requests();
                    sockets += balancer.websockets();
                }
                case Part.OnNode its -> {
                    known = its.requests().isPresent();
                    onNode = its.requests().orElse(0);
                    sockets = Math.max(sockets, its.websockets());
                }
                case Part.Jobs its -> jobs = its.names();
            }
        }
        return new Look(known || allBalancers, known, Math.max(onBalancers, onNode), sockets, jobs);
    }

    private Part onBalancer(String balancer, String node) {
        boolean known = true;
        int requests = 0;
        int websockets = 0;
        try {
            for (var server : crew.ports().balancers().get(balancer).read().of(node)) {
                known &= server.active().isPresent();
                int active = server.active().orElse(0);
                if (server.endpoint() == Endpoint.HTTP) {
                    requests += active;
                } else {
                    websockets += active;
                }
            }
            return new Part.OnBalancer(known, requests, websockets);
        } catch (FaultException e) {
            return new Part.OnBalancer(false, requests, websockets);
        }
    }

    private Part onNode(String node) {
        try {
            var facts = crew.ports().nodes().get(node).connections();
            return new Part.OnNode(facts.httpActive(), facts.websocketActive().orElse(0));
        } catch (FaultException e) {
            // what leaves need not answer: the balancers' counts stand alone then
            return new Part.OnNode(OptionalInt.empty(), 0);
        }
    }

    private List<String> jobs(String node) {
        return crew.ports()
                .database()
                .map(
                        port -> {
                            try {
                                DatabaseFacts facts = port.read();
                                return facts.working().getOrDefault(node, List.of());
                            } catch (FaultException e) {
                                return List.of("the database does not say which jobs run");
                            }
                        })
                .orElse(List.of());
    }
}
