package dev.drainboard.model;

/**
 * What is observed of a server, a port or a service. Old or missing observations are {@link
 * #UNKNOWN}, never up.
 */
public enum CheckState {
    UP,
    DOWN,
    UNKNOWN
}
