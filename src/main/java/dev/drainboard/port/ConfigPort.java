package dev.drainboard.port;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.NodeConfig;

/** The Odoo configuration of one node; read only, and without its secrets. */
public interface ConfigPort {

    String node();

    NodeConfig read() throws FaultException;
}
