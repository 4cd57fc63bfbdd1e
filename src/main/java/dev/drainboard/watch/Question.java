package dev.drainboard.watch;

import dev.drainboard.model.FaultException;

/** What a probe asks; ends by its own deadline. */
@FunctionalInterface
public interface Question<T> {
    T ask() throws FaultException;
}
