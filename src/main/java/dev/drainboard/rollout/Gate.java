package dev.drainboard.rollout;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeFacts;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The health gate, which believes little: so many rounds in a row in which both healths, the login
 * page with its assets and the websocket handshake are right; then that what runs was started anew
 * and is what was asked for.
 */
final class Gate {

    /**
     * A node that has not come up is asked so many times as often as one that answers: a refused
     * connection costs it nothing. (Reached through a balancer's host each leaves a line in that
     * one's log, so not as often as could be.)
     */
    private static final int SOONER = 2;

    private final Crew crew;

    Gate(Crew crew) {
        this.crew = crew;
    }

    /**
     * What must run.
     *
     * @param revision empty: whatever it is
     * @param notInstance the instance that ran before; empty: a new start is not asked for
     */
    record Wanted(Optional<Revision> revision, Optional<String> notInstance) {
        static final Wanted ANY = new Wanted(Optional.empty(), Optional.empty());
    }

    /** How the gate ended; {@code checks} are those of the last round. */
    record Verdict(boolean passed, List<GateCheck> checks, Duration took) {}

    /**
     * @param operation whose gate it is, by its number
     * @param tell hears each round that did not pass
     * @param asked hears of every round
     */
    Verdict ask(
            String operation,
            String node,
            Wanted wanted,
            Duration within,
            Consumer<List<GateCheck>> tell,
            Consumer<GateRounds> asked)
            throws FaultException {
        var began = crew.clock().instant();
        int row = 0;
        List<GateCheck> told = List.of();
        var rounds =
                GateRounds.begun(operation, node, began, within, crew.cluster().rollout().passes());
        while (true) {
            var checks = round(node);
            crew.faults().pass(StepKind.GATE, "firstRound");
            row = passed(checks) ? row + 1 : 0;
            if (row >= crew.cluster().rollout().passes()) {
                checks = new ArrayList<>(checks);
                checks.addAll(identity(node, wanted));
                if (passed(checks)) {
                    return new Verdict(true, checks, took(began));
                }
                row = 0;
            }
            rounds = rounds.with(checks, crew.clock().instant());
            asked.accept(rounds);
            if (!passed(checks) && !checks.equals(told)) {
                tell.accept(checks);
                told = checks;
            }
            if (took(began).compareTo(within) > 0) {
                return new Verdict(false, checks, took(began));
            }
            boolean silent = checks.stream().noneMatch(GateCheck::passed);
            crew.pause(silent ? crew.rhythm().dividedBy(SOONER) : crew.rhythm());
        }
    }

    private Duration took(java.time.Instant began) {
        return Duration.between(began, crew.clock().instant());
    }

    private List<GateCheck> round(String node) {
        try {
            return crew.ports().nodes().get(node).gate();
        } catch (FaultException e) {
            return List.of(new GateCheck("reach", false, "an answer", e.fault().why()));
        }
    }

    private List<GateCheck> identity(String node, Wanted wanted) {
        if (wanted.revision().isEmpty() && wanted.notInstance().isEmpty()) {
            return List.of();
        }
        RuntimeFacts facts;
        try {
            facts = crew.ports().runtimes().get(node).read();
        } catch (FaultException e) {
            return List.of(
                    new GateCheck("revision", false, "an answer of the runtime", e.fault().why()));
        }
        var checks = new ArrayList<GateCheck>();
        wanted.revision()
                .ifPresent(
                        revision ->
                                checks.add(
                                        new GateCheck(
                                                "revision",
                                                facts.revision()
                                                        .filter(now -> same(now, revision))
                                                        .isPresent(),
                                                revision.toString(),
                                                facts.revision()
                                                        .map(Revision::toString)
                                                        .orElse("nothing runs"))));
        wanted.notInstance()
                .ifPresent(
                        before ->
                                checks.add(
                                        new GateCheck(
                                                "new start",
                                                facts.instance()
                                                        .filter(now -> !now.equals(before))
                                                        .isPresent(),
                                                "another start than " + before,
                                                facts.instance().orElse("nothing runs"))));
        return checks;
    }

    /** A user's own word has no id of its own: then the word decides. */
    static boolean same(Revision one, Revision other) {
        return one.id().isEmpty() || other.id().isEmpty()
                ? one.name().equals(other.name())
                : one.id().equals(other.id());
    }

    private static boolean passed(List<GateCheck> checks) {
        return checks.stream().allMatch(GateCheck::passed);
    }
}
