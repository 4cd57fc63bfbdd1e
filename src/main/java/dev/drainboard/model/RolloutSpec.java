package dev.drainboard.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The policy of a rollout.
 *
 * @param minInRotation per upstream and balancer; empty: nodes less one batch, at least 1
 * @param passes good answers of the gate in a row
 * @param within the gate's deadline
 * @param warmUp paths asked once of a node that passed, before it is restored
 * @param soak how long a restored node is watched before the next one
 * @param bake how long the first one is watched; empty: as long as the others
 * @param ask after which nodes somebody is asked whether to go on
 * @param hooks commands for the workstation's shell
 */
public record RolloutSpec(
        int batch,
        Optional<Amount> minInRotation,
        DrainSpec drain,
        int passes,
        Duration within,
        List<String> warmUp,
        Duration soak,
        Optional<Duration> bake,
        Ask ask,
        OnFailure onFailure,
        Map<Hook, String> hooks) {

    /** The gatekeeper is the first node; of the last one nobody is asked. */
    public enum Ask {
        NEVER,
        /** After the first. */
        FIRST,
        /** After each. */
        EACH
    }

    /** What follows a step that fails after the first update. */
    public enum OnFailure {
        /** It stands, and asks. */
        STOP,
        /** The nodes that were changed are taken to their revision before. */
        ROLLBACK
    }

    public static final RolloutSpec DEFAULT =
            new RolloutSpec(
                    1,
                    Optional.empty(),
                    DrainSpec.DEFAULT,
                    5,
                    Duration.ofMinutes(3),
                    List.of("/web/login"),
                    Duration.ofSeconds(30),
                    Optional.empty(),
                    Ask.NEVER,
                    OnFailure.STOP,
                    Map.of());

    public RolloutSpec {
        Objects.requireNonNull(minInRotation);
        Objects.requireNonNull(drain);
        Objects.requireNonNull(within);
        Objects.requireNonNull(soak);
        Objects.requireNonNull(bake);
        Objects.requireNonNull(ask);
        Objects.requireNonNull(onFailure);
        warmUp = List.copyOf(warmUp);
        hooks = Map.copyOf(hooks);
        if (batch < 1 || passes < 1) {
            throw new IllegalArgumentException("rollout: batch and gate.passes must be above zero");
        }
    }

    /**
     * @param first whether it is the first node of the rollout
     */
    public Duration soak(boolean first) {
        return first ? bake.orElse(soak) : soak;
    }
}
