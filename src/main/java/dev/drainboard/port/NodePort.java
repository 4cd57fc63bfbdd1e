package dev.drainboard.port;

import dev.drainboard.model.ConnectionFacts;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.HealthFacts;
import java.util.List;
import java.util.Optional;

/** One node as its users and its host see it. */
public interface NodePort {

    String node();

    /**
     * Both healths, from here, or from a balancer's host where this machine cannot reach the node.
     */
    HealthFacts health() throws FaultException;

    ConnectionFacts connections() throws FaultException;

    /** Empty if the cluster file names no filestore. Ends in time though the mount hangs. */
    Optional<FilestoreFacts> filestore() throws FaultException;

    /**
     * One round of the gate: both healths, the login page and every asset it names, the websocket
     * handshake. All answers, also after the first that did not pass.
     */
    List<GateCheck> gate() throws FaultException;

    /** Asks a path once, as a browser would; passed if the status is below 400. */
    GateCheck warm(String path) throws FaultException;

    /** Connects to the host, so that the next question need not wait for that. */
    default void greet() throws FaultException {}

    /** Refuses a fence whose token is too old on this node, and keeps it as the highest seen. */
    void fence(dev.drainboard.model.Fence fence) throws FaultException;
}
