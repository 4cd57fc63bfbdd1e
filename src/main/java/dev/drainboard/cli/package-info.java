/**
 * The command line: the same engine without a window. Knows the nouns, and the engine by the two
 * interfaces that the wiring implements ({@link dev.drainboard.cli.Engines}, {@link
 * dev.drainboard.cli.Engine}); so it can be tested whole without a cluster.
 *
 * <p>Standard output carries what was asked for (text, or one JSON object a line), standard error
 * every failure in three lines: what, why, what to do. Exit codes are those of docs/design.md.
 */
package dev.drainboard.cli;
