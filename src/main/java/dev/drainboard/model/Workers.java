package dev.drainboard.model;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How many requests a node's Odoo takes at a time. A request more waits in the kernel's queue of
 * its port until a worker is free.
 *
 * @param all its HTTP workers; 0: it is threaded and has none, as Odoo is without the option
 * @param by where it is written: the path of a file, or "command line"
 */
public record Workers(int all, String by) {

    public Workers {
        Objects.requireNonNull(by);
        if (all < 0) {
            throw new IllegalArgumentException(all + " workers");
        }
    }

    /** Whether there are workers that can be busy. */
    public boolean counted() {
        return all > 0;
    }

    /** How many of them are busy with so many requests in use; never more than all. */
    public int busy(int inUse) {
        return Math.min(all, inUse);
    }

    /** How many of so many requests in use wait for a worker. */
    public int waiting(int inUse) {
        return inUse - busy(inUse);
    }

    /** Busy now; empty where nobody counts the requests, or there are no workers. */
    public OptionalInt busy(OptionalInt inUse) {
        return counted() && inUse.isPresent()
                ? OptionalInt.of(busy(inUse.getAsInt()))
                : OptionalInt.empty();
    }
}
