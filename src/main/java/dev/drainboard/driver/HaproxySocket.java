package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyStickTable;
import dev.drainboard.model.Command;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import java.util.List;
import java.util.Map;

/** A way to one HAProxy's Runtime API. */
interface HaproxySocket {

    /** The host that faults and plans name. */
    String host();

    HaproxyReading read() throws FaultException;

    /** The answer to {@code show sess}; prose where the socket's level does not allow it. */
    String sessions() throws FaultException;

    /** The answer to {@code show table}. */
    String tables() throws FaultException;

    /** Table to its entries that lead to a server. */
    Map<String, List<HaproxyStickTable.Bound>> bound(List<HaproxyStickTable> tables)
            throws FaultException;

    /**
     * Done or undone when it returns; asked twice it is done once.
     *
     * @param what one sentence: what could not be done, and to whom
     * @return false: HAProxy is not as the change expects, and nothing was done
     */
    boolean change(HaproxyChange change, Fence fence, String what) throws FaultException;

    /** Whether a script of ours stands before every change and refuses an old token. */
    boolean fenced();

    /** A line to the socket, as a person would type it. */
    Command typed(String line);
}
