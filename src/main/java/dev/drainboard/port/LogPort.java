package dev.drainboard.port;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.LogLine;
import dev.drainboard.model.Rate;
import java.util.List;
import java.util.Optional;

/** The log of one node's Odoo; read only. */
public interface LogPort {

    String node();

    /** What is read, for a person: "journalctl -u odoo", "/var/log/odoo/odoo.log". */
    String source();

    /**
     * The last lines, oldest first.
     *
     * @param lines 1 to 5000
     */
    List<LogLine> last(int lines) throws FaultException;

    /**
     * Requests a second over the last seconds, as the lines of requests tell; empty if there are no
     * such lines, or more than can be read.
     */
    default Optional<Rate> rate() throws FaultException {
        return Optional.empty();
    }

    /**
     * The last lines and then each as it is written, on a channel of its own until the tail is
     * closed. Returns at once; everything comes on a thread of the tail.
     *
     * @param lines how many of the last ones come first, 0 to 5000
     */
    Tail follow(int lines, Reader reader);

    /** Who looks. */
    interface Reader {

        /**
         * What came since the last call, at most some hundred lines. The next call waits for the
         * return of this one; what comes meanwhile and is too much is dropped, the oldest first.
         *
         * @param dropped how many lines were lost between the last call and these
         */
        void lines(List<LogLine> lines, long dropped);

        /** Nothing more comes, and why; empty: the tail was closed. Called once, last. */
        void ended(Optional<Fault> why);
    }

    /** A tail under way. */
    interface Tail extends AutoCloseable {

        /** Ends it here and on the host; returns at once, and may be called twice. */
        @Override
        void close();
    }
}
