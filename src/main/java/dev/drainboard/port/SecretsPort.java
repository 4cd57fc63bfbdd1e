package dev.drainboard.port;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.SecretRef;

/** Finds secrets by reference. The caller wipes what it is given. */
public interface SecretsPort {
    char[] find(SecretRef reference) throws FaultException;
}
