package dev.drainboard.driver;

import dev.drainboard.model.Fence;
import dev.drainboard.wire.Script;

/** Scripts that change something: the prelude before them, and the fence as their data. */
final class Fenced {

    private Fenced() {}

    /** As root, with STATE, CLUSTER, TOKEN and OPERATION; the body calls {@code fence} itself. */
    static Script script(String name, String body, Fence fence) {
        return named(Script.of(name, body).root(), fence)
                .with("TOKEN", fence.token())
                .after(Script.PRELUDE);
    }

    /** With STATE, CLUSTER and OPERATION, for a script that changes nothing. */
    static Script named(Script script, Fence fence) {
        return script.with("STATE", fence.directory())
                .with("CLUSTER", fence.cluster())
                .with("OPERATION", fence.operation());
    }
}
