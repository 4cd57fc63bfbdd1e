/**
 * The nouns: a cluster as its file describes it, what was read of it, what is wanted, and what went
 * wrong. Records and sealed types without behaviour that touches anything; every other room may
 * know them and they know nobody.
 *
 * <p>Two pairs of words are kept apart everywhere: what was <em>asked</em> of a server ({@link
 * dev.drainboard.model.AdminState}) and what is <em>observed</em> ({@link
 * dev.drainboard.model.CheckState}); and a number that is zero and a number that nobody knows
 * (empty).
 */
package dev.drainboard.model;
