package dev.drainboard.port;

import dev.drainboard.model.CommandRun;
import java.util.List;

/**
 * The commands that ran on a cluster's hosts from this machine, over the life of many processes. A
 * convenience beside the journal: what cannot be kept or read is noted and lost.
 */
public interface CommandsPort {

    /** The newest, newest last; only such as have ended. */
    List<CommandRun> kept();

    /**
     * @param run that has ended
     */
    void keep(CommandRun run);
}
