package dev.drainboard.cli;

import dev.drainboard.model.FaultException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens engines, and does the little that needs none. */
public interface Engines {

    /**
     * @param operator who acts; empty: DRAINBOARD_OPERATOR, else user@host
     * @param readOnly the engine has no way to change anything
     * @throws FaultException WRONG with every mistake of the cluster file
     */
    Engine open(Path clusterFile, Optional<String> operator, boolean readOnly)
            throws FaultException;

    /**
     * The keys that a host of the cluster offers now. Nothing is authenticated.
     *
     * @param host by the cluster file's name for a node or balancer, or as ssh takes it
     */
    Offer offeredKeys(Path clusterFile, String host) throws FaultException;

    /**
     * The cluster file on which the window was open the last time, here. Empty: it never was, or
     * the file is gone. A sandbox's is not remembered.
     */
    Optional<Path> lastCluster() throws FaultException;

    /**
     * Opens the window; returns when it is closed.
     *
     * @param clusterFiles the first is shown, the others can be switched to; at least one
     * @throws FaultException WRONG with every mistake of the first file that has any
     */
    int window(List<Path> clusterFiles, Optional<String> operator, boolean readOnly)
            throws FaultException;

    /**
     * Starts the embedded cluster. It lives until it is closed, or this process ends in an orderly
     * way.
     *
     * @throws FaultException this machine cannot carry one
     */
    Sandboxed sandbox(int nodes) throws FaultException;

    List<String> faultPoints();

    /** The file in which the program notes what went wrong in it. */
    Path log();

    /** An embedded cluster that runs. */
    interface Sandboxed extends AutoCloseable {

        Path clusterFile();

        /** Whether all nodes answer before the time is over. */
        boolean awaitHealthy(Duration most) throws InterruptedException;

        /**
         * Does what a line says, as {@code freeze node2}.
         *
         * @return what was done, or what is wrong with the line
         */
        String obey(String line);

        @Override
        void close();
    }

    /** A host's keys, each with its fingerprint, and a way to keep them. */
    interface Offer {
        String host();

        /** "ssh-ed25519 SHA256:..." */
        List<String> fingerprints();

        /** Whether another key is kept for this host already. */
        boolean differs();

        /** Whether exactly these are kept already. */
        boolean known();

        /** The file in which they are kept. */
        String file();

        void keep(boolean replace) throws FaultException;
    }
}
