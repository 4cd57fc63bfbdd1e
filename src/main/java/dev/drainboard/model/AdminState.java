package dev.drainboard.model;

/** What was asked of a server on a balancer. */
public enum AdminState {
    /** Gets new requests. */
    READY,
    /** Gets no new clients; where the balancer knows stickiness, bound clients go on. */
    DRAIN,
    /** Gets nothing new at all. */
    MAINT,
    /** The balancer could not be asked, or answered what we do not know. */
    UNKNOWN
}
