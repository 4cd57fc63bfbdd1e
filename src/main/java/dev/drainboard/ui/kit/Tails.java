package dev.drainboard.ui.kit;

import dev.drainboard.model.Fault;
import dev.drainboard.model.LogLine;
import java.util.List;
import java.util.Optional;

/** The logs of the nodes, as they are written. */
public interface Tails {

    /**
     * The last lines of a node's log, and then each new one until the tail is closed. Returns at
     * once; what comes, comes on other threads.
     */
    Tail follow(String node, int last, Reader reader);

    /** Hears what comes. */
    interface Reader {

        /**
         * @param dropped how many lines were too many between the last ones and these
         */
        void lines(String node, List<LogLine> lines, long dropped);

        /** Nothing more comes of this node; empty: because the tail was closed. */
        void ended(String node, Optional<Fault> why);
    }

    /** A tail under way. */
    interface Tail extends AutoCloseable {
        @Override
        void close();
    }
}
