package dev.drainboard.port;

import dev.drainboard.model.Moment;
import java.util.List;
import java.util.Optional;

/**
 * The last day of a cluster, minute by minute, on this machine. History is a convenience: what
 * cannot be kept or read is lost without a fault, and said once in {@link #trouble}.
 */
public interface HistoryPort extends AutoCloseable {

    /**
     * All that is kept, oldest first; damaged minutes are left out.
     *
     * @param nodes as the cluster file names them now
     */
    List<Moment> kept(List<String> nodes);

    /**
     * Keeps the means of the minute that begins at the moment's time; a minute of a day ago makes
     * room. Another process that keeps the same cluster's history goes before: then nothing is
     * done, and tried anew the next time.
     */
    void keep(Moment minute);

    /** Why nothing is kept, as a sentence for a person; empty: all is well. */
    Optional<String> trouble();

    @Override
    void close();
}
