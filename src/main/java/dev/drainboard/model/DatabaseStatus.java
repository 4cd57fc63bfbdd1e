package dev.drainboard.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The database as it is shown.
 *
 * @param reason why it is not healthy, in words; empty if it is
 * @param facts empty when unknown
 * @param answered when it last answered; empty: never
 */
public record DatabaseStatus(
        String host,
        ServiceState state,
        Optional<String> reason,
        Optional<DatabaseFacts> facts,
        Optional<Instant> answered) {

    public DatabaseStatus {
        Objects.requireNonNull(host);
        Objects.requireNonNull(state);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(facts);
        Objects.requireNonNull(answered);
    }

    static DatabaseStatus of(DatabaseSpec spec, Snapshot snapshot, Instant now) {
        var answer = Answer.of(snapshot.database(), Probe.DATABASE, snapshot.cluster(), now);
        var answered = snapshot.database().flatMap(Reading::lastAnswer);
        var state = answer.value().map(DatabaseStatus::state).orElse(ServiceState.UNKNOWN);
        var reason = answer.value().map(DatabaseStatus::reason).orElse(answer.reason());
        return new DatabaseStatus(spec.host(), state, reason, answer.value(), answered);
    }

    private static ServiceState state(DatabaseFacts facts) {
        if (!facts.primary()) {
            return ServiceState.FAILED;
        }
        return full(facts) ? ServiceState.DEGRADED : ServiceState.HEALTHY;
    }

    private static Optional<String> reason(DatabaseFacts facts) {
        if (!facts.primary()) {
            return Optional.of("it is a standby: nothing can be written");
        }
        return full(facts)
                ? Optional.of("all " + facts.limit() + " connections are taken")
                : Optional.empty();
    }

    private static boolean full(DatabaseFacts facts) {
        return facts.connections() >= facts.limit();
    }
}
