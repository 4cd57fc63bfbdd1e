package dev.drainboard.cli;

import dev.drainboard.model.FaultException;
import java.nio.file.Path;
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

    /** Opens the window; returns when it is closed. */
    int window(Optional<Path> clusterFile, Optional<String> operator, boolean readOnly)
            throws FaultException;

    List<String> faultPoints();

    /** The file in which the program notes what went wrong in it. */
    Path log();

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
