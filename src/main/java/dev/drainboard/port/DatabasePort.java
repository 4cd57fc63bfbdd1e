package dev.drainboard.port;

import dev.drainboard.model.DatabaseFacts;
import dev.drainboard.model.FaultException;

/** The PostgreSQL that all nodes share; read only. */
public interface DatabasePort {
    DatabaseFacts read() throws FaultException;
}
