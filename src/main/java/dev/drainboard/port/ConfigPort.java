package dev.drainboard.port;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.Workers;
import java.util.Optional;

/** The Odoo configuration of one node; read only, and without its secrets. */
public interface ConfigPort {

    String node();

    NodeConfig read() throws FaultException;

    /**
     * How many workers it was started with; of the file nothing else is read.
     *
     * @return empty: neither the file nor what can be seen of the running Odoo says
     */
    Optional<Workers> workers() throws FaultException;
}
