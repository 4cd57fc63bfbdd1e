package dev.drainboard.port;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.LockFacts;
import java.util.Optional;

/** The lock of one cluster, on all its state hosts. */
public interface LockPort {

    /** Who holds it; empty: nobody. */
    Optional<LockFacts> read() throws FaultException;

    /**
     * Takes it on all state hosts in name order, with a token above every one seen, and keeps its
     * heartbeat until it is closed. The holder's own dead process (same operator, same machine,
     * process gone) and a stale lock are taken over; the evidence is in {@link Held#takenFrom}.
     *
     * @throws FaultException HELD: who, where and since when
     */
    Held take(String operator, String purpose, String operation) throws FaultException;

    /** Takes it from a holder that is not stale, because a person said so. */
    Held force(String operator, String purpose, String operation) throws FaultException;

    /**
     * Leaves a word for whoever holds the lock ("pause"), who hears it with the next heartbeat or
     * sooner. Takes no lock and no token.
     *
     * @throws FaultException WRONG if nobody holds it
     */
    void say(String operator, String word) throws FaultException;

    /** A lock that is had. Closing gives it back; a process that dies leaves it to go stale. */
    interface Held extends AutoCloseable {
        Fence fence();

        /** Whose dead or stale lock this was; empty: nobody's. */
        Optional<LockFacts> takenFrom();

        /**
         * Whether the last heartbeat of all hosts was written in time with our token; once false,
         * always false.
         */
        boolean stillOurs();

        /**
         * A word that somebody left since the lock was taken, as "operator: word"; each is heard
         * once.
         */
        Optional<String> heard();

        @Override
        void close();
    }
}
