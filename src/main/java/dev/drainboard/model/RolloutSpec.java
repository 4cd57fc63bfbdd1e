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
        OnFailure onFailure,
        Map<Hook, String> hooks) {

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
                    OnFailure.STOP,
                    Map.of());

    public RolloutSpec {
        Objects.requireNonNull(minInRotation);
        Objects.requireNonNull(drain);
        Objects.requireNonNull(within);
        Objects.requireNonNull(soak);
        Objects.requireNonNull(onFailure);
        warmUp = List.copyOf(warmUp);
        hooks = Map.copyOf(hooks);
        if (batch < 1 || passes < 1) {
            throw new IllegalArgumentException("rollout: batch and gate.passes must be above zero");
        }
    }
}
