package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.port.Rest;
import dev.drainboard.wire.Script;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A node's host as its runtime drives it: what all runtimes do alike. */
record NodeHost(String node, Remote remote, InstantSource clock, Rest rest) {

    /** A pull over a slow line. */
    static final Duration PREPARE = Duration.ofMinutes(20);

    /** An update; it is waited for no longer, and goes on. */
    static final Duration UPDATE = Duration.ofMinutes(30);

    String host() {
        return remote.host();
    }

    String cannot(String what) {
        return node + " could not be " + what + ".";
    }

    /** A change that is over when its script is, run in a channel of its own. */
    Script fenced(String name, String file, Fence fence) {
        return Fenced.script(name, text("allowed.sh") + text(file), fence);
    }

    /**
     * Runs the work detached, or attaches to it.
     *
     * @throws FaultException if it was killed; an exit code other than 0 is the caller's to judge
     */
    Detached.Ended update(Script work, Fence fence, Consumer<String> line) throws FaultException {
        var what = cannot("updated");
        var ended = new Detached(remote, clock, rest).run(work, fence, UPDATE, line, what);
        if (ended.exit().isEmpty()) {
            throw Fault.of(
                            Fault.Kind.FAILED,
                            "update.work.killed",
                            what,
                            "The update was killed on the host, or the host went down under it.",
                            "Look at the host, then --retry.")
                    .on(host())
                    .said(ended.log())
                    .thrown();
        }
        return ended;
    }

    boolean settle(Fence fence, Consumer<String> line) throws FaultException {
        return new Detached(remote, clock, rest)
                .settle(fence, UPDATE, line, cannot("asked for its update"))
                .isPresent();
    }

    static String text(String file) {
        return Script.text(NodeHost.class, file) + "\n";
    }
}
