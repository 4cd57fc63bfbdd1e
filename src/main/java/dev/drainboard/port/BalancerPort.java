package dev.drainboard.port;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BalancerFacts;
import dev.drainboard.model.Before;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Command;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.Holder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One balancer. */
public interface BalancerPort {

    String name();

    /** What it is and what its servers are now; asked each second, so it is cheap. */
    BalancerFacts read() throws FaultException;

    /**
     * What the node's servers are now, and what {@link #apply} would add, to be journaled before it
     * is called. Changes nothing.
     *
     * @throws FaultException REFUSED if the node stands in no upstream, or the balancer's own
     *     configuration is broken already
     */
    Before plan(String node, AdminState wanted) throws FaultException;

    /**
     * Takes the node out, on both ports, as {@code planned}; or finds that it is so already. Done
     * or undone when it returns; a fault of kind UNKNOWN says that it may be either, and asking
     * again with the same fence tells.
     *
     * @param wanted DRAIN or MAINT; a balancer without the difference treats them alike
     */
    void apply(Before planned, AdminState wanted, Fence fence) throws FaultException;

    /**
     * Takes back exactly what {@code before} records as ours and no more; nothing to take back is a
     * success.
     */
    void putBack(Before before, Fence fence) throws FaultException;

    /**
     * The requests and websockets that the node has now through this balancer, by client and age.
     * Costs more than a reading, so it is asked of nodes that drain.
     *
     * @return empty: this balancer cannot name them
     */
    default Optional<List<Holder>> holders(String node) throws FaultException {
        return Optional.empty();
    }

    /** How many clients it has bound to each node; asked seldom. */
    default BoundSessions sessions() throws FaultException {
        return BoundSessions.unknown("This balancer does not count whom it binds to a node.");
    }

    /** Whether DRAIN and MAINT differ here: bound clients go on under DRAIN. */
    boolean knowsDrain();

    /** As a person would type it, for plans. */
    List<Command> commands(String node, AdminState wanted);

    /**
     * What {@link BalancerFacts.Server#ours} is told from: the words that the journal says are ours
     * and not yet put back. Set before a reading whose {@code ours} matters.
     */
    void remember(Set<Before> outstanding);
}
