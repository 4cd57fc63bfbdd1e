package dev.drainboard.port;

import dev.drainboard.model.Command;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How one node runs Odoo. */
public interface RuntimePort {

    String node();

    RuntimeFacts read() throws FaultException;

    /**
     * Fetches what the update will run, without touching what runs: pull, fetch, the user's
     * prepare. Run on all nodes before the first drain.
     *
     * @param to what {@code --to} named; empty: what the tag or branch now points to
     * @return what the update will run; the same id on every node, or the rollout does not begin
     */
    Revision prepare(Optional<String> to, Fence fence) throws FaultException;

    /**
     * Runs {@code target}, detached on the node: if the link breaks it goes on, and a second call
     * under the same fence attaches to it and waits for its end. Ends when the new instance was
     * started, not when it is healthy.
     *
     * @param line what it prints, as it prints
     */
    void update(Revision target, Fence fence, Consumer<String> line) throws FaultException;

    /**
     * Waits for the end of an update that was begun under this fence, and starts none: what an
     * abort asks of an update in doubt.
     *
     * @return whether one was begun; how it ended is asked of {@link #read}
     */
    boolean settle(Fence fence, Consumer<String> line) throws FaultException;

    /** Whether {@link #update} to {@code earlier} would find all that it needs still there. */
    boolean keeps(Revision earlier) throws FaultException;

    /** What {@link #prepare} does, as a person would type it, for plans; empty: nothing. */
    List<Command> preparation(Optional<String> to);

    /** What {@link #update} does, as a person would type it, for plans. */
    List<Command> commands(Optional<String> to);
}
