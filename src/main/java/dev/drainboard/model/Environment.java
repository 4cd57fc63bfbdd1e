package dev.drainboard.model;

/**
 * How much a mistake costs here; shown in colour and words wherever something is about to change.
 */
public enum Environment {
    PRODUCTION,
    STAGING,
    TEST
}
