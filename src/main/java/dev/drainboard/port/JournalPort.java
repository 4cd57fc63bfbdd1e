package dev.drainboard.port;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.JournalEntry;
import java.util.List;

/** The journal of one cluster, kept on this machine and on every state host. */
public interface JournalPort {

    /**
     * Appends the lines, in order; on disk here and on every state host when it returns. Refused if
     * the fence's token is too old.
     *
     * @throws FaultException if any of them could not be written: then nothing may be done that it
     *     would have announced
     */
    void append(List<JournalEntry> entries, Fence fence) throws FaultException;

    /**
     * All lines, of the longest valid journal among the state hosts and this machine. A torn tail
     * is cut off and kept aside.
     *
     * @throws FaultException if no state host can be read, or two disagree in a line that both have
     */
    List<JournalEntry> read() throws FaultException;

    /**
     * What is wrong with any copy, a sentence each; empty: every hash holds and all copies agree.
     */
    List<String> verify() throws FaultException;
}
