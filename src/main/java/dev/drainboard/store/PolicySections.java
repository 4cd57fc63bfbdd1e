package dev.drainboard.store;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.HealthSpec;
import dev.drainboard.model.Hook;
import dev.drainboard.model.RolloutSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** {@code health} and {@code rollout}. */
final class PolicySections {

    private static final Grammar<Integer> COUNT = Grammars.number("a number", 1, 1000);

    /** More than one node at once is a later version's. */
    private static final Grammar<Integer> BATCH =
            Grammar.of(
                    "1 (more nodes at once, and percentages, are not in this version)",
                    scalar -> Optional.of(scalar.text()).filter("1"::equals).map(one -> 1));

    static final Grammar<RolloutSpec.OnFailure> ON_FAILURE =
            Grammar.choice(RolloutSpec.OnFailure.class);

    static final Grammar<RolloutSpec.Ask> ASK = Grammar.choice(RolloutSpec.Ask.class);

    static final Grammar<DrainSpec.Then> THEN = Grammar.choice(DrainSpec.Then.class);

    static final Grammar<DrainSpec.Websockets> WEBSOCKETS =
            Grammar.choice(DrainSpec.Websockets.class);

    static final Grammar<DrainSpec.Sticky> STICKY = Grammar.choice(DrainSpec.Sticky.class);

    private PolicySections() {}

    static HealthSpec health(Section health) {
        var otherwise = HealthSpec.DEFAULT;
        return new HealthSpec(
                health.read("path", Grammars.URL_PATH, otherwise.path()),
                health.read("websocketPath", Grammars.URL_PATH, otherwise.websocketPath()),
                health.maybe("host", Grammars.HOST_HEADER),
                health.read("every", Grammars.DURATION_ABOVE_ZERO, otherwise.every()),
                health.read("timeout", Grammars.DURATION_ABOVE_ZERO, otherwise.timeout()),
                health.read("rise", COUNT, otherwise.rise()),
                health.read("fall", COUNT, otherwise.fall()),
                health.read("quick", Grammars.DURATION_ABOVE_ZERO, otherwise.quick()));
    }

    static RolloutSpec rollout(Section root, Optional<Cluster.Sessions> sessions) {
        var rollout = root.inner("rollout", Keys.ROLLOUT);
        var gate = rollout.inner("gate", Keys.GATE);
        var otherwise = RolloutSpec.DEFAULT;
        return new RolloutSpec(
                rollout.read("batch", BATCH, otherwise.batch()),
                rollout.maybe("minInRotation", Grammars.AMOUNT),
                drain(rollout.inner("drain", Keys.DRAIN), sessions),
                gate.read("passes", COUNT, otherwise.passes()),
                gate.read("within", Grammars.DURATION_ABOVE_ZERO, otherwise.within()),
                rollout.value("warmUp").isPresent()
                        ? rollout.many("warmUp", Grammars.URL_PATH)
                        : otherwise.warmUp(),
                rollout.read("soak", Grammars.DURATION_OR_ZERO, otherwise.soak()),
                rollout.maybe("bake", Grammars.DURATION_OR_ZERO),
                rollout.read("ask", ASK, otherwise.ask()),
                rollout.read("onFailure", ON_FAILURE, otherwise.onFailure()),
                hooks(rollout.inner("hooks", Keys.HOOKS)));
    }

    private static Map<Hook, String> hooks(Section section) {
        var hooks = new EnumMap<Hook, String>(Hook.class);
        for (var hook : Hook.values()) {
            section.maybe(hook.word(), Grammars.COMMAND)
                    .ifPresent(command -> hooks.put(hook, command));
        }
        return hooks;
    }

    /** Where sessions are each node's own files, a client that is moved loses its session. */
    private static DrainSpec drain(Section drain, Optional<Cluster.Sessions> sessions) {
        var otherwise = DrainSpec.DEFAULT;
        var sticky =
                sessions.equals(Optional.of(Cluster.Sessions.FILES))
                        ? DrainSpec.Sticky.KEEP
                        : otherwise.sticky();
        return new DrainSpec(
                drain.read("wait", Grammars.DURATION_OR_ZERO, otherwise.patience()),
                drain.read("then", THEN, otherwise.then()),
                drain.read("websockets", WEBSOCKETS, otherwise.websockets()),
                drain.read("sticky", STICKY, sticky));
    }
}
