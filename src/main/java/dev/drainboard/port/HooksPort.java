package dev.drainboard.port;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Hook;
import java.util.Optional;
import java.util.function.Consumer;

/** The user's own commands on the workstation. */
public interface HooksPort {

    /**
     * What a command is told, as DRAINBOARD_OPERATION, DRAINBOARD_NODE and DRAINBOARD_REVISION.
     *
     * @param node empty: it is about the whole rollout
     * @param revision as it was asked for; empty: whatever is newest
     */
    record Moment(String operation, Optional<String> node, Optional<String> revision) {}

    /**
     * Runs it and waits for its end. It may run again under the same operation if this program was
     * killed meanwhile.
     *
     * @param line hears what it prints
     * @throws FaultException FAILED if it does not end with 0, or not in time; UNKNOWN if the
     *     caller was interrupted
     */
    void run(Hook hook, String command, Moment moment, Consumer<String> line) throws FaultException;
}
