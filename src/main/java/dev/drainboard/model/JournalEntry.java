package dev.drainboard.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of the journal. What the file adds to it (version, hash of the line before) is the
 * journal's own business.
 *
 * @param operation the id of the operation
 * @param actor who: the operator, or "drainboard"
 * @param kind what happened
 * @param detail for a person
 * @param data for the fold: small strings, JSON where it must be structured
 */
public record JournalEntry(
        Instant at,
        String operation,
        String actor,
        Kind kind,
        Optional<String> node,
        Optional<StepKind> step,
        String detail,
        Map<String, String> data,
        Optional<Fault> fault) {

    /** What a line of the journal says. */
    public enum Kind {
        /** An operation begins: intent, plan and token are in the data. */
        OPENED,
        /**
         * A fact that must outlive us, found before the first deed: what a node was, which revision
         * it ran.
         */
        FOUND,
        /**
         * A step is about to be done. Without an end after it, it is in doubt and is asked again.
         */
        ABOUT,
        /** A step was done and read back. */
        DID,
        /** A step was not needed. */
        SKIPPED,
        /** A step failed; the fault says how. */
        FAILED,
        /**
         * Somebody said something of the operation: resume, retry, rollBack, abort, pause,
         * override, takeOver.
         */
        SAID,
        /**
         * The operation stands and reserves the cluster: data.status is paused, failed or asked.
         */
        STOPPED,
        /** The operation is over: data.status is succeeded or aborted. */
        CLOSED
    }

    public JournalEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(actor);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(node);
        Objects.requireNonNull(step);
        Objects.requireNonNull(detail);
        data = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(data));
        Objects.requireNonNull(fault);
    }
}
