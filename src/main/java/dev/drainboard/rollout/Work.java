package dev.drainboard.rollout;

import dev.drainboard.model.Fence;
import dev.drainboard.model.Step;

/**
 * A step in hand.
 *
 * @param inDoubt it was announced before and may have been done
 * @param evidence what the journal keeps beside the fault if the step fails; the deed fills it
 */
record Work(
        Operation operation,
        Course.Task task,
        boolean inDoubt,
        Fence fence,
        Recorder recorder,
        Ledger ledger,
        java.util.Map<String, String> evidence) {

    Work(
            Operation operation,
            Course.Task task,
            boolean inDoubt,
            Fence fence,
            Recorder recorder,
            Ledger ledger) {
        this(operation, task, inDoubt, fence, recorder, ledger, new java.util.LinkedHashMap<>());
    }

    Step step() {
        return task.step();
    }

    /** The node of a node's step. */
    String node() {
        return task.step().node().orElseThrow();
    }

    /**
     * The fence under which hosts know this deed. The same deed in doubt has the same name and is
     * done once; a step tried anew after a failure has another.
     */
    Fence deed(int node, String suffix) {
        return fence.deed(
                "c%d-%s-n%d-a%d%s"
                        .formatted(
                                operation.course.number(),
                                step().kind().word(),
                                node,
                                task.attempt(),
                                suffix));
    }
}
